#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Finds, in real time, the rate that the simulated engine can take: eight slots of 100 ms each are
# 80 requests/s, and --find-max-rate must come within 3 % of it. Takes about five minutes.
#   tests/bench/find-max-rate.sh [PROGRAM [DIR]]
set -eu
program=${1:-build/bench/bin/sagellm-benchmark}
folder=${2:-$(mktemp -d)}
"$program" run --backend mock --backend-option slots=8 --backend-option ttft_ms=100 \
    --backend-option prefill_us_per_token=0 --backend-option pace=real --output-tokens 1 \
    --arrival constant --slo p99:e2el=150ms --find-max-rate 10 --seed 7 -o "$folder"
found=$(sed -n 's/^ *"max_request_rate_rps": \([0-9.]*\),$/\1/p' "$folder/campaign.json")
awk -v found="${found:-0}" 'BEGIN {
    off = (found / 80 - 1) * 100
    printf "found %.4g requests/s, %+.2f %% off the 80 that the engine can take\n", found, off
    exit !(off >= -3 && off <= 3)
}'
