// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUndoStack>

#include "forms/SetupState.h"

namespace sagebench::ui {

/// Holds the one SetupState. All that is edited goes through change(), so that it can be undone;
/// fields show what the state says.
class SetupStore : public QObject {
    Q_OBJECT
  public:
    explicit SetupStore(SetupState initial, QObject* parent = nullptr);

    const SetupState& state() const { return state_; }
    QUndoStack& undoStack() { return undo_; }

    /// `text` names the step. Steps of the same `field` that follow each other are one; empty:
    /// a step of its own. No step when nothing differs.
    void change(const QString& text, SetupState after, const QString& field = {});

    /// change() of a copy that `edit` is called with.
    template <class Edit>
    void edit(const QString& text, const QString& field, Edit edit) {
        SetupState after = state_;
        edit(after);
        change(text, std::move(after), field);
    }
    /// edit() of what was entered for the chosen backend.
    template <class Edit>
    void editInput(const QString& text, const QString& field, Edit edit) {
        SetupState after = state_;
        edit(after.inputs[after.backend]);
        if (after.input() == state_.input()) {
            return;
        }
        change(text, std::move(after), field + '@' + QString::fromStdString(state_.backend));
    }
    /// Without a step; those before are forgotten.
    void reset(SetupState state);

  Q_SIGNALS:
    void changed();

  private:
    class Step;
    void apply(const SetupState& state);

    SetupState state_;
    QUndoStack undo_;
};

}  // namespace sagebench::ui
