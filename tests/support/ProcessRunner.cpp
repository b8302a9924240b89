// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ProcessRunner.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace sagebench::test {
namespace {

using std::chrono::steady_clock;

struct Pipe {
    int readEnd = -1;
    int writeEnd = -1;
};

Pipe makePipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe2");
    }
    return {ends[0], ends[1]};
}

/// The master is the read end, the slave the write end.
Pipe makeTerminal(TerminalSize size) {
    winsize window{};
    window.ws_col = static_cast<unsigned short>(size.columns);
    window.ws_row = static_cast<unsigned short>(size.rows);
    int master = -1;
    int slave = -1;
    if (openpty(&master, &slave, nullptr, nullptr, &window) != 0) {
        throw std::system_error(errno, std::generic_category(), "openpty");
    }
    fcntl(master, F_SETFD, FD_CLOEXEC);
    fcntl(slave, F_SETFD, FD_CLOEXEC);
    return {master, slave};
}

void closeIfOpen(int& fd) {
    if (fd >= 0) {
        close(std::exchange(fd, -1));
    }
}

std::vector<char*> pointersTo(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

void changeEnvironment(const ProcessSetup& setup) {
    for (const auto& [name, value] : setup.environment) {
        if (value) {
            setenv(name.c_str(), value->c_str(), 1);
        } else {
            unsetenv(name.c_str());
        }
    }
}

struct ChildEnds {
    int in, out, err;
};

[[noreturn]] void becomeChild(const ProcessSetup& setup, ChildEnds ends) {
    if (setup.terminal) {
        setsid();
        ioctl(ends.err, TIOCSCTTY, 0);
    }
    dup2(ends.in, STDIN_FILENO);
    dup2(ends.out, STDOUT_FILENO);
    dup2(ends.err, STDERR_FILENO);
    if (!setup.folder.empty() && chdir(setup.folder.c_str()) != 0) {
        _exit(126);
    }
    changeEnvironment(setup);
    std::vector<std::string> words = {setup.program};
    words.insert(words.end(), setup.arguments.begin(), setup.arguments.end());
    execv(setup.program.c_str(), pointersTo(words).data());
    _exit(127);
}

/// False: nothing more will come.
bool takeIn(int& fd, std::string& text) {
    std::array<char, 65536> buffer;
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }
    closeIfOpen(fd);  // a terminal whose other side is closed says EIO
    return false;
}

}  // namespace

Process::Process(ProcessSetup setup) : setup_(std::move(setup)) {
    Pipe in = makePipe();
    Pipe err = setup_.terminal ? makeTerminal(*setup_.terminal) : makePipe();
    Pipe out = setup_.stdoutIsTerminal ? Pipe{-1, err.writeEnd} : makePipe();
    if (!setup_.stdoutFile.empty()) {
        closeIfOpen(out.writeEnd);
        out.writeEnd = open(setup_.stdoutFile.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    }
    pid_ = fork();
    if (pid_ == 0) {
        becomeChild(setup_, {in.readEnd, out.writeEnd, err.writeEnd});
    }
    close(in.readEnd);
    close(err.writeEnd);
    if (!setup_.stdoutIsTerminal) {
        close(out.writeEnd);
    }
    in_ = in.writeEnd;
    out_ = out.readEnd;
    err_ = err.readEnd;
    writeInput();
}

Process::~Process() {
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    closeIfOpen(in_);
    closeIfOpen(out_);
    closeIfOpen(err_);
}

void Process::writeInput() {
    [[maybe_unused]] const auto written = ::write(in_, setup_.input.data(), setup_.input.size());
    closeIfOpen(in_);
}

void Process::sendSignal(int signal) const {
    kill(pid_, signal);
}

void Process::type(std::string_view keys) const {
    [[maybe_unused]] const auto written = ::write(err_, keys.data(), keys.size());
}

bool Process::read(steady_clock::time_point until) {
    std::array<pollfd, 2> ends = {pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now()).count();
    poll(ends.data(), ends.size(), static_cast<int>(left > 0 ? left : 0));
    if (ends[0].revents != 0) {
        takeIn(out_, outText_);
    }
    if (ends[1].revents != 0) {
        takeIn(err_, errText_);
    }
    return out_ >= 0 || err_ >= 0;
}

bool Process::waitFor(std::string_view text, std::chrono::milliseconds timeout) {
    const auto until = steady_clock::now() + timeout;
    const auto holds = [&] {
        return outText_.find(text) != std::string::npos || errText_.find(text) != std::string::npos;
    };
    while (!holds() && steady_clock::now() < until && read(until)) {
    }
    return holds();
}

ProcessEnd Process::wait(std::chrono::milliseconds timeout) {
    const auto until = steady_clock::now() + timeout;
    bool open = true;
    while (open && steady_clock::now() < until) {
        open = read(until);
    }
    if (open) {
        kill(pid_, SIGKILL);
    }
    return reap(open);
}

ProcessEnd Process::reap(bool timedOut) {
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    ProcessEnd end{std::move(outText_), std::move(errText_)};
    end.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    end.timedOut = timedOut;
    return end;
}

ProcessEnd runProcess(ProcessSetup setup, std::chrono::milliseconds timeout) {
    Process process(std::move(setup));
    return process.wait(timeout);
}

}  // namespace sagebench::test
