// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaAccess.h"

namespace sagebench {
namespace {

tl::unexpected<Error> notBuiltIn() {
    return fail(ErrorKind::Usage,
                "the cpu backend is not built into this program; get it with: ./run_benchmark.sh "
                "--with-cpu");
}

}  // namespace

bool llamaIsBuiltIn() {
    return false;
}

std::vector<std::string> llamaModelChoices() {
    return {};
}

Result<std::unique_ptr<Session>> openLlama(const SessionConfig&, std::stop_token) {
    return notBuiltIn();
}

Result<ConnectionReport> probeLlama(const SessionConfig&, std::stop_token) {
    return notBuiltIn();
}

}  // namespace sagebench
