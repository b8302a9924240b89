// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace sagebench::ui {

/// Tab goes through the fields below `root` in the order of its layouts, however late they were
/// made.
void chainTabOrder(QWidget& root);

}  // namespace sagebench::ui
