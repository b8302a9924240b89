#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From nothing to a first report: installs what is missing, builds, runs.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly root
readonly build=$root/build/release
readonly program=$build/bin/sagellm-benchmark

usage() {
    cat <<'EOF'
Usage: ./run_benchmark.sh [OUTPUT_DIR] [options of `sagellm-benchmark run`]

Installs what is missing, builds SageBench and runs its three workloads on the
built-in simulated engine. Results go to OUTPUT_DIR (default ./benchmark_results).
A second start goes straight to the run.

  ./run_benchmark.sh
  ./run_benchmark.sh results --workload short --seed 1
  ./run_benchmark.sh results --backend vllm --base-url http://127.0.0.1:8000

`build/release/bin/sagellm-benchmark run --help` lists the options of run.
EOF
}

has_option() {
    local wanted=$1 argument
    shift
    for argument in "$@"; do
        [[ $argument == "$wanted" ]] && return 0
    done
    return 1
}

# The last -o or --output counts, as for the program.
chosen_output() {
    local previous=
    for argument in "$@"; do
        case $previous in -o | --output) output=$argument ;; esac
        case $argument in --output=*) output=${argument#*=} ;; esac
        previous=$argument
    done
}

# Where there is no apt, whoever has configured the build has the packages.
install_packages() {
    command -v apt-get >/dev/null || [[ ! -f $build/build.ninja ]] || return 0
    "$root/packaging/install-deps.sh"
}

is_built() {
    [[ -x $program && -f $build/build.ninja ]] || return 1
    ninja -C "$build" -n sagellm-benchmark 2>/dev/null | grep -q 'no work to do'
}

build_program() {
    echo "run_benchmark: building (the first time takes some minutes)" >&2
    (cd "$root" && cmake --preset release) >&2
    cmake --build "$build" --parallel "$(nproc)" --target sagellm-benchmark >&2
}

list_results() {
    local file
    echo
    echo "Results in $output:"
    for file in "$output"/*; do
        [[ -f $file ]] && echo "  ${file##*/}"
    done
    [[ ! -f $output/REPORT.md ]] || echo "Read first: $output/REPORT.md"
    echo "The window: build/release/bin/sagellm-benchmark"
    echo "Your own server: ./run_benchmark.sh OUTPUT_DIR --backend openai --base-url http://HOST:PORT"
}

case ${1:-} in
-h | --help) usage; exit 0 ;;
esac

output=benchmark_results
if (($# > 0)) && [[ $1 != -* ]]; then
    output=$1
    shift
fi

install_packages
is_built || build_program

chosen_output "$@"

status=0
"$program" run --output "$output" "$@" || status=$?
if ! has_option --quiet "$@" && [[ -f $output/benchmark_summary.json ]]; then
    list_results >&2
fi
exit "$status"
