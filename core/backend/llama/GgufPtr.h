// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ggml.h>
#include <gguf.h>

#include <memory>

namespace sagebench {

struct GgufFree {
    void operator()(gguf_context* gguf) const { gguf_free(gguf); }
};
using GgufPtr = std::unique_ptr<gguf_context, GgufFree>;

struct GgmlFree {
    void operator()(ggml_context* ggml) const { ggml_free(ggml); }
};
using GgmlPtr = std::unique_ptr<ggml_context, GgmlFree>;

}  // namespace sagebench
