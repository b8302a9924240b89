// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <string>

#include "forms/SetupProblems.h"

class QComboBox;
class QLineEdit;

namespace sagebench::ui {

class FormGrid;
class SetupStore;

/// One run, a run for each of many loads, the search for the highest that meets the SLOs, or the
/// same run many times.
class CampaignForm : public QWidget {
    Q_OBJECT
  public:
    /// `store` must outlive it.
    explicit CampaignForm(SetupStore& store, QWidget* parent = nullptr);

    void show();
    void showProblems(const std::vector<SetupProblem>& problems);
    QWidget* reveal(const QString& field);

  private:
    void makeFields();
    QLineEdit* addLine(const QString& id, const QString& label, const QString& example,
                       const QString& help, std::string CampaignInput::*text);
    void chooseKind(int index);

    SetupStore& store_;
    FormGrid* grid_;
    QComboBox *kind_, *axis_;
    QLineEdit *values_, *from_, *to_, *precision_, *confirm_, *repeat_, *difference_;
};

}  // namespace sagebench::ui
