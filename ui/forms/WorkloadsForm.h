// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "base/Result.h"
#include "forms/SetupProblems.h"

class QAction;
class QListView;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace sagebench::ui {

class FaintLabel;
class ProblemLabel;
class SetupStore;
class WorkloadListModel;

/// Which workloads run, and in which order.
class WorkloadsForm : public QWidget {
    Q_OBJECT
  public:
    /// `store` must outlive it.
    explicit WorkloadsForm(SetupStore& store, QWidget* parent = nullptr);

    void show();
    void showProblems(const std::vector<SetupProblem>& problems);
    QWidget* reveal(const QString& field);

    /// Adds the workloads of a file; shows what is wrong with it below the list.
    Result<void> addFile(const QString& path);

  private:
    int currentRow() const;
    void select(int row);
    void makeActions();
    QAction* addAction(const QString& text, const QString& tip, const QKeySequence& key,
                       void (WorkloadsForm::*slot)());
    void makeButtons(QVBoxLayout* column);
    void fillAddMenu();
    void showActions();
    void fitList();
    void check(int row, bool checked);
    void move(int row, int before);
    void moveUp() { move(currentRow(), currentRow() - 1); }
    void moveDown() { move(currentRow(), currentRow() + 2); }
    void addNew();
    void edit();
    void duplicate();
    void remove();
    void openFile();
    void insert(const QString& text, int row, const std::vector<WorkloadSpec>& specs);
    void askFor(const WorkloadSpec& spec, const std::vector<std::string>& taken,
                const QString& note, const std::function<void(const WorkloadSpec&)>& use);

    SetupStore& store_;
    WorkloadListModel* model_;
    QListView* list_;
    QMenu* add_;
    QAction *edit_, *duplicate_, *remove_, *up_, *down_;
    FaintLabel* digest_;
    ProblemLabel* problem_;
    ProblemLabel* fileProblem_;
};

}  // namespace sagebench::ui
