// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/PlanFiles.h"

#include "backend/Backend.h"
#include "base/Files.h"
#include "plan/PlanFile.h"

namespace sagebench::ui {

Result<void> checkBackendOf(const RunPlan& plan) {
    const BackendSpec& spec = plan.backend;
    const auto backend = findBackend(spec.id);
    if (!backend) {
        return tl::unexpected(backend.error());
    }
    const BackendDescription description = (*backend)->describe();
    if (const auto options = OptionValues::resolve(description, spec.options); !options) {
        return tl::unexpected(options.error());
    }
    const bool needsNetwork =
        !spec.baseUrl.empty() || !spec.key.env.empty() || !spec.key.file.empty();
    if (needsNetwork && !description.usesNetwork) {
        return fail(ErrorKind::Usage, "backend " + spec.id +
                                          " runs inside this program and takes no base_url and no "
                                          "key; leave them out, or name a server's backend");
    }
    return {};
}

Result<RunPlan> loadPlan(const std::filesystem::path& path) {
    const auto text = readFile(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    auto plan = parsePlan(*text, path.string());
    if (!plan) {
        return plan;
    }
    if (const auto checked = checkBackendOf(*plan); !checked) {
        return fail(checked.error().kind, path.string() + ": " + checked.error().message);
    }
    return plan;
}

Result<void> savePlan(const RunPlan& plan, const std::filesystem::path& path) {
    if (plan.workloads.empty()) {
        return fail(ErrorKind::Usage,
                    path.string() +
                        " is not written: a plan without a workload can't be opened; "
                        "check at least one first");
    }
    return writeFileAtomically(path, toJson(plan));
}

}  // namespace sagebench::ui
