// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;

namespace sagebench::ui {

class ElidedLabel;
class RunDocument;
struct ProgressText;

/// Run and Stop, and how far the run is.
class RunBar : public QWidget {
    Q_OBJECT
  public:
    /// All must outlive it.
    RunBar(RunDocument& document, QAction& run, QAction& stop, QWidget* parent = nullptr);

  Q_SIGNALS:
    /// For the title; of a thousand, -1: no run is going on.
    void progressed(int permille);

  private:
    void refresh();
    void show(const ProgressText& text);

    RunDocument& document_;
    QProgressBar* bar_;
    ElidedLabel* phase_;
    QLabel *counts_, *times_;
};

}  // namespace sagebench::ui
