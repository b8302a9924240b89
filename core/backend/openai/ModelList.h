// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/Result.h"
#include "net/HttpClient.h"

namespace sagebench {

struct ServedModel {
    std::string id;
    std::vector<std::string> aliases;
    std::string ownedBy;
};

/// What a server's /v1/models tells.
struct ModelList {
    bool listed = true;  ///< false: the server has no such page
    std::vector<ServedModel> models;
};

/// From the answer to GET /v1/models with a status of 200 or one that says that there is no such
/// page (404, 405, 501). Pure. Errors (Unavailable): not a list of models.
Result<ModelList> readModelList(const HttpResponse& answer, const std::string& url);

/// The model to ask for: the one `asked` for, or the first. Pure. Errors (Unavailable): unknown,
/// with those that there are; none to choose.
Result<std::string> chooseModel(const ModelList& list, const std::string& asked,
                                const std::string& url);

}  // namespace sagebench
