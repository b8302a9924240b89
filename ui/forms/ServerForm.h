// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "forms/SetupProblems.h"

class QComboBox;
class QLineEdit;

namespace sagebench::ui {

class FormGrid;
class PathEdit;
class SetupStore;

/// Where a server is, its model, and where its key comes from; never the key.
class ServerForm : public QWidget {
    Q_OBJECT
  public:
    /// `store` must outlive it.
    explicit ServerForm(SetupStore& store, QWidget* parent = nullptr);

    void show(const BackendDescription& backend);
    void showProblems(const std::vector<SetupProblem>& problems);
    void setModels(const QStringList& models);
    void setModel(const QString& model);
    QWidget* reveal(const QString& field);

  private:
    void makeFields();
    void connectFields();
    void showKey(const BackendDescription& backend);
    void editInput(const QString& field, const std::function<void(BackendInput&)>& edit);

    SetupStore& store_;
    FormGrid* grid_;
    QLineEdit* url_;
    QComboBox* model_;
    QComboBox* keySource_;
    QLineEdit* keyVariable_;
    PathEdit* keyFile_;
};

}  // namespace sagebench::ui
