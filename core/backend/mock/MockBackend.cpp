// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/MockBackend.h"

#include "backend/mock/MockOptions.h"
#include "backend/mock/MockSession.h"

namespace sagebench {
namespace {

class MockBackend final : public Backend {
  public:
    BackendDescription describe() const override {
        BackendDescription d;
        d.id = "mock";
        d.title = "Simulated engine";
        d.summary =
            "A simulated serving engine: batch slots, paged KV cache, speculation, failures";
        d.options = mockOptionSpecs();
        return d;
    }

    Result<std::unique_ptr<Session>> open(const SessionConfig& config,
                                          std::stop_token) const override {
        if (!config.spec.baseUrl.empty()) {
            // Else who forgot --backend would take simulated figures for the server's.
            return fail(
                ErrorKind::Usage,
                "the mock backend simulates its engine and has no server: choose the server's "
                "backend with --backend, or leave --base-url out");
        }
        return MockOptions::from(config.options)
            .map([&](const MockOptions& options) -> std::unique_ptr<Session> {
                return std::make_unique<MockSession>(options, config);
            });
    }
};

}  // namespace

const Backend& mockBackend() {
    static const MockBackend backend;
    return backend;
}

}  // namespace sagebench
