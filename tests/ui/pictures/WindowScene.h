// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "MainPages.h"
#include "MainWindow.h"
#include "run/RunDocument.h"
#include "ui/pictures/Pictures.h"

namespace sagebench::ui::test {

using Fill = std::function<void(MainWindow&)>;

/// The whole window, filled by `fill`, with `page` in front.
inline Scene window(const QString& name, MainPages::Page page, Fill fill) {
    return {name, [page, fill] {
                auto window = std::make_unique<MainWindow>();
                fill(*window);
                if (window->document().state() != RunState::Empty) {
                    window->pages().showPage(page);
                }
                return window;
            }};
}

}  // namespace sagebench::ui::test
