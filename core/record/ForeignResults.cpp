// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/ForeignResults.h"

#include <fmt/format.h>

#include <set>

#include "base/JsonColumns.h"
#include "record/ForeignRunBuilder.h"

namespace sagebench {
namespace {

class RunsSink final : public JsonColumnSink {
  public:
    explicit RunsSink(std::string fallbackName) : fallbackName_(std::move(fallbackName)) {}

    Want want(std::string_view key) override {
        builder_.note(key);
        return ForeignRunBuilder::isList(key)    ? Want::Elements
               : ForeignRunBuilder::isValue(key) ? Want::Value
                                                 : Want::Skip;
    }
    Result<void> value(std::string_view key, std::string_view json) override {
        return builder_.value(key, json);
    }
    Result<void> elements(std::string_view key, std::string_view json) override {
        return builder_.elements(key, json);
    }
    Result<void> endOfObject() override {
        auto run = builder_.build(fallbackName_);
        if (!run) {
            return tl::unexpected(run.error());
        }
        run->name = unusedName(run->name);
        runs_.push_back(*std::move(run));
        return {};
    }
    std::vector<ForeignRun> take() { return std::move(runs_); }

  private:
    std::string unusedName(const std::string& name) {
        std::string unused = name;
        for (int number = 2; !names_.insert(unused).second; ++number) {
            unused = fmt::format("{}_{}", name, number);
        }
        return unused;
    }

    std::string fallbackName_;
    ForeignRunBuilder builder_;
    std::set<std::string> names_;
    std::vector<ForeignRun> runs_;
};

}  // namespace

Result<std::vector<ForeignRun>> readForeignResults(const std::filesystem::path& file) {
    RunsSink sink(file.stem().string());
    return readJsonColumns(file, sink).map([&] { return sink.take(); });
}

}  // namespace sagebench
