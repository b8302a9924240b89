// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace sagebench::ui {

/// Pure rules of axes: ticks stand at 1, 2 or 5 times a power of ten, and an axis moves seldom.

/// The smallest such step that is not below `atLeast`; 1 for what is not positive.
double niceStep(double atLeast);
/// A whole number of nice steps, about `steps` of them, that holds `needed`.
double niceMaximum(double needed, int steps = 5);
/// The maximum to show, where `shown` is shown now: grows when it must, shrinks when less than 40 %
/// of it are used.
double steadyMaximum(double shown, double needed);
/// End of the time axis of a run of `length` seconds that goes on: ahead of it by up to a fifth.
double followedEnd(double length);
/// Digits behind the point that ticks of this step need.
int decimalsOf(double step);
/// Multiples of `step` in [from, to]; none where they would be absurdly many.
std::vector<double> ticksIn(double from, double to, double step);
/// Ticks of a logarithmic axis in [from, to], none unless from > 0: 1-2-5, or powers of ten only
/// where that would be more than `most`. At least two: where there are none, nice steps.
std::vector<double> logTicks(double from, double to, int most);

}  // namespace sagebench::ui
