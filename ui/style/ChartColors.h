// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace sagebench::ui {

/// Colours of charts and figures for a light or dark window. Telling apart needs no red-green
/// sight: Okabe and Ito, "Color Universal Design" (2008); lines differ in dash too.
struct ChartColors {
    QColor background, plot, text, faintText, grid, cursor, brush;
    QColor p50, p95, p99;  ///< percentile lines
    QColor points;         ///< single requests
    QColor tokens, requests;
    QColor inFlight, queued, errors;
    QColor slo;  ///< limits of the plan
    QColor ok, failed, cancelled, warmup,
        waiting;                ///< bars of the timeline; waiting: before the first token
    QColor good, warning, bad;  ///< words and tiles
};

/// Pure: dark where the palette's window is dark.
ChartColors chartColors(const QPalette& palette);
bool isDark(const QPalette& palette);

}  // namespace sagebench::ui
