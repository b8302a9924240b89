// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "backend/BackendDescription.h"

namespace sagebench::ui {

using BackendList = std::vector<BackendDescription>;

/// All that there are, in the order in which they are shown.
BackendList registeredBackends();

/// Pure. Null: there is no such one.
const BackendDescription* backendOf(const BackendList& backends, const std::string& id);

/// Pure. Which one a model file is for: the one that is chosen if it uses files, else the first
/// that does, rather one that is installed. Null: none does.
const BackendDescription* backendForModelFiles(const BackendList& backends,
                                               const std::string& chosen);

}  // namespace sagebench::ui
