#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Overloads the client on purpose, and counts what the runs say of themselves.

  tests/bench/validity-flags.py [PROGRAM] [--runs 20] [--only KIND] [--verbose]

The program's own reference server runs on core 0, the client on core 1. Kinds, with the verdict
that each run must have:

  clean      moderate loads, closed and open, nothing else on the core       valid
  streams    more streams at once than one core can serve                    client_limited
  stopped    SIGSTOP for 150 ms, four times                                  machine_busy
  neighbour  four programs that compute on the client's core                 machine_busy

Takes about two minutes a kind. The machine must be free of other work: a run in which others used
more than 10 % of the client's core, but for the neighbours, is told and repeated. Exit code 1 where
a run has another verdict.
"""
import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

SERVER_CORE, CLIENT_CORE = "0", "1"
LOADS = {
    "clean": [
        ["--concurrency", "20", "--num-requests", "100"],
        ["--concurrency", "100", "--num-requests", "400"],
        ["--arrival", "poisson", "--request-rate", "100", "--num-requests", "300"],
        ["--arrival", "constant", "--request-rate", "200", "--num-requests", "600"],
    ],
    "streams": [["--concurrency", "6000", "--num-requests", "12000"]],
    "stopped": [["--concurrency", "100", "--num-requests", "500"]],
    "neighbour": [["--concurrency", "200", "--num-requests", "800"]],
}
EXPECTED = {"clean": "valid", "streams": "client_limited", "stopped": "machine_busy",
            "neighbour": "machine_busy"}
SHOWN = ["worker_busy_fraction", "run_delay_fraction", "own_cpu_fraction", "other_cpu_fraction",
         "lateness_p99_ms", "loop_lag_p99_ms", "read_backlog_p99_ms", "stopped_ms"]


class Server:
    def __init__(self, program, folder):
        self.process = subprocess.Popen(
            ["taskset", "-c", SERVER_CORE, program, "reference-server", "--log",
             str(folder / "truth.jsonl")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.process.stdout.readline())["port"]

    def stop(self):
        self.process.terminate()
        self.process.wait()


def neighbours(count):
    spin = "import os\nwhile True: pass"
    return [subprocess.Popen(["taskset", "-c", CLIENT_CORE, sys.executable, "-c", spin])
            for _ in range(count)]


def stop_now_and_then(process):
    for _ in range(4):
        time.sleep(0.4)
        if process.poll() is None:
            process.send_signal(signal.SIGSTOP)
            time.sleep(0.15)
            process.send_signal(signal.SIGCONT)


def one_run(program, kind, load):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server = Server(program, folder)
        others = neighbours(4) if kind == "neighbour" else []
        try:
            client = subprocess.Popen(
                ["taskset", "-c", CLIENT_CORE, program, "run", "--quiet", "--backend", "openai",
                 "--base-url", f"http://127.0.0.1:{server.port}", "--workload", "short",
                 "--prompt-tokens", "32", "--output-tokens", "64", "-o", str(folder / "out")]
                + load)
            if kind == "stopped":
                stop_now_and_then(client)
            if client.wait() != 0:
                sys.exit(f"the client ended with status {client.returncode}")
        finally:
            for other in others:
                other.kill()
                other.wait()
            server.stop()
        return json.loads((folder / "out/short_input_metrics.json").read_text())


MOST_REPEATS = 5


def undisturbed_run(program, kind, load):
    """What other work of this machine did to a run is not what the run is about."""
    for _ in range(MOST_REPEATS):
        metrics = one_run(program, kind, load)
        others = metrics["client"]["other_cpu_fraction"] or 0
        if kind == "neighbour" or others <= 0.1:
            return metrics
        print(f"  {kind}: disturbed, others used {others:.0%} of the client's core; it says "
              f"{metrics['validity']['verdict']}; once more", flush=True)
    sys.exit("the machine is not free")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", default="build/bench/bin/sagellm-benchmark")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--only", choices=LOADS)
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    program = os.path.abspath(asked.program)
    good = True
    for kind in [asked.only] if asked.only else LOADS:
        right = 0
        for run in range(asked.runs):
            load = LOADS[kind][run % len(LOADS[kind])]
            metrics = undisturbed_run(program, kind, load)
            verdict = metrics["validity"]["verdict"]
            right += verdict == EXPECTED[kind]
            if asked.verbose or verdict != EXPECTED[kind]:
                client = metrics["client"]
                print(f"  {kind} {run + 1}: {verdict}; {' '.join(load)}; "
                      + ", ".join(f"{key} {client[key]:.3g}" for key in SHOWN
                                  if client[key] is not None), flush=True)
                if verdict != EXPECTED[kind]:
                    for reason in metrics["validity"]["reasons"]:
                        print("      " + reason, flush=True)
        print(f"{kind}: {right} of {asked.runs} runs are {EXPECTED[kind]}", flush=True)
        good = good and right == asked.runs
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
