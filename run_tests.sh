#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what the tests need, builds them and runs them, without a screen.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly root
cd "$root"

usage() {
    cat <<'EOF'
Usage: ./run_tests.sh [--preset dev|asan|tsan] [--label LABEL] [-- options of ctest]

  --preset dev    everything (default); builds llama.cpp the first time, about 5 minutes
  --preset asan   the unit tests and those of the window under AddressSanitizer and UBSan
  --preset tsan   the engine's tests under ThreadSanitizer
  --no-window     without the window and its tests (asan: a third of the time)
  -L, --label L   only tests with this label: unit, engine, cli, integration, gui,
                  pictures
EOF
}

# Where there is no apt, whoever has configured the build has the packages.
install_packages() {
    command -v apt-get >/dev/null || [[ ! -f build/$preset/build.ninja ]] || return 0
    packaging/install-deps.sh --with-tests
}

build_engine() {
    packaging/get-llama.sh --print-dir >/dev/null && return
    packaging/install-deps.sh --with-engine && packaging/get-llama.sh >/dev/null && return
    echo "run_tests: llama.cpp could not be built: the tests that need it will be SKIPPED" >&2
    [[ ${CI:-} != true ]] || exit 1
}

# ThreadSanitizer of GCC 12 can't live with the wide address randomisation of newer kernels.
settle_addresses() {
    [[ $preset == tsan ]] && setarch -R true 2>/dev/null && steady=(setarch -R)
    return 0
}

preset=dev
ctest_options=()
window=ON
while (($# > 0)); do
    case $1 in
    --preset | -L | --label)
        (($# >= 2)) || { usage >&2; exit 2; }
        if [[ $1 == --preset ]]; then preset=$2; else ctest_options+=(-L "$2"); fi
        shift
        ;;
    --preset=*) preset=${1#*=} ;;
    --label=*) ctest_options+=(-L "${1#*=}") ;;
    --no-window) window=OFF ;;
    --) shift; ctest_options+=("$@"); break ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
    esac
    shift
done
case $preset in
dev | asan | tsan) ;;
*) usage >&2; exit 2 ;;
esac

export QT_QPA_PLATFORM=offscreen
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
export TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=1:second_deadlock_stack=1}

steady=()
settle_addresses
install_packages
[[ $preset != dev ]] || build_engine
[[ $preset != tsan ]] || window=OFF
cmake --preset "$preset" -DSAGEBENCH_GUI=$window
"${steady[@]}" cmake --build --preset "$preset" --parallel "$(nproc)"
"${steady[@]}" ctest --preset "$preset" --parallel "$(nproc)" "${ctest_options[@]}"
