// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/SetupStore.h"

#include <gmock/gmock.h>

#include <QSignalSpy>

namespace sagebench::ui {
namespace {

void type(SetupStore& store, const std::string& seed) {
    store.edit("Edit seed", "seed", [&](SetupState& state) { state.seed = seed; });
}

TEST(SetupStore, everyStepCanBeUndoneAndDoneAgain) {
    SetupStore store{SetupState()};
    store.edit("a", {}, [](SetupState& state) { state.backend = "vllm"; });
    store.edit("b", {}, [](SetupState& state) { state.output.saveTexts = true; });
    store.undoStack().undo();
    EXPECT_FALSE(store.state().output.saveTexts);
    store.undoStack().undo();
    EXPECT_EQ(store.state(), SetupState());
    store.undoStack().redo();
    store.undoStack().redo();
    EXPECT_EQ(store.state().backend, "vllm");
    EXPECT_TRUE(store.state().output.saveTexts);
}

TEST(SetupStore, typingInOneFieldIsOneStep) {
    SetupStore store{SetupState()};
    type(store, "1");
    type(store, "12");
    EXPECT_EQ(store.undoStack().count(), 1);
    store.undoStack().undo();
    EXPECT_EQ(store.state().seed, "");
}

TEST(SetupStore, typingThatEndsWhereItBeganIsNone) {
    SetupStore store{SetupState()};
    type(store, "1");
    type(store, "");
    EXPECT_EQ(store.undoStack().count(), 0);
}

TEST(SetupStore, nothingThatDiffersIsNoStep) {
    SetupStore store{SetupState()};
    QSignalSpy changed(&store, &SetupStore::changed);
    store.edit("a", {}, [](SetupState&) {});
    store.editInput("a", "model", [](BackendInput& input) { input.model = ""; });
    EXPECT_EQ(store.undoStack().count(), 0);
    EXPECT_EQ(changed.count(), 0);
}

TEST(SetupStore, theSameFieldOfAnotherBackendIsAnotherStep) {
    SetupStore store{SetupState()};
    store.editInput("a", "model", [](BackendInput& input) { input.model = "x"; });
    store.edit("b", {}, [](SetupState& state) { state.backend = "vllm"; });
    store.editInput("a", "model", [](BackendInput& input) { input.model = "y"; });
    EXPECT_EQ(store.undoStack().count(), 3);
    EXPECT_EQ(store.state().inputs.at("mock").model, "x");
}

TEST(SetupStore, resetForgetsTheSteps) {
    SetupStore store{SetupState()};
    type(store, "1");
    store.reset({});
    EXPECT_EQ(store.undoStack().count(), 0);
    EXPECT_EQ(store.state(), SetupState());
}

}  // namespace
}  // namespace sagebench::ui
