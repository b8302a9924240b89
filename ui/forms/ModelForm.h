// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "forms/RecentFiles.h"
#include "forms/SetupProblems.h"

namespace sagebench::ui {

class FormGrid;
class ModelEdit;
class SetupStore;

/// What is said below the field. Pure. `bytes`: of the file; nothing: there is none.
QString modelNote(const std::string& model, const BackendDescription& backend,
                  std::optional<qint64> bytes);

/// The model that an engine loads: a file, or a name that the backend knows.
class ModelForm : public QWidget {
    Q_OBJECT
  public:
    /// `store` must outlive it.
    explicit ModelForm(SetupStore& store, QWidget* parent = nullptr);

    void show(const BackendDescription& backend);
    void showProblems(const std::vector<SetupProblem>& problems);
    QWidget* reveal(const QString& field);
    /// The list offers the file that is chosen now the next time, too.
    void remember();

  private:
    void chooseFile(const QString& path);

    SetupStore& store_;
    RecentFiles recent_{"recent/models"};
    FormGrid* grid_;
    ModelEdit* model_;
};

}  // namespace sagebench::ui
