// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "forms/BackendList.h"

namespace sagebench::ui::test {

/// An engine in this process that loads a file: what its description says, and nothing behind it.
inline BackendDescription fileBackend() {
    BackendDescription backend;
    backend.id = "in-process";
    backend.title = "Engine in this process";
    backend.summary = "A model file, loaded and measured in this process: no server";
    backend.options = {{.key = "threads",
                        .type = OptionType::Integer,
                        .defaultValue = "",
                        .help = "threads of generation",
                        .choices = {},
                        .min = 1,
                        .max = 512}};
    backend.usesModelFile = true;
    backend.modelChoices = {"synthetic:tiny", "synthetic:1b"};
    return backend;
}

inline BackendDescription absentFileBackend() {
    BackendDescription backend = fileBackend();
    backend.available = false;
    backend.howToGet = "./get-it.sh";
    return backend;
}

/// The registry without its own backends of model files, and `backend`.
inline BackendList backendsWith(const BackendDescription& backend) {
    BackendList all = registeredBackends();
    std::erase_if(all, [](const BackendDescription& one) { return one.usesModelFile; });
    all.push_back(backend);
    return all;
}

}  // namespace sagebench::ui::test
