// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WheelGuard.h"

#include <QEvent>
#include <QWidget>

namespace sagebench::ui {
namespace {

class Guard : public QObject {
  public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus()) {
            return QObject::eventFilter(watched, event);
        }
        event->ignore();
        return true;
    }
};

}  // namespace

void guardFromWheel(QWidget& field) {
    field.setFocusPolicy(Qt::StrongFocus);
    field.installEventFilter(new Guard(&field));
}

}  // namespace sagebench::ui
