// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

ChartColors common() {
    ChartColors c;
    c.inFlight = QColor(0x56b4e9);
    c.queued = QColor(0xe69f00);
    c.errors = c.failed = c.bad = QColor(0xd55e00);
    c.requests = QColor(0xcc79a7);
    c.cancelled = QColor(0x999999);
    c.good = QColor(0x009e73);
    return c;
}

ChartColors light() {
    ChartColors c = common();
    c.background = QColor(0xffffff);
    c.plot = QColor(0xfbfbfc);
    c.text = QColor(0x22252a);
    c.faintText = QColor(0x5c6370);
    c.grid = QColor(0xe3e5e9);
    c.cursor = QColor(0x22252a);
    c.brush = QColor(0, 0x72, 0xb2, 40);
    c.p50 = c.tokens = c.ok = QColor(0x0072b2);
    c.p95 = QColor(0xb37a00);
    c.p99 = QColor(0xd55e00);
    c.points = QColor(0, 0x72, 0xb2, 110);
    c.warmup = QColor(0xb9c3cf);
    c.waiting = QColor(0xa9cce3);
    c.warning = QColor(0x9a6700);
    c.slo = QColor(0x8a3a86);
    return c;
}

ChartColors dark() {
    ChartColors c = common();
    c.background = QColor(0x1e2126);
    c.plot = QColor(0x23272e);
    c.text = QColor(0xe8eaed);
    c.faintText = QColor(0xa4abb6);
    c.grid = QColor(0x363b44);
    c.cursor = QColor(0xe8eaed);
    c.brush = QColor(0x56, 0xb4, 0xe9, 50);
    c.p50 = c.tokens = c.ok = QColor(0x56b4e9);
    c.p95 = QColor(0xf0e442);
    c.p99 = QColor(0xff8c42);
    c.points = QColor(0x56, 0xb4, 0xe9, 120);
    c.errors = c.failed = c.bad = QColor(0xff8c42);
    c.good = QColor(0x3ddbaa);
    c.warmup = QColor(0x4d5663);
    c.waiting = QColor(0x2f5d7c);
    c.warning = QColor(0xe6b450);
    c.slo = QColor(0xe39ad9);
    return c;
}

}  // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

ChartColors chartColors(const QPalette& palette) {
    return isDark(palette) ? dark() : light();
}

}  // namespace sagebench::ui
