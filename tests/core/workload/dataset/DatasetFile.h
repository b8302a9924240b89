// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/Files.h"
#include "support/TemporaryFolder.h"
#include "workload/Dataset.h"

namespace sagebench::test {

/// A data set file of the test's own, and what is made of it.
class DatasetFile {
  public:
    explicit DatasetFile(const std::string& text, const std::string& name = "data") {
        spec.path = (folder_ / name).string();
        EXPECT_TRUE(writeFileAtomically(spec.path, text));
    }
    Result<std::unique_ptr<Dataset>> open() const { return Dataset::open(spec, {}); }
    /// What open() says, without the folder's name.
    std::string error() const {
        const auto opened = open();
        return opened ? "" : withoutFolder(opened.error().message);
    }
    std::string withoutFolder(std::string text) const {
        const std::string folder = folder_.path().string() + '/';
        const auto at = text.find(folder);
        return at == std::string::npos ? text : text.erase(at, folder.size());
    }

    DatasetSpec spec;

  private:
    TemporaryFolder folder_;
};

}  // namespace sagebench::test
