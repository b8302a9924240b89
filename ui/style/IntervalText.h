// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace sagebench::ui {

/// "95 % interval: 53.1–55.9 ms"; where it is wider than the difference that matters (a share of
/// the figure), that too.
QString intervalSentence(const QString& span, std::optional<double> tooWideFor);

}  // namespace sagebench::ui
