// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/ReferenceProcess.h"

#include <fmt/format.h>

#include <QDeadlineTimer>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/DurationText.h"

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace sagebench {
namespace {

constexpr int kStartMs = 10'000;
constexpr int kEndMs = 60'000;  ///< a long log takes its time
constexpr int kKillMs = 5'000;

QString qtText(const std::string& text) {
    return QString::fromStdString(text);
}

QStringList argumentsOf(const ReferenceProcess::Setup& setup) {
    QStringList arguments = {"reference-server",
                             "--log",
                             qtText(setup.log.string()),
                             "--first-token",
                             qtText(durationText(setup.pace.firstToken)),
                             "--token-gap",
                             qtText(durationText(setup.pace.gap))};
    if (setup.pace.flood) {
        arguments << "--flood";
    }
    if (setup.pace.writeEach) {
        arguments << "--write-each";
    }
    if (setup.cpu) {
        arguments << "--cpu" << QString::number(*setup.cpu);
    }
    return arguments;
}

/// Of `{"port":N}`; 0: it is something else.
int portIn(const std::string& line) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    const bool good = json.is_object() && json.contains("port") && json["port"].is_number_integer();
    return good ? json["port"].get<int>() : 0;
}

}  // namespace

class ReferenceProcess::Impl {
  public:
    explicit Impl(Setup setup) : setup_(std::move(setup)) {
#ifdef Q_OS_UNIX
        // Ctrl-C is for us alone: the log is still wanted.
        process_.setChildProcessModifier([] { ::setpgid(0, 0); });
#endif
    }
    ~Impl() {
        if (process_.state() != QProcess::NotRunning) {
            process_.kill();
            process_.waitForFinished(kKillMs);
        }
    }

    Result<void> start() {
        process_.start(qtText(setup_.program.string()), argumentsOf(setup_));
        QDeadlineTimer deadline(kStartMs);
        if (!process_.waitForStarted(kStartMs)) {
            return failed("can't be started");
        }
        while (!process_.canReadLine()) {
            if (!process_.waitForReadyRead(static_cast<int>(deadline.remainingTime()))) {
                return failed("did not begin to listen");
            }
        }
        const std::string line = process_.readLine().trimmed().toStdString();
        port_ = portIn(line);
        return port_ > 0 ? Result<void>() : failed(fmt::format("said \"{}\", not its port", line));
    }

    Result<std::vector<RequestTruth>> stop() {
        process_.closeWriteChannel();
        if (process_.state() != QProcess::NotRunning && !process_.waitForFinished(kEndMs)) {
            return failed("did not end");
        }
        if (process_.exitStatus() != QProcess::NormalExit || process_.exitCode() != 0) {
            return failed(fmt::format("ended with exit code {}", process_.exitCode()));
        }
        return readTruthLog(setup_.log);
    }

    int port() const {
        return port_;
    }

  private:
    tl::unexpected<Error> failed(const std::string& what) {
        const std::string said = process_.readAllStandardError().trimmed().toStdString();
        return fail(
            ErrorKind::Run,
            fmt::format("the reference server ({} reference-server) {}{}", setup_.program.string(),
                        what,
                        said.empty() ? ": " + process_.errorString().toStdString() : ": " + said));
    }

    Setup setup_;
    QProcess process_;
    int port_ = 0;
};

ReferenceProcess::ReferenceProcess(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ReferenceProcess::~ReferenceProcess() = default;
ReferenceProcess::ReferenceProcess(ReferenceProcess&&) noexcept = default;
ReferenceProcess& ReferenceProcess::operator=(ReferenceProcess&&) noexcept = default;

Result<ReferenceProcess> ReferenceProcess::start(const Setup& setup) {
    auto impl = std::make_unique<Impl>(setup);
    const auto started = impl->start();
    return started ? Result<ReferenceProcess>(ReferenceProcess(std::move(impl)))
                   : tl::unexpected(started.error());
}

int ReferenceProcess::port() const {
    return impl_->port();
}

std::string ReferenceProcess::baseUrl() const {
    return fmt::format("http://127.0.0.1:{}", port());
}

Result<std::vector<RequestTruth>> ReferenceProcess::stop() {
    return impl_->stop();
}

}  // namespace sagebench
