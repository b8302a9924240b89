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
Usage: ./run_benchmark.sh [--with-cpu] [OUTPUT_DIR] [options of `sagellm-benchmark run`]

Installs what is missing, builds SageBench and runs its three workloads on the
built-in simulated engine. Results go to OUTPUT_DIR (default ./benchmark_results).
A second start goes straight to the run.

  --with-cpu  builds llama.cpp too (once, 5 to 10 minutes on 2 cores), so that model
              files can be measured on this machine; without --backend, measures one:
              --backend cpu --model synthetic:tiny

  ./run_benchmark.sh
  ./run_benchmark.sh results --workload short --seed 1
  ./run_benchmark.sh --with-cpu
  ./run_benchmark.sh --with-cpu results --backend cpu --model my-model.gguf
  ./run_benchmark.sh results --backend vllm --base-url http://127.0.0.1:8000

`build/release/bin/sagellm-benchmark run --help` lists the options of run.
EOF
}

has_option() {
    local wanted=$1 argument
    shift
    for argument in "$@"; do
        [[ $argument == "$wanted" || $argument == "$wanted="* ]] && return 0
    done
    return 1
}

# Whoever builds the engine wants to see it, unless something else is asked for.
choose_engine() {
    has_option --backend "$@" || has_option --plan "$@" || run_options+=(--backend cpu)
    ((${#run_options[@]} == 0)) || has_option --model "$@" || run_options+=(--model synthetic:tiny)
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

# Written by the configuration, wherever it found the engine.
has_engine() {
    grep -qx 'SAGEBENCH_WITH_LLAMA:INTERNAL=TRUE' "$build/CMakeCache.txt" 2>/dev/null
}

is_ready() { is_built && { ! $with_cpu || has_engine; }; }

configure() { (cd "$root" && cmake --preset release "$@") >&2; }

bring_engine() {
    "$root/packaging/get-llama.sh" --print-dir >/dev/null && return
    ! command -v apt-get >/dev/null || "$root/packaging/install-deps.sh" --with-engine
    "$root/packaging/get-llama.sh" >/dev/null
}

build_program() {
    echo "run_benchmark: building (the first time takes some minutes)" >&2
    configure
    if $with_cpu && ! has_engine; then
        bring_engine
        configure -DSAGEBENCH_LLAMA=AUTO
        has_engine || { echo "run_benchmark: CMake does not find llama.cpp" >&2; exit 1; }
    fi
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

with_cpu=false
arguments=()
for argument in "$@"; do
    if [[ $argument == --with-cpu ]]; then with_cpu=true; else arguments+=("$argument"); fi
done
set -- ${arguments[@]+"${arguments[@]}"}

case ${1:-} in
-h | --help) usage; exit 0 ;;
esac

output=benchmark_results
if (($# > 0)) && [[ $1 != -* ]]; then
    output=$1
    shift
fi

install_packages
is_ready || build_program

chosen_output "$@"
run_options=()
! $with_cpu || choose_engine "$@"

status=0
"$program" run --output "$output" ${run_options[@]+"${run_options[@]}"} "$@" || status=$?
if ! has_option --quiet "$@" && [[ -f $output/benchmark_summary.json ]]; then
    list_results >&2
fi
exit "$status"
