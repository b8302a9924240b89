// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>

#include "forms/SetupProblems.h"

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace sagebench::ui {

class FormGrid;
class PathEdit;
class SetupStore;

/// How the run is done, and what is written of it.
class RunForm : public QWidget {
    Q_OBJECT
  public:
    /// `store` must outlive it.
    explicit RunForm(SetupStore& store, QWidget* parent = nullptr);

    void show(const SetupFacts& facts);
    void showProblems(const std::vector<SetupProblem>& problems);
    QWidget* reveal(const QString& field);

  private:
    void makeFields();
    QWidget* makeExports();
    void connectFields();
    void connectExport(QCheckBox* box, const std::string& name);
    void showFolder(const SetupFacts& facts);
    void showShard();

    SetupStore& store_;
    FormGrid* grid_;
    QLineEdit* seed_;
    QLineEdit* timeout_;
    PathEdit* folder_;
    QPushButton* shard_;
    QCheckBox *markdown_, *csv_, *vllm_, *texts_;
};

}  // namespace sagebench::ui
