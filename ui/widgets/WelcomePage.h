// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sagebench::ui {

/// What to do while nothing was run or opened yet.
class WelcomePage : public QWidget {
    Q_OBJECT
  public:
    explicit WelcomePage(QWidget* parent = nullptr);

  Q_SIGNALS:
    void simulationRequested();
    void serverRequested();
    void modelRequested();
    void openRequested();
};

}  // namespace sagebench::ui
