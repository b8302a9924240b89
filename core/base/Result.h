// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace sagebench {

/// What went wrong, which decides the exit code (docs/USAGE.md): Usage and Input are 2, the rest 1.
enum class ErrorKind {
    Usage,        ///< an option or argument that can't be had
    Input,        ///< a file or value given by the user is not what it should be
    Unavailable,  ///< a server, key, model or engine can't be had
    Run,          ///< the run itself failed
    Io,           ///< reading or writing failed
    Cancelled,    ///< the user stopped it
};

/// `message` names the thing, what was expected, and the way out. It never holds a key.
struct Error {
    ErrorKind kind = ErrorKind::Run;
    std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
    return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace sagebench
