// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <map>
#include <string>
#include <vector>

#include "forms/WorkloadDraft.h"
#include "forms/WorkloadFields.h"

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QScrollArea;

namespace sagebench::ui {

class FaintLabel;
class FormGrid;
class PathEdit;
class ProblemLabel;

/// Edits one workload: what is sent, when, how long. Only fields that mean something are shown; OK
/// is there only for one that can run.
class WorkloadDialog : public QDialog {
    Q_OBJECT
  public:
    /// `taken`: names that it can't have.
    WorkloadDialog(const WorkloadSpec& spec, std::vector<std::string> taken,
                   QWidget* parent = nullptr);

    WorkloadSpec spec() const;
    /// Said above the fields.
    void setNote(const QString& note);
    /// What is said below a field; empty: nothing.
    QString problem(const QString& field) const;

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    using Group = WorkloadField::Group;
    void layOut();
    QWidget* makeGroup(const QString& title, std::initializer_list<Group> groups);
    void fill(Group group);
    void addField(const WorkloadField& field);
    void addConcurrency(const WorkloadField& field);
    void addDataset(const WorkloadField& field);
    void addSamePrompt();
    void addArrival();
    void addFormat();
    void addTimeUnit();
    QLineEdit* newLine(const WorkloadField& field, QWidget* parent);
    QComboBox* addChoice(Group group, const QString& id, const QString& label, const QString& help,
                         const QStringList& choices, int current);
    void typed(const QString& id, const QString& text);
    void followDataset(bool hadDataset);
    void check();
    void growToFit();
    void showUsed();
    void showProblems(const std::map<QString, QString>& problems);

    std::vector<std::string> taken_;
    const WorkloadDraft first_;  ///< as it was opened
    WorkloadDraft draft_;
    FaintLabel* note_;
    std::map<Group, FormGrid*> grids_;
    std::map<QString, QLineEdit*> lines_;
    PathEdit* dataset_ = nullptr;
    QCheckBox* allAtOnce_ = nullptr;
    QScrollArea* scroll_;
    FaintLabel* digest_;
    ProblemLabel* problem_;
    QDialogButtonBox* buttons_;
};

}  // namespace sagebench::ui
