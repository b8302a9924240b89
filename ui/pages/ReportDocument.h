// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>
#include <QTextDocument>

namespace sagebench::ui {

/// Fills `document` with GitHub Markdown as one reads it: tables with rules and room, notices and
/// code set apart, in the colours of `palette`. Raw HTML stays text.
void renderMarkdown(QTextDocument& document, const QString& markdown, const QPalette& palette);

}  // namespace sagebench::ui
