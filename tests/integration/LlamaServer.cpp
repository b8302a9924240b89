// SPDX-License-Identifier: GPL-3.0-or-later
#include "LlamaServer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

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
    setup.program = SAGEBENCH_LLAMA_SERVER;
    setup.arguments = {
        "-m",       model.string(), "--host", "127.0.0.1", "--port", std::to_string(port_),
        "-c",       "8192",         "-np",    "4",         "-t",     "1",
        "--metrics"};
    setup.arguments.insert(setup.arguments.end(), extraArguments.begin(), extraArguments.end());
    process_ = std::make_unique<Process>(std::move(setup));
    waitUntilReady();
}

std::string LlamaServer::url() const {
    return "http://127.0.0.1:" + std::to_string(port_);
}

void LlamaServer::waitUntilReady() {
    // Its own words; the port answers 503 before that.
    if (!process_->waitFor("server is listening", std::chrono::seconds(60))) {
        throw std::runtime_error("llama-server did not start");
    }
}

}  // namespace sagebench::test
