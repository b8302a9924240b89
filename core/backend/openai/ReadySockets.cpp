// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ReadySockets.h"

#ifdef __linux__

#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace sagebench {
namespace {

using TimePoint = std::chrono::steady_clock::time_point;

int orThrow(int result, const char* what) {
    if (result < 0) {
        throw std::system_error(errno, std::generic_category(), what);
    }
    return result;
}

epoll_event interestIn(SocketEvents& events, bool alsoWritable) {
    epoll_event event{};
    event.events = EPOLLIN | (alsoWritable ? EPOLLOUT : 0u);
    event.data.ptr = &events;
    return event;
}

itimerspec absolute(TimePoint at) {
    // steady_clock is CLOCK_MONOTONIC; a time of zero would disarm.
    const auto ns = std::max<std::int64_t>(at.time_since_epoch() / std::chrono::nanoseconds(1), 1);
    itimerspec spec{};
    spec.it_value.tv_sec = ns / 1'000'000'000;
    spec.it_value.tv_nsec = ns % 1'000'000'000;
    return spec;
}

/// What stands in an eventfd or timerfd is taken out. False: nothing did.
bool drain(int descriptor) {
    std::uint64_t count = 0;
    return read(descriptor, &count, sizeof count) == static_cast<ssize_t>(sizeof count);
}

}  // namespace

ReadySockets::ReadySockets()
    : epoll_(orThrow(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      interrupt_(orThrow(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")),
      timer_(
          orThrow(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd_create")) {
    watchOwn(interrupt_.get());
    watchOwn(timer_.get());
}

/// Ours are known by their number, sockets by their pointer, which is never that small.
void ReadySockets::watchOwn(int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = static_cast<std::uint64_t>(descriptor);
    orThrow(epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event), "epoll_ctl");
}

bool ReadySockets::add(int socket, SocketEvents& events, bool alsoWritable) {
    epoll_event event = interestIn(events, alsoWritable);
    return epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, socket, &event) == 0;
}

void ReadySockets::change(int socket, SocketEvents& events, bool alsoWritable) {
    epoll_event event = interestIn(events, alsoWritable);
    epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, socket, &event);
}

void ReadySockets::remove(int socket, const SocketEvents& events) {
    epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, socket, nullptr);
    for (std::size_t i = next_; i < end_; ++i) {
        if (batch_[i].data.ptr == &events) {
            batch_[i].data.ptr = nullptr;
        }
    }
}

bool ReadySockets::tellPromised() {
    if (soon_.empty()) {
        return false;
    }
    SocketEvents* const events = soon_.back();
    soon_.pop_back();
    events->socketReady(true, true);
    return true;
}

bool ReadySockets::runOne(TimePoint deadline) {
    if (tellPromised()) {
        return true;
    }
    if (next_ == end_) {
        arm(deadline);
        fetch(-1);
    }
    return runNext();
}

bool ReadySockets::pollOne() {
    if (tellPromised()) {
        return true;
    }
    if (next_ == end_) {
        fetch(0);
    }
    return runNext();
}

void ReadySockets::interrupt() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(interrupt_.get(), &one, sizeof one);
}

bool ReadySockets::takeInterrupt() const {
    return drain(interrupt_.get());
}

void ReadySockets::fetch(int timeoutMs) {
    const int ready =
        epoll_wait(epoll_.get(), batch_.data(), static_cast<int>(batch_.size()), timeoutMs);
    next_ = 0;
    end_ = ready > 0 ? static_cast<std::size_t>(ready) : 0;
}

bool ReadySockets::runNext() {
    if (next_ == end_) {
        return false;
    }
    const epoll_event event = batch_[next_++];
    if (event.data.u64 == static_cast<std::uint64_t>(interrupt_.get())) {
        drain(interrupt_.get());
        return false;
    }
    if (event.data.u64 == static_cast<std::uint64_t>(timer_.get())) {
        drain(timer_.get());
        armedFor_ = TimePoint::max();
        return false;
    }
    if (event.data.ptr == nullptr) {
        return false;
    }
    const auto bits = event.events;
    static_cast<SocketEvents*>(event.data.ptr)
        ->socketReady((bits & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0, (bits & EPOLLOUT) != 0);
    return true;
}

/// One that is due earlier stays: it wakes us for nothing, once.
void ReadySockets::arm(TimePoint deadline) {
    if (deadline < armedFor_) {
        armedFor_ = deadline;
        const itimerspec spec = absolute(deadline);
        timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &spec, nullptr);
    }
}

}  // namespace sagebench

#endif
