// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaTokenModel.h"

#include <fmt/format.h>

#include <array>
#include <thread>

#include "backend/llama/LlamaContextParams.h"
#include "backend/llama/LlamaLog.h"

namespace sagebench {
namespace {

class ChainSampler final : public TokenSampler {
  public:
    ChainSampler(llama_context* context, double topP, double temperature, std::uint64_t seed)
        : context_(context), chain_(llama_sampler_chain_init({/*no_perf=*/true})) {
        add(llama_sampler_init_top_p(static_cast<float>(topP), 1));
        add(llama_sampler_init_temp(static_cast<float>(temperature)));
        add(llama_sampler_init_dist(static_cast<std::uint32_t>(seed ^ seed >> 32)));
    }
    std::int32_t sample(int index) override {
        return llama_sampler_sample(chain_.get(), context_, index);
    }

  private:
    struct Free {
        void operator()(llama_sampler* sampler) const { llama_sampler_free(sampler); }
    };
    void add(llama_sampler* sampler) { llama_sampler_chain_add(chain_.get(), sampler); }

    llama_context* context_;
    std::unique_ptr<llama_sampler, Free> chain_;
};

bool isSet(void* flag) {
    return static_cast<const std::atomic<bool>*>(flag)->load(std::memory_order_relaxed);
}

TokenModel::Decoded decodedFrom(int status) {
    using enum TokenModel::Decoded;
    switch (status) {
        case 0:
            return Done;
        case 1:
            return NoRoom;
        case 2:
            return Aborted;
        default:
            return Failed;
    }
}

tl::unexpected<Error> unusable(const ModelFile& file, const std::string& why) {
    return fail(ErrorKind::Usage, fmt::format("{}: {}", file.path.string(), why));
}

}  // namespace

LlamaTokenModel::LlamaTokenModel(const LlamaModel& model, const LlamaOptions& options)
    : model_(model), temperature_(options.temperature), topP_(options.topP) {}

LlamaTokenModel::~LlamaTokenModel() = default;

Result<std::unique_ptr<LlamaTokenModel>> LlamaTokenModel::open(const LlamaModel& model,
                                                               const ModelFile& file,
                                                               const LlamaOptions& options,
                                                               const ContextPlan& plan,
                                                               const std::stop_token& stop) {
    std::unique_ptr<LlamaTokenModel> opened(new LlamaTokenModel(model, options));
    auto done = opened->start(file, options, plan);
    if (done) {
        // On a thread that ends: OpenMP keeps helpers for each thread that has computed, and once
        // there are more of them than cores, all of them sleep at barriers instead of spinning.
        std::jthread([&] { done = opened->warmUp(file, stop); }).join();
    }
    return done.map([&] { return std::move(opened); });
}

Result<void> LlamaTokenModel::start(const ModelFile& file, const LlamaOptions& options,
                                    const ContextPlan& plan) {
    llama_context_params params = contextParams(options, plan);
    params.abort_callback = isSet;
    params.abort_callback_data = &aborting_;
    LlamaLog::clear();
    context_.reset(llama_init_from_model(model_.get(), params));
    if (!context_) {
        return unusable(file,
                        fmt::format("llama.cpp can't run this model with {} tokens of KV "
                                    "cache of type {}: {}",
                                    plan.contextTokens, options.kvType, LlamaLog::complaint()));
    }
    if (memory() == nullptr) {
        return unusable(file, fmt::format("a model of architecture \"{}\" has an encoder only; "
                                          "only models that generate text can be measured",
                                          file.architecture));
    }
    auto threads = LlamaThreads::attach(context_.get(), options.threads, options.batchThreads);
    if (!threads) {
        return tl::unexpected(threads.error());
    }
    threads_ = *std::move(threads);
    reserveBatch(llama_n_batch(context_.get()));
    return {};
}

void LlamaTokenModel::reserveBatch(std::size_t tokens) {
    tokens_.resize(tokens);
    positions_.resize(tokens);
    sequenceCounts_.assign(tokens, 1);
    sequences_.resize(tokens);
    outputs_.resize(tokens);
    for (llama_seq_id& sequence : sequences_) {
        sequencePointers_.push_back(&sequence);
    }
}

/// One token makes the system bring in every weight; a second tells whether sequences can be cut.
Result<void> LlamaTokenModel::warmUp(const ModelFile& file, const std::stop_token& stop) {
    const std::stop_callback abort(stop, [this] { setAborting(true); });
    LlamaLog::clear();
    for (std::int32_t position = 0; position < 2; ++position) {
        const BatchToken token{model_.firstToken(), position, 0, true};
        const Decoded decoded = decode({&token, 1});
        if (stop.stop_requested()) {
            return fail(ErrorKind::Cancelled, "stopped while the model was loaded");
        }
        if (decoded != Decoded::Done) {
            return unusable(file, fmt::format("llama.cpp loads this model, but can't run it: {}",
                                              LlamaLog::complaint()));
        }
    }
    canCut_ = !model_.isRecurrent() && cut(0, 1);
    llama_memory_clear(memory(), /*data=*/true);
    return {};
}

TokenModel::Decoded LlamaTokenModel::decode(std::span<const BatchToken> batch) {
    if (batch.size() > tokens_.size()) {
        return Decoded::Failed;
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
        tokens_[i] = batch[i].token;
        positions_[i] = batch[i].position;
        sequences_[i] = batch[i].sequence;
        outputs_[i] = batch[i].output ? 1 : 0;
    }
    llama_batch all{};
    all.n_tokens = static_cast<std::int32_t>(batch.size());
    all.token = tokens_.data();
    all.pos = positions_.data();
    all.n_seq_id = sequenceCounts_.data();
    all.seq_id = sequencePointers_.data();
    all.logits = outputs_.data();
    return decodedFrom(llama_decode(context_.get(), all));
}

std::span<const float> LlamaTokenModel::logits(int index) {
    const float* row = llama_get_logits_ith(context_.get(), index);
    return {row, row == nullptr ? 0 : static_cast<std::size_t>(model_.vocabularySize())};
}

std::unique_ptr<TokenSampler> LlamaTokenModel::makeSampler(std::uint64_t seed) {
    if (temperature_ <= 0) {
        return nullptr;
    }
    return std::make_unique<ChainSampler>(context_.get(), topP_, temperature_, seed);
}

}  // namespace sagebench
