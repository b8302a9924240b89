// SPDX-License-Identifier: GPL-3.0-or-later
#include "Application.h"

int main(int argc, char** argv) {
    // argc is 0 where a caller passed no name.
    return sagebench::app::runApplication({argv + (argc > 0 ? 1 : 0), argv + argc});
}
