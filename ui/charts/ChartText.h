// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <Qt>
#include <vector>

#include "style/ChartColors.h"

namespace sagebench::ui {

/// One thing a chart shows, as its legend has it.
struct LegendEntry {
    enum class Mark { Line, Dots, Block };
    QString name;
    QString tip;
    Mark mark = Mark::Line;
    QColor ChartColors::*colour = nullptr;
    Qt::PenStyle dash = Qt::SolidLine;
};

/// A value under the cursor.
struct Reading {
    QString name;
    QString value;  ///< with its unit
    QColor colour;
};

/// What the metric of this key (metrics/Definitions.h) means; empty: no such key.
QString definitionOf(const char* key);

}  // namespace sagebench::ui
