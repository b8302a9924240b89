// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "forms/SetupProblems.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace sagebench::ui {

class FormGrid;
class SetupStore;

/// What the run has to meet: limits on latencies, a contract.
class GoalForm : public QWidget {
    Q_OBJECT
  public:
    /// `store` must outlive it.
    explicit GoalForm(SetupStore& store, QWidget* parent = nullptr);

    void show();
    void showProblems(const std::vector<SetupProblem>& problems);
    QWidget* reveal(const QString& field);

    /// Takes the contract of a file; shows what is wrong with it below the field.
    Result<void> takeContract(const QString& selector);

  private:
    void makeFields();
    void connectFields();
    void chooseContract(int index);
    void browse();
    void showContract();

    SetupStore& store_;
    FormGrid* grid_;
    QLineEdit *slos_, *target_;
    QCheckBox* fail_;
    QComboBox* contract_;
};

}  // namespace sagebench::ui
