#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Takes pictures of every page of the window, in every state, theme and size, into a folder; the two of
# the README go beside this script. Usage: docs/images/make-window-pictures.sh [FOLDER]
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
folder=$(realpath -m -- "${1:-$root/build/dev/pictures}")

cd "$root"
[[ -f build/dev/build.ninja ]] || cmake --preset dev
cmake --build --preset dev --target test-ui-pictures

screen=()
export QT_QPA_PLATFORM=offscreen
if command -v xvfb-run >/dev/null; then
    screen=(xvfb-run -a -s "-screen 0 2600x1500x24")
    QT_QPA_PLATFORM=xcb
fi
SAGEBENCH_PICTURES="$folder" "${screen[@]}" build/dev/bin/test-ui-pictures --gtest_brief=1
cp "$folder/window-live.png" "$folder/window-requests.png" "$here"
echo "Pictures are in $folder"
