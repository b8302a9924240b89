// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "forms/ConnectionTest.h"

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace sagebench::ui {

/// What is said of an engine that answered: what it is, how far away, how safe. Pure.
QString textOf(const ConnectionReport& report);

/// The button that tests the connection or looks at the model, and what came of it.
class ConnectionBox : public QWidget {
    Q_OBJECT
  public:
    enum class Subject { Connection, Model };
    explicit ConnectionBox(QWidget* parent = nullptr);

    /// What is looked at, for the words.
    void setSubject(Subject subject);

    /// What a press tests. Another one than before ends the test and clears what was found.
    void setSpec(const BackendSpec& spec);
    /// A test makes no sense: says why.
    void setPossible(bool possible, const QString& whyNot);
    bool isRunning() const { return test_.isRunning(); }
    QString result() const;
    /// Presses the button: starts, or gives up.
    void press();

  Q_SIGNALS:
    void modelsFound(const QStringList& models);
    void modelPicked(const QString& model);
    /// A result or its end.
    void settled();

  private:
    enum class Mood { None, Good, Warning, Bad };
    void showReport(const ConnectionReport& report);
    void showFailure(const Error& error);
    void showModels(const std::vector<std::string>& models);
    void say(Mood mood, const QString& text);
    bool differsInMore(const BackendSpec& spec) const;
    void showRunning(bool running);
    void pick();

    Subject subject_ = Subject::Connection;
    BackendSpec spec_;
    ConnectionTest test_;
    QPushButton* button_;
    QProgressBar* busy_;
    QLabel* sign_;
    QLabel* words_;
    QLabel* modelsTitle_;
    QListWidget* models_;
};

}  // namespace sagebench::ui
