// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <string>
#include <vector>

#include "forms/WorkloadDraft.h"

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace sagebench::ui {

class FaintLabel;
class FormGrid;

/// Edits one workload. OK is there only for one that can run.
class WorkloadDialog : public QDialog {
    Q_OBJECT
  public:
    /// `taken`: names that it can't have.
    WorkloadDialog(const WorkloadSpec& spec, std::vector<std::string> taken,
                   QWidget* parent = nullptr);

    WorkloadSpec spec() const;
    /// Said above the fields.
    void setNote(const QString& note);

  private:
    QLineEdit* addLine(const QString& id, const QString& label, const QString& text,
                       const QString& help);
    QWidget* makeConcurrency(const WorkloadDraft& draft);
    WorkloadDraft draft() const;
    void check();

    std::vector<std::string> taken_;
    FaintLabel* note_;
    FormGrid* grid_;
    QLineEdit *name_, *description_, *promptTokens_, *outputTokens_, *requests_, *concurrency_,
        *warmup_;
    QCheckBox *allAtOnce_, *samePrompt_;
    FaintLabel* digest_;
    QDialogButtonBox* buttons_;
};

}  // namespace sagebench::ui
