// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/ProcessMemory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "support/ScriptedHttpServer.h"

namespace sagebench {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kNoProcess = 0x7ffffff0;

TEST(ListeningInodes, arePickedByPortAndState) {
    const char* table =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  "
        "timeout inode\n"
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        "
        "0 4711 1 0\n"
        "   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        "
        "0 4712 1 0\n"
        "   2: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 0:0 "
        "0:0 0 0 0 4713\n"
        "   3: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        "
        "0 4714 1 0\n";
    EXPECT_THAT(listeningInodes(table, 8080), ElementsAre(4711, 4713));
    EXPECT_THAT(listeningInodes(table, 80), IsEmpty());
    EXPECT_THAT(listeningInodes("", 8080), IsEmpty());
}

#ifdef __linux__

/// A child that holds memory until the object goes.
class Child {
  public:
    explicit Child(std::size_t bytes) {
        int ready[2];
        if (pipe(ready) != 0 || pipe(until_) != 0) {
            throw std::runtime_error("no pipe");
        }
        pid_ = fork();
        if (pid_ == 0) {
            hold(bytes, ready[1], until_);
        }
        char byte = 0;
        (void)!read(ready[0], &byte, 1);
        close(ready[0]);
        close(ready[1]);
        close(until_[0]);
    }
    ~Child() {
        close(until_[1]);
        waitpid(pid_, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    int pid() const { return pid_; }

  private:
    [[noreturn]] static void hold(std::size_t bytes, int ready, const int until[2]) {
        close(until[1]);
        void* memory =
            mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        std::memset(memory, 1, bytes);
        char byte = 0;
        (void)!write(ready, &byte, 1);
        (void)!read(until[0], &byte, 1);
        _exit(0);
    }
    pid_t pid_ = -1;
    int until_[2] = {-1, -1};
};

TEST(ProcessMemory, countsDescendants) {
    const double before = residentMemoryMb(thisProcessId()).value();
    EXPECT_GT(before, 1);
    const Child child(64u << 20);
    EXPECT_THAT(processTree(thisProcessId()), Contains(child.pid()));
    EXPECT_GT(residentMemoryMb(child.pid()), 64);
    EXPECT_GT(residentMemoryMb(thisProcessId()), before + 60);
}

TEST(ProcessMemory, ofAProcessThatIsNotThereIsAbsent) {
    EXPECT_EQ(residentMemoryMb(kNoProcess), std::nullopt);
    EXPECT_THAT(processTree(kNoProcess), IsEmpty());
}

TEST(ProcessMemory, findsWhoListens) {
    int port = 0;
    {
        const test::ScriptedHttpServer server;
        port = server.port();
        EXPECT_EQ(findListener(port), thisProcessId());
    }
    EXPECT_EQ(findListener(port), std::nullopt);
}

#endif

}  // namespace
}  // namespace sagebench
