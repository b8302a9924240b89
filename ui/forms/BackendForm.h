// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <map>

#include "forms/SetupProblems.h"

class QComboBox;
class QVBoxLayout;

namespace sagebench::ui {

class ConnectionBox;
class FaintLabel;
class FormGrid;
class OptionsForm;
class ServerForm;
class SetupStore;

/// Which engine is measured: everything but its name comes from its description.
class BackendForm : public QWidget {
    Q_OBJECT
  public:
    /// `store` must outlive it.
    explicit BackendForm(SetupStore& store, QWidget* parent = nullptr);

    void show();
    void showProblems(const std::vector<SetupProblem>& problems);
    QWidget* reveal(const QString& field);

  private:
    void fillBackends();
    void layOut();
    void showBackend();
    void showOptions();

    SetupStore& store_;
    std::vector<BackendDescription> backends_;
    const BackendDescription* shown_ = nullptr;
    std::map<std::string, QStringList> models_;  ///< as servers listed them, by backend
    FormGrid* choice_;
    QComboBox* combo_;
    ServerForm* server_;
    ConnectionBox* connection_;
    QVBoxLayout* column_;
    OptionsForm* options_ = nullptr;
};

}  // namespace sagebench::ui
