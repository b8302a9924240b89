// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "forms/OptionNames.h"
#include "forms/SetupProblems.h"

namespace sagebench::ui {

class Disclosure;
class FormGrid;
class OptionField;

/// The options of one backend, made from its description.
class OptionsForm : public QWidget {
    Q_OBJECT
  public:
    explicit OptionsForm(const BackendDescription& description, QWidget* parent = nullptr);

    void show(const OptionMap& options);
    void showProblems(const std::vector<SetupProblem>& problems);
    /// Of "option.KEY", with all that hides it opened; null: not of this form.
    QWidget* reveal(const QString& field);
    OptionField* field(const std::string& key) const;

  Q_SIGNALS:
    void edited(const QString& key, const sagebench::ui::OptionMap& options);

  private:
    void addOption(const OptionSpec& spec, FormGrid& grid);
    void takeOver(const OptionSpec& spec, const OptionMap& values);
    FormGrid* gridOf(const QString& id) const;
    void showMoreTitle();

    BackendDescription description_;
    OptionMap options_;
    FormGrid* first_;
    FormGrid* rest_;
    Disclosure* more_ = nullptr;
};

}  // namespace sagebench::ui
