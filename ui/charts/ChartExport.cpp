// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartExport.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <cmath>

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ChartExport", text);
}

tl::unexpected<Error> notWritten(const QString& path, const QString& why) {
    const QString message = tr("The chart could not be written to %1: %2. Choose another folder.");
    return fail(ErrorKind::Io, message.arg(QDir::toNativeSeparators(path), why).toStdString());
}

/// Whole or not at all.
Result<void> write(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return notWritten(path, file.errorString());
    }
    return {};
}

void draw(QWidget& chart, QPainter& painter) {
    chart.render(&painter, QPoint(), QRegion(),
                 QWidget::DrawWindowBackground | QWidget::DrawChildren);
}

}  // namespace

Result<void> exportPng(QWidget& chart, const QString& path, double scale) {
    QImage image((QSizeF(chart.size()) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(chart.palette().color(QPalette::Base));
    QPainter painter(&image);
    draw(chart, painter);
    painter.end();
    QBuffer bytes;
    if (image.isNull() || !bytes.open(QIODevice::WriteOnly) || !image.save(&bytes, "PNG")) {
        return notWritten(path, tr("the picture is too large"));
    }
    return write(path, bytes.data());
}

Result<void> exportSvg(QWidget& chart, const QString& path) {
    QBuffer bytes;
    QSvgGenerator generator;
    generator.setOutputDevice(&bytes);
    generator.setSize(chart.size());
    generator.setResolution(96);
    generator.setViewBox(chart.rect());
    generator.setTitle(chart.accessibleName());
    QPainter painter;
    if (!bytes.open(QIODevice::WriteOnly) || !painter.begin(&generator)) {
        return notWritten(path, tr("the picture could not be drawn"));
    }
    draw(chart, painter);
    painter.end();
    return write(path, bytes.data());
}

}  // namespace sagebench::ui
