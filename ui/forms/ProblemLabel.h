// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace sagebench::ui {

/// What is wrong with a field, below it: a sign and words. Hidden while nothing is.
class ProblemLabel : public QWidget {
    Q_OBJECT
  public:
    explicit ProblemLabel(QWidget* parent = nullptr);

    void setProblem(const QString& sentence);
    QString problem() const { return words_->text(); }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void showSign();

    QLabel* sign_;
    QLabel* words_;
};

}  // namespace sagebench::ui
