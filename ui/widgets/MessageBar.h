// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace sagebench::ui {

/// A message within the window that stays until it is read: never a box that blocks.
class MessageBar : public QFrame {
    Q_OBJECT
  public:
    explicit MessageBar(QWidget* parent = nullptr);

    enum class Kind { Info, Warning, Error };
    /// `actionText` empty: no button. Replaces what is shown.
    void show(Kind kind, const QString& text, const QString& actionText = {});
    QString text() const;

  Q_SIGNALS:
    void actionTriggered();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void paintKind();

    Kind kind_ = Kind::Info;
    QLabel *icon_, *text_;
    QToolButton *action_, *close_;
};

}  // namespace sagebench::ui
