// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/BackendList.h"

#include <algorithm>

#include "backend/Backend.h"

namespace sagebench::ui {
namespace {

template <class Predicate>
const BackendDescription* firstOf(const BackendList& backends, Predicate fits) {
    const auto it = std::ranges::find_if(backends, fits);
    return it == backends.end() ? nullptr : &*it;
}

}  // namespace

BackendList registeredBackends() {
    BackendList all;
    for (const Backend* backend : allBackends()) {
        all.push_back(backend->describe());
    }
    return all;
}

const BackendDescription* backendOf(const BackendList& backends, const std::string& id) {
    return firstOf(backends, [&](const auto& backend) { return backend.id == id; });
}

const BackendDescription* backendForModelFiles(const BackendList& backends,
                                               const std::string& chosen) {
    const BackendDescription* current = backendOf(backends, chosen);
    if (current && current->usesModelFile) {
        return current;
    }
    const auto* installed =
        firstOf(backends, [](const auto& b) { return b.usesModelFile && b.available; });
    return installed ? installed : firstOf(backends, [](const auto& b) { return b.usesModelFile; });
}

}  // namespace sagebench::ui
