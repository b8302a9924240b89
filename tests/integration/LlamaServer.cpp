// SPDX-License-Identifier: GPL-3.0-or-later
#include "LlamaServer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "base/Files.h"

namespace sagebench::test {
namespace {

int freePort() {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool good = bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                      getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(fd);
    if (!good) {
        throw std::runtime_error("no free loopback port");
    }
    return ntohs(address.sin_port);
}

}  // namespace

std::string whyNoLlamaServer() {
    const std::string program = SAGEBENCH_LLAMA_SERVER;
    if (program.empty() || !std::filesystem::exists(program)) {
        return "no llama-server: packaging/get-llama.sh builds it";
    }
    return {};
}

LlamaServer::LlamaServer(const std::filesystem::path& model,
                         std::vector<std::string> extraArguments)
    : port_(freePort()) {
    ProcessSetup setup;
    // It logs more than a pipe holds: to a file, so that nobody has to read along.
    setup.program = "/bin/sh";
    setup.arguments = {"-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1", "sh", log().string(),
                       SAGEBENCH_LLAMA_SERVER};
    for (const std::string& argument :
         {std::string("-m"), model.string(), std::string("--host"), std::string("127.0.0.1"),
          std::string("--port"), std::to_string(port_), std::string("-c"), std::string("8192"),
          std::string("-np"), std::string("4"), std::string("-t"), std::string("1"),
          std::string("--metrics")}) {
        setup.arguments.push_back(argument);
    }
    setup.arguments.insert(setup.arguments.end(), extraArguments.begin(), extraArguments.end());
    process_ = std::make_unique<Process>(std::move(setup));
    waitUntilReady();
}

std::string LlamaServer::url() const {
    return "http://127.0.0.1:" + std::to_string(port_);
}

void LlamaServer::waitUntilReady() {
    for (int tries = 0; tries < 6000; ++tries) {
        if (readFile(log()).value_or("").find("listening on http") != std::string::npos) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("llama-server did not start: " + readFile(log()).value_or(""));
}

}  // namespace sagebench::test
