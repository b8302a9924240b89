// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace sagebench::ui {

/// A page of text to read beside the window; deletes itself when closed.
class TextDialog : public QDialog {
    Q_OBJECT
  public:
    TextDialog(const QString& title, const QString& html, QWidget* parent);
};

/// What each key and mouse gesture does.
QString shortcutsHtml();
/// Each metric with its definition, as in docs/METRICS.md.
QString definitionsHtml();

}  // namespace sagebench::ui
