// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/StampedReceive.h"

#ifdef _WIN32
#include <winsock2.h>
#else
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#endif
#ifdef __linux__
#include <time.h>

#include <cstring>
#endif

namespace sagebench {
namespace {

std::error_code lastError() {
#ifdef _WIN32
    return {WSAGetLastError(), std::system_category()};
#else
    return {errno, std::system_category()};
#endif
}

StampedRead resultOf(std::ptrdiff_t received) {
    StampedRead read;
    if (received >= 0) {
        read.bytes = static_cast<std::size_t>(received);
        return read;
    }
    read.error = lastError();
    if (read.error == std::errc::operation_would_block || read.error == std::errc::interrupted ||
        read.error == std::errc::resource_unavailable_try_again) {
        read.nothingYet = true;
        read.error.clear();
    }
    return read;
}

#ifdef __linux__

std::optional<std::int64_t> stampOf(msghdr& message) {
    for (cmsghdr* c = CMSG_FIRSTHDR(&message); c != nullptr; c = CMSG_NXTHDR(&message, c)) {
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS) {
            timespec at;
            std::memcpy(&at, CMSG_DATA(c), sizeof at);
            return at.tv_sec * std::int64_t{1'000'000'000} + at.tv_nsec;
        }
    }
    return std::nullopt;
}

#endif

}  // namespace

#ifdef __linux__

bool enableKernelStamps(int socket) {
    const int on = 1;
    return setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) == 0;
}

StampingOn::StampingOn() : socket_(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    if (socket_ >= 0) {
        enableKernelStamps(socket_);
    }
}

StampingOn::~StampingOn() {
    if (socket_ >= 0) {
        close(socket_);
    }
}

StampedRead receiveStamped(int socket, std::span<char> buffer) {
    alignas(cmsghdr) char control[128];
    iovec part{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    StampedRead read = resultOf(recvmsg(socket, &message, MSG_DONTWAIT));
    if (read.bytes > 0) {
        read.kernelUnixNanos = stampOf(message);
    }
    return read;
}

#else

bool enableKernelStamps(int) {
    return false;
}

StampedRead receiveStamped(int socket, std::span<char> buffer) {
    // The socket is in non-blocking mode.
    return resultOf(recv(static_cast<decltype(::socket(0, 0, 0))>(socket), buffer.data(),
                         static_cast<int>(buffer.size()), 0));
}

#endif

}  // namespace sagebench
