// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <string>

#include "forms/SetupProblems.h"

class QComboBox;
class QLineEdit;

namespace sagebench::ui {

class Disclosure;
class FormGrid;
class SetupStore;

/// One load for all workloads that run, behind a line that tells it.
class LoadForm : public QWidget {
    Q_OBJECT
  public:
    /// `store` must outlive it.
    explicit LoadForm(SetupStore& store, QWidget* parent = nullptr);

    void show();
    void showProblems(const std::vector<SetupProblem>& problems);
    QWidget* reveal(const QString& field);

  private:
    void makeFields();
    QLineEdit* addLine(const QString& id, const QString& label, const QString& example,
                       const QString& help, std::string LoadInput::*text);
    void choose(int index);
    void showUsed();

    SetupStore& store_;
    FormGrid* grid_;
    Disclosure* disclosure_;
    QComboBox* arrival_;
    QLineEdit *concurrency_, *rate_, *burstiness_, *requests_, *duration_;
};

}  // namespace sagebench::ui
