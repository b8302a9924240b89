// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace sagebench::ui {

/// The wheel scrolls the panel and changes the field only while it has the focus: else who scrolls
/// over it would change it unseen.
void guardFromWheel(QWidget& field);

}  // namespace sagebench::ui
