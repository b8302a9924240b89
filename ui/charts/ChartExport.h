// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include "base/Result.h"

namespace sagebench::ui {

/// A chart that can be exported. The widget belongs to its page.
struct NamedChart {
    QString id;     ///< part of file names: "ttft_over_time"
    QString title;  ///< as shown
    QWidget* widget = nullptr;
};

/// Errors: Io, with the path. `scale`: pixels of the picture to one of the widget.
Result<void> exportPng(QWidget& chart, const QString& path, double scale = 2);
Result<void> exportSvg(QWidget& chart, const QString& path);

}  // namespace sagebench::ui
