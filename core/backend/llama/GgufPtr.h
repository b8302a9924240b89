// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gguf.h>

#include <memory>

namespace sagebench {

struct GgufFree {
    void operator()(gguf_context* gguf) const { gguf_free(gguf); }
};
using GgufPtr = std::unique_ptr<gguf_context, GgufFree>;

}  // namespace sagebench
