// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ggml.h>
#include <gguf.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sagebench::test {

/// A small GGUF file in the making: two layers' worth of keys, one tensor of 4 × 8 half floats.
class GgufSample {
  public:
    GgufSample() : gguf_(gguf_init_empty()), ggml_(ggml_init({1 << 16, nullptr, false})) {
        text("general.architecture", "llama");
        text("general.name", "sample");
        number("llama.context_length", 2048);
        number("llama.embedding_length", 64);
        number("llama.block_count", 2);
        number("llama.attention.head_count", 4);
        number("llama.attention.head_count_kv", 2);
    }
    ~GgufSample() {
        gguf_free(gguf_);
        ggml_free(ggml_);
    }
    GgufSample(const GgufSample&) = delete;
    GgufSample& operator=(const GgufSample&) = delete;

    GgufSample& text(const std::string& key, const std::string& value) {
        gguf_set_val_str(gguf_, key.c_str(), value.c_str());
        return *this;
    }
    GgufSample& number(const std::string& key, std::uint32_t value) {
        gguf_set_val_u32(gguf_, key.c_str(), value);
        return *this;
    }
    GgufSample& texts(const std::string& key, std::vector<const char*> values) {
        gguf_set_arr_str(gguf_, key.c_str(), values.data(), values.size());
        return *this;
    }
    GgufSample& split(std::uint16_t part, std::uint16_t parts) {
        gguf_set_val_u16(gguf_, "split.no", part);
        gguf_set_val_u16(gguf_, "split.count", parts);
        return *this;
    }
    GgufSample& without(const std::string& key) {
        gguf_remove_key(gguf_, key.c_str());
        return *this;
    }
    GgufSample& weights() {
        ggml_tensor* tensor = ggml_new_tensor_2d(ggml_, GGML_TYPE_F16, 4, 8);
        gguf_add_tensor(gguf_, ggml_set_name(tensor, "blk.0.attn_q.weight"));
        return *this;
    }
    /// 8 TiB, which no machine has; with writeSparse() alone.
    GgufSample& hugeWeights() {
        ggml_context* shapes = ggml_init({ggml_tensor_overhead(), nullptr, /*no_alloc=*/true});
        ggml_tensor* tensor = ggml_new_tensor_2d(shapes, GGML_TYPE_F16, 1 << 21, 1 << 21);
        gguf_add_tensor(gguf_, ggml_set_name(tensor, "blk.0.attn_q.weight"));
        dataBytes_ = ggml_nbytes(tensor);
        ggml_free(shapes);
        return *this;
    }
    /// As long as its weights would make it, without taking room on the disk.
    std::filesystem::path writeSparse(const std::filesystem::path& path) {
        gguf_write_to_file(gguf_, path.string().c_str(), /*only_meta=*/true);
        std::filesystem::resize_file(path, gguf_get_meta_size(gguf_) + dataBytes_);
        return path;
    }
    std::filesystem::path write(const std::filesystem::path& path) {
        gguf_write_to_file(gguf_, path.string().c_str(), /*only_meta=*/false);
        return path;
    }

  private:
    gguf_context* gguf_;
    ggml_context* ggml_;
    std::uintmax_t dataBytes_ = 0;
};

}  // namespace sagebench::test
