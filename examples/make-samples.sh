#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes the samples of this folder by a real run of the simulated engine.
# Usage: examples/make-samples.sh [PROGRAM] [OUTPUT_DIR]
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
program=${1:-$here/../build/release/bin/sagellm-benchmark}
output=${2:-$here}

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
"$program" run --backend mock --workload year1 --seed 42 --quiet -o "$results"

mkdir -p "$output"
for workload in short_input long_input stress_test; do
    cp "$results/${workload}_metrics.json" "$output/sample_${workload}_metrics.json"
done
cp "$results/benchmark_summary.json" "$output/sample_benchmark_summary.json"
cp "$results/REPORT.md" "$output/sample_REPORT.md"
# What names a folder or a computer says nothing to a reader.
sed -i -e "s|$results|benchmark_results|g" -e 's|"host_name": "[^"]*"|"host_name": "workstation"|' \
    -e 's/^| Host  *|.*/| Host                  | workstation |/' "$output"/sample_*
