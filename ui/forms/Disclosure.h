// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>
#include <QWidget>

namespace sagebench::ui {

/// A line with an arrow that shows or hides what is below it.
class Disclosure : public QWidget {
    Q_OBJECT
  public:
    /// Takes `content`, which is hidden at first.
    explicit Disclosure(QWidget* content, QWidget* parent = nullptr);

    void setTitle(const QString& title) { button_->setText(title); }
    QString title() const { return button_->text(); }
    bool isOpen() const { return button_->isChecked(); }
    void setOpen(bool open) { button_->setChecked(open); }

  private:
    QToolButton* button_;
    QWidget* content_;
};

}  // namespace sagebench::ui
