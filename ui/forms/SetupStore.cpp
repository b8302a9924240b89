// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/SetupStore.h"

#include <QUndoCommand>

namespace sagebench::ui {

class SetupStore::Step : public QUndoCommand {
  public:
    Step(SetupStore& store, const QString& text, SetupState after, QString field)
        : QUndoCommand(text),
          store_(store),
          before_(store.state_),
          after_(std::move(after)),
          field_(std::move(field)) {}

    void undo() override { store_.apply(before_); }
    void redo() override { store_.apply(after_); }
    int id() const override { return field_.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto& next = static_cast<const Step&>(*other);
        if (next.field_ != field_) {
            return false;
        }
        after_ = next.after_;
        setObsolete(before_ == after_);
        return true;
    }

  private:
    SetupStore& store_;
    SetupState before_;
    SetupState after_;
    QString field_;
};

SetupStore::SetupStore(SetupState initial, QObject* parent)
    : QObject(parent), state_(std::move(initial)) {
    undo_.setUndoLimit(500);
}

void SetupStore::change(const QString& text, SetupState after, const QString& field) {
    if (after != state_) {
        undo_.push(new Step(*this, text, std::move(after), field));
    }
}

void SetupStore::reset(SetupState state) {
    undo_.clear();
    apply(state);
}

void SetupStore::apply(const SetupState& state) {
    state_ = state;
    Q_EMIT changed();
}

}  // namespace sagebench::ui
