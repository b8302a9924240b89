// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <map>

#include "forms/BackendList.h"
#include "forms/SetupProblems.h"

class QComboBox;
class QVBoxLayout;

namespace sagebench::ui {

class ConnectionBox;
class FaintLabel;
class FormGrid;
class ModelForm;
class OptionsForm;
class ServerForm;
class SetupStore;

/// Which engine is measured: all that is shown comes from its description.
class BackendForm : public QWidget {
    Q_OBJECT
  public:
    /// `store` must outlive it.
    BackendForm(SetupStore& store, BackendList backends, QWidget* parent = nullptr);

    void show();
    void showProblems(const std::vector<SetupProblem>& problems);
    QWidget* reveal(const QString& field);
    /// The list of models offers the file that is chosen now the next time, too.
    void rememberModel();

  private:
    void fillBackends();
    void layOut();
    void showBackend();
    void showOptions();

    SetupStore& store_;
    const BackendList backends_;
    const BackendDescription* shown_ = nullptr;
    std::map<std::string, QStringList> models_;  ///< as servers listed them, by backend
    FormGrid* choice_;
    QComboBox* combo_;
    ServerForm* server_;
    ModelForm* model_;
    ConnectionBox* connection_;
    QVBoxLayout* column_;
    OptionsForm* options_ = nullptr;
};

}  // namespace sagebench::ui
