// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace sagebench {

/// How many neighbours of a series must stay together when it is resampled, so that what makes
/// them alike is in the resamples too: the automatic block length for the circular block bootstrap
/// of Politis & White (Econometric Reviews 23:53-70, 2004) as corrected by Patton, Politis & White
/// (28:372-375, 2009), rounded up, at most min(3 √n, n/3). 1: neighbours are no more alike than
/// others. Pure.
std::size_t blockLength(std::span<const double> series);

}  // namespace sagebench
