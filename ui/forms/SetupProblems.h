// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "backend/BackendDescription.h"
#include "forms/SetupState.h"

namespace sagebench::ui {

enum class ModelFact { Readable, Missing, NotReadable, Folder };
enum class FolderFact { New, Free, HoldsResults, NotAFolder, NotWritable };

/// What the world says to what was entered.
struct SetupFacts {
    bool keyVariableIsSet = true;
    bool keyFileIsReadable = true;
    ModelFact model = ModelFact::Readable;  ///< what was entered as model, taken for a path
    FolderFact folder = FolderFact::New;
    bool operator==(const SetupFacts&) const = default;
};

/// A field that keeps Run from starting. Fields: backend, base_url, key_source, key_env, key_file,
/// model_file, option.KEY (as in the description), workloads, those of LoadInput, GoalInput and
/// CampaignInput, campaign, seed, timeout, folder.
struct SetupProblem {
    QString field;
    QString where;     ///< the field as the user knows it
    QString sentence;  ///< what is wrong with it and what to do
    bool operator==(const SetupProblem&) const = default;
};

/// Pure; in the order in which fields are shown. `backend`: of state.backend; null: no such one.
std::vector<SetupProblem> problemsOf(const SetupState& state, const SetupFacts& facts,
                                     const BackendDescription* backend);

/// Pure. One of the names that stand beside files, or one with more behind it ("NAME:q8_0").
bool isModelChoice(const std::string& model, const BackendDescription& backend);

/// What is wrong with the field; empty: nothing.
QString sentenceFor(const QString& field, const std::vector<SetupProblem>& problems);

/// Looks at the environment and the disk.
SetupFacts observe(const SetupState& state);

}  // namespace sagebench::ui
