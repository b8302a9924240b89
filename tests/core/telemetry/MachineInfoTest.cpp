// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/MachineInfo.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(MachineInfo, findsTheProcessorsName) {
    EXPECT_EQ(cpuNameFrom(
                  "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Xeon(R) CPU\n"
                  "processor\t: 1\nmodel name\t: other\n"),
              "Intel(R) Xeon(R) CPU");
    EXPECT_EQ(cpuNameFrom("processor : 0\nModel : Raspberry Pi 5\n"), "Raspberry Pi 5");
    EXPECT_EQ(cpuNameFrom("flags: fpu\n"), "");
}

TEST(MachineInfo, readsMemoryInMebibytes) {
    EXPECT_EQ(memoryMbFrom("MemTotal:       16384000 kB\nMemFree: 1 kB\n"), 16000);
    EXPECT_EQ(memoryMbFrom("MemFree: 1 kB\n"), std::nullopt);
    EXPECT_EQ(memoryMbFrom(""), std::nullopt);
}

TEST(MachineInfo, readsTheSystemsName) {
    EXPECT_EQ(systemNameFrom("NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"),
              "Debian GNU/Linux 12 (bookworm)");
    EXPECT_EQ(systemNameFrom("NAME=x"), "");
}

#ifdef __linux__
TEST(MachineInfo, knowsThisMachine) {
    const Environment here = readEnvironment();
    EXPECT_GE(here.cores, 1);
    EXPECT_GT(here.memoryMb, 100);
    EXPECT_EQ(here.kernel.substr(0, 6), "Linux ");
    EXPECT_FALSE(here.hostName.empty());
}
#endif

}  // namespace
}  // namespace sagebench
