// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/GgufFile.h"

#include <fmt/format.h>
#include <ggml.h>
#include <gguf.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <system_error>
#include <unordered_set>

#include "backend/llama/LlamaLog.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> unusable(const fs::path& path, const std::string& why) {
    return fail(ErrorKind::Usage, fmt::format("{}: {}", path.string(), why));
}

bool canBeRead(const fs::path& path) {
    return std::ifstream(path, std::ios::binary).good();
}

bool startsAsGguf(const fs::path& path) {
    std::array<char, 4> magic{};
    std::ifstream(path, std::ios::binary).read(magic.data(), magic.size());
    return std::string_view(magic.data(), magic.size()) == GGUF_MAGIC;
}

Result<std::uint64_t> sizeOf(const fs::path& path) {
    std::error_code ec;
    if (fs::is_directory(path, ec)) {
        return unusable(path, "this is a folder; --model takes one GGUF file");
    }
    const std::uintmax_t bytes = fs::file_size(path, ec);
    if (ec) {
        return unusable(path, fmt::format("no such model file ({}); --model takes a GGUF file, or "
                                          "synthetic:tiny for one that is made here",
                                          ec.message()));
    }
    if (!canBeRead(path)) {
        return unusable(path, "this file can't be read: check its permissions");
    }
    return bytes;
}

std::optional<std::uint64_t> unsignedAt(gguf_type type, const void* data, std::size_t index) {
    const auto at = [&](auto example) -> std::optional<std::uint64_t> {
        const auto value = static_cast<const decltype(example)*>(data)[index];
        return std::cmp_less(value, 0) ? std::nullopt
                                       : std::optional(static_cast<std::uint64_t>(value));
    };
    switch (type) {
        case GGUF_TYPE_UINT16:
            return at(std::uint16_t{});
        case GGUF_TYPE_INT16:
            return at(std::int16_t{});
        case GGUF_TYPE_UINT32:
            return at(std::uint32_t{});
        case GGUF_TYPE_INT32:
            return at(std::int32_t{});
        case GGUF_TYPE_UINT64:
            return at(std::uint64_t{});
        case GGUF_TYPE_INT64:
            return at(std::int64_t{});
        default:
            return std::nullopt;
    }
}

}  // namespace

Result<GgufFile> GgufFile::read(const fs::path& path) {
    const auto bytes = sizeOf(path);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    if (!startsAsGguf(path)) {
        return unusable(path,
                        "this is no GGUF file (it does not begin with \"GGUF\"); models of "
                        "other formats must be converted to GGUF first");
    }
    LlamaLog::capture();
    LlamaLog::clear();
    GgufFile file;
    ggml_context* ggml = nullptr;
    file.gguf_.reset(gguf_init_from_file(path.string().c_str(), {/*no_alloc=*/true, &ggml}));
    file.ggml_.reset(ggml);
    if (!file.gguf_) {
        return unusable(path, fmt::format("this GGUF file is truncated or damaged: its head can't "
                                          "be read from the {} bytes that are there ({})",
                                          *bytes, LlamaLog::complaint()));
    }
    return file.readTensors(path, *bytes).map([&] { return std::move(file); });
}

Result<void> GgufFile::readTensors(const fs::path& path, std::uint64_t fileBytes) {
    std::uint64_t end = gguf_get_data_offset(gguf_.get());
    for (std::int64_t i = 0; i < gguf_get_n_tensors(gguf_.get()); ++i) {
        const ggml_tensor* tensor =
            ggml_get_tensor(ggml_.get(), gguf_get_tensor_name(gguf_.get(), i));
        const std::uint64_t start =
            gguf_get_data_offset(gguf_.get()) + gguf_get_tensor_offset(gguf_.get(), i);
        tensors_.push_back({ggml_type_name(tensor->type),
                            static_cast<std::uint64_t>(ggml_nelements(tensor)),
                            ggml_nbytes(tensor)});
        end = std::max<std::uint64_t>(end, start + ggml_nbytes(tensor));
    }
    if (!tensors_.empty() && end > fileBytes) {
        return unusable(path, fmt::format("this GGUF file is truncated: {} bytes are there, and "
                                          "there should be {}; fetch or make it again",
                                          fileBytes, end));
    }
    return {};
}

std::string GgufFile::text(const std::string& key) const {
    const auto id = gguf_find_key(gguf_.get(), key.c_str());
    return id >= 0 && gguf_get_kv_type(gguf_.get(), id) == GGUF_TYPE_STRING
               ? gguf_get_val_str(gguf_.get(), id)
               : "";
}

std::optional<std::uint64_t> GgufFile::number(const std::string& key) const {
    const auto list = numbers(key);
    return list.size() == 1 ? std::optional(list.front()) : std::nullopt;
}

std::vector<std::uint64_t> GgufFile::numbers(const std::string& key) const {
    const auto id = gguf_find_key(gguf_.get(), key.c_str());
    if (id < 0 || gguf_get_kv_type(gguf_.get(), id) == GGUF_TYPE_STRING) {
        return {};
    }
    const bool list = gguf_get_kv_type(gguf_.get(), id) == GGUF_TYPE_ARRAY;
    const gguf_type type =
        list ? gguf_get_arr_type(gguf_.get(), id) : gguf_get_kv_type(gguf_.get(), id);
    if (type == GGUF_TYPE_STRING || type == GGUF_TYPE_ARRAY) {
        return {};
    }
    const void* data =
        list ? gguf_get_arr_data(gguf_.get(), id) : gguf_get_val_data(gguf_.get(), id);
    std::vector<std::uint64_t> values;
    for (std::size_t i = 0; i < (list ? gguf_get_arr_n(gguf_.get(), id) : 1); ++i) {
        if (const auto value = unsignedAt(type, data, i)) {
            values.push_back(*value);
        }
    }
    return values;
}

bool GgufFile::repeatsText(const std::string& key) const {
    const std::int64_t id = gguf_find_key(gguf_.get(), key.c_str());
    if (id < 0 || gguf_get_kv_type(gguf_.get(), id) != GGUF_TYPE_ARRAY ||
        gguf_get_arr_type(gguf_.get(), id) != GGUF_TYPE_STRING) {
        return false;
    }
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < gguf_get_arr_n(gguf_.get(), id); ++i) {
        const std::string_view text = gguf_get_arr_str(gguf_.get(), id, i);
        if (!text.empty() && !seen.insert(text).second) {
            return true;
        }
    }
    return false;
}

}  // namespace sagebench
