// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>
#include <memory>

#include "forms/BackendList.h"
#include "plan/RunPlan.h"

class QUndoStack;

namespace sagebench::ui {

/// The left panel: backend, workloads and their load, goals, output. Edits one RunPlan.
class SetupPanel : public QWidget {
    Q_OBJECT
  public:
    explicit SetupPanel(QWidget* parent = nullptr);
    explicit SetupPanel(BackendList backends, QWidget* parent = nullptr);
    ~SetupPanel() override;

    /// As edited; only checked workloads. May be incomplete: see problems().
    RunPlan plan() const;
    /// Can be undone.
    void setPlan(const RunPlan& plan);
    /// With what was entered for it before. Can be undone.
    void chooseBackend(const std::string& id);
    /// Of a backend that loads files: the one that is chosen, if it does. Can be undone. False:
    /// there is none.
    bool chooseModelFile(const QString& path);
    /// What keeps Run from starting, one sentence each; empty: all is well.
    QStringList problems() const;
    /// Shows and focuses the first field that has a problem.
    void showFirstProblem();
    /// Shows and focuses a field, by the ids of SetupProblem.
    void showField(const QString& id);
    /// Nothing can be edited during a run.
    void setEditable(bool editable);
    QUndoStack& undoStack();
    /// Kept in QSettings: the plan as last edited, key sources but never a key.
    void saveState() const;
    void restoreState();

  Q_SIGNALS:
    void planChanged();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sagebench::ui
