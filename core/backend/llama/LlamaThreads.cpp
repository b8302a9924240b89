// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaThreads.h"

#include <fmt/format.h>
#include <ggml-backend.h>
#include <ggml-cpu.h>

namespace sagebench {
namespace {

/// By name: the engine for this processor may be a library that was loaded at run time.
template <class Function>
Function* processorFunction(const char* name) {
    ggml_backend_dev_t cpu = ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_CPU);
    void* address =
        cpu == nullptr ? nullptr
                       : ggml_backend_reg_get_proc_address(ggml_backend_dev_backend_reg(cpu), name);
    return reinterpret_cast<Function*>(address);
}

}  // namespace

void LlamaThreads::Free::operator()(ggml_threadpool* pool) const {
    if (auto* free = processorFunction<decltype(ggml_threadpool_free)>("ggml_threadpool_free")) {
        free(pool);
    }
}

LlamaThreads::Pool LlamaThreads::make(int threads) {
    ggml_threadpool_params params = ggml_threadpool_params_default(threads);
    auto* create = processorFunction<decltype(ggml_threadpool_new)>("ggml_threadpool_new");
    return Pool(create == nullptr ? nullptr : create(&params));
}

Result<LlamaThreads> LlamaThreads::attach(llama_context* context, int threads, int batchThreads) {
    LlamaThreads all;
    all.pool_ = make(threads);
    if (batchThreads != threads) {
        all.batchPool_ = make(batchThreads);
    }
    if (!all.pool_ || (batchThreads != threads && !all.batchPool_)) {
        return fail(ErrorKind::Run, fmt::format("llama.cpp could not start {} threads",
                                                std::max(threads, batchThreads)));
    }
    llama_attach_threadpool(context, all.pool_.get(), all.batchPool_.get());
    return all;
}

}  // namespace sagebench
