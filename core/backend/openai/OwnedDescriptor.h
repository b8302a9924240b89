// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef __linux__

#include <unistd.h>

namespace sagebench {

/// Closes its descriptor.
class OwnedDescriptor {
  public:
    explicit OwnedDescriptor(int descriptor) : descriptor_(descriptor) {}
    ~OwnedDescriptor() { close(descriptor_); }
    OwnedDescriptor(const OwnedDescriptor&) = delete;
    OwnedDescriptor& operator=(const OwnedDescriptor&) = delete;

    int get() const { return descriptor_; }

  private:
    int descriptor_;
};

}  // namespace sagebench

#endif
