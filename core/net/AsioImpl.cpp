// SPDX-License-Identifier: GPL-3.0-or-later
// Asio's own code, compiled once: see BOOST_ASIO_SEPARATE_COMPILATION in core/CMakeLists.txt.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
