// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/ConnectionTest.h"

#include <QMetaObject>

#include "backend/Backend.h"
#include "backend/KeyPolicy.h"
#include "net/Url.h"

namespace sagebench::ui {
namespace {

Result<Secret> keyFor(const BackendDescription& backend, const BackendSpec& spec) {
    if (!backend.usesNetwork) {
        return Secret();
    }
    const auto url = Url::parse(spec.baseUrl.empty() ? backend.defaultBaseUrl : spec.baseUrl);
    return url ? readKey(backend, spec, *url) : tl::unexpected(url.error());
}

}  // namespace

Result<ConnectionReport> testConnection(const BackendSpec& spec, std::stop_token stop) {
    const auto backend = findBackend(spec.id);
    if (!backend) {
        return tl::unexpected(backend.error());
    }
    const BackendDescription description = (*backend)->describe();
    auto options = OptionValues::resolve(description, spec.options);
    if (!options) {
        return tl::unexpected(options.error());
    }
    auto key = keyFor(description, spec);
    if (!key) {
        return tl::unexpected(key.error());
    }
    SessionConfig config;
    config.spec = spec;
    config.options = *std::move(options);
    config.key = *std::move(key);
    config.timeout = std::chrono::seconds(15);
    return (*backend)->probe(config, std::move(stop));
}

ConnectionTest::ConnectionTest(QObject* parent) : QObject(parent) {}

ConnectionTest::~ConnectionTest() {
    cancel();
    jobs_.clear();
}

void ConnectionTest::start(const BackendSpec& spec) {
    cancel();
    const int job = wanted_ = ++last_;
    jobs_[job] = std::jthread([this, job, spec](const std::stop_token& stop) {
        auto result = testConnection(spec, stop);
        QMetaObject::invokeMethod(
            this, [this, job, result = std::move(result)] { end(job, result); },
            Qt::QueuedConnection);
    });
}

void ConnectionTest::cancel() {
    wanted_ = 0;
    for (auto& [job, thread] : jobs_) {
        thread.request_stop();
    }
}

void ConnectionTest::end(int job, const Result<ConnectionReport>& result) {
    jobs_.erase(job);  // it has nothing left to do
    if (job != wanted_) {
        return;
    }
    wanted_ = 0;
    if (result) {
        Q_EMIT succeeded(*result);
    } else {
        Q_EMIT failed(result.error());
    }
}

}  // namespace sagebench::ui
