#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the `cpu` backend beside llama.cpp's own programs: same model, same threads, in turns.

The weights are f16, the preset's own type: nothing is repacked on loading, so that both sides run the
same kernels on the same bytes. Needs a machine without other work. Prints a table in Markdown."""

import argparse
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTS = ("bench", "batched", "server")


def run(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"failed ({done.returncode}): {' '.join(map(str, command))}\n{done.stderr[-2000:]}")
    return done.stdout


class Sides:
    """What is measured, and how each side is asked for a figure."""

    def __init__(self, options, work):
        self.program = options.program
        self.llama = pathlib.Path(options.llama_dir) / "bin"
        self.threads = options.threads
        self.work = work
        self.model = work / "model.gguf"
        run([self.program, "make-model", "--preset", options.preset, "--type", options.type,
             "-o", self.model, "--quiet"])

    def ours(self, backend, requests, concurrency, prompt, output, warmup=1, **backend_options):
        command = [self.program, "run", "--backend", backend, "--workload", "short", "--json",
                   "--num-requests", requests, "--concurrency", concurrency, "--seed", "7",
                   "--prompt-tokens", prompt, "--output-tokens", output, "--warmup", warmup,
                   "--export", "csv", "--quiet", "-o", self.work / "results"]
        if backend == "cpu":
            backend_options = {"threads": self.threads, **backend_options}
            command += ["--model", self.model]
        url = backend_options.pop("url", None)
        if url:
            command += ["--base-url", url]
        for key, value in backend_options.items():
            command += ["--backend-option", f"{key}={value}"]
        figures = json.loads(run(command))["workloads"]["short_input"]
        if figures["failed_requests"] or figures["successful_requests"] != requests:
            sys.exit(f"requests failed: {figures['errors_by_category']}")
        return figures

    # Prompt processing and generation of one request, tokens a second.

    def llama_bench(self, *what):
        return json.loads(run([self.llama / "llama-bench", "-m", self.model, "-t", self.threads,
                               "-r", "5", "-o", "json", *what]))[0]["avg_ts"]

    def bench_prompt(self):
        return self.llama_bench("-p", "512", "-n", "0")

    def bench_generation(self):
        return self.llama_bench("-p", "0", "-n", "128")

    def our_prompt(self):
        return self.ours("cpu", 5, 1, 512, 1, prefix_cache="false", parallel=1)["engine_prefill_tps"]

    def our_generation(self):
        figures = self.ours("cpu", 5, 1, 1, 129, prefix_cache="false", parallel=1)
        return 1000 / figures["avg_tpot_ms"]

    # Generation by several sequences at a time, tokens a second of all together.

    def batched_bench(self, unified):
        lines = run([self.llama / "llama-batched-bench", "-m", self.model, "-t", self.threads,
                     "-tb", self.threads, "-c", "8192", "-npp", "128", "-ntg", "256",
                     "-npl", "1,4,16", "--output-format", "jsonl",
                     "-kvu" if unified else "-no-kvu"]).splitlines()
        rows = [json.loads(line) for line in lines if line.startswith("{")]
        return {row["pl"]: row["speed_tg"] for row in rows}

    def our_batch(self, sequences, unified):
        return self.ours("cpu", sequences, "all", 128, 257, parallel=sequences,
                         prefix_cache="true" if unified else "false")["engine_decode_tps"]

    def our_batches(self, unified):
        return {sequences: self.our_batch(sequences, unified) for sequences in (1, 4, 16)}

    # Times as a client sees them.

    def our_times(self, concurrency):
        return self.ours("cpu", 4 * concurrency, concurrency, 128, 64, parallel=4,
                         prefix_cache="false")

    def server_times(self, url, concurrency):
        return self.ours("llama-server", 4 * concurrency, concurrency, 128, 64, url=url,
                         **{"body.temperature": 0})


class Server:
    """llama-server on a free port of this machine."""

    def __init__(self, sides):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sides.llama / "llama-server", "-m", sides.model, "--port", str(port), "-np", "4",
             "-t", str(sides.threads), "-tb", str(sides.threads), "-c", "4096", "-no-kvu",
             "--no-cache-prompt", "--cache-ram", "0"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(600):
            try:
                urllib.request.urlopen(self.url + "/health").close()
                return self
            except urllib.error.URLError:
                if self.process.poll() is not None:
                    sys.exit("llama-server did not start")
                time.sleep(0.1)
        sys.exit("llama-server did not get ready")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Samples:
    """Figures by row and side."""

    def __init__(self):
        self.rows = {}

    def add(self, row, side, value):
        self.rows.setdefault(row, {}).setdefault(side, []).append(value)


def in_turns(repetition, theirs, ours):
    """What both give. What comes first changes, as a warm machine is a slower one."""
    if repetition % 2 == 0:
        first = theirs()
        return first, ours()
    first = ours()
    return theirs(), first


def measure_bench(sides, repetition, samples):
    for row, theirs, ours in (("pp512", sides.bench_prompt, sides.our_prompt),
                              ("tg128", sides.bench_generation, sides.our_generation)):
        for side, value in zip(("theirs", "ours"), in_turns(repetition, theirs, ours)):
            samples.add(row, side, value)


def measure_batched(sides, repetition, samples):
    for unified in (False, True):
        name = "unified KV" if unified else "KV by sequence"
        both = in_turns(repetition, lambda: sides.batched_bench(unified),
                        lambda: sides.our_batches(unified))
        for side, speeds in zip(("theirs", "ours"), both):
            for sequences, speed in speeds.items():
                samples.add(f"{sequences} at a time, {name}", side, speed)


def measure_server(sides, repetition, samples):
    def of_server(concurrency):
        with Server(sides) as server:
            return sides.server_times(server.url, concurrency)

    for concurrency in (1, 4):
        both = in_turns(repetition, lambda: of_server(concurrency),
                        lambda: sides.our_times(concurrency))
        for side, figures in zip(("theirs", "ours"), both):
            for name, key in (("TTFT", "p50_ttft_ms"), ("TPOT", "p50_tpot_ms")):
                samples.add(f"{name}, {concurrency} at a time", side, figures[key])


MEASURE = {"bench": measure_bench, "batched": measure_batched, "server": measure_server}
NEEDED = {"bench": 0.97, "batched": 0.95}
HEADINGS = {
    "bench": "| one sequence, tokens/s | llama-bench | cpu backend | ratio (must be ≥ 0.97) |",
    "batched": "| generation of 256 tokens after 128, tokens/s | llama-batched-bench | cpu backend "
               "| ratio (must be ≥ 0.95) |",
    "server": "| 128 prompt, 64 output tokens, median ms | llama-server | cpu backend "
              "| cost of serving |",
}


def spread(values):
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def verdict(part, theirs, ours):
    """Text of the last column, and whether it is as it must be."""
    if part == "server":
        return f"{theirs - ours:+.2f} ms", True
    good = ours / theirs >= NEEDED[part]
    return f"{ours / theirs:.3f}{'' if good else ' (missed)'}", good


def table(part, samples):
    lines = [HEADINGS[part], "|---|---|---|---|"]
    all_good = True
    for row, sides in samples.rows.items():
        medians = [statistics.median(sides[side]) for side in ("theirs", "ours")]
        text, good = verdict(part, *medians)
        all_good = all_good and good
        lines.append(f"| {row} | {spread(sides['theirs'])} | {spread(sides['ours'])} | {text} |")
    return "\n".join(lines), all_good


def default_llama_dir():
    done = subprocess.run([ROOT / "packaging" / "get-llama.sh", "--print-dir"], capture_output=True,
                          text=True, check=False)
    return done.stdout.strip()


def parsed_options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=ROOT / "build/release/bin/sagellm-benchmark")
    parser.add_argument("--llama-dir", default=default_llama_dir(),
                        help="made by packaging/get-llama.sh (default: where it puts it)")
    parser.add_argument("--preset", default="125m")
    parser.add_argument("--type", default="f16")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--only", choices=PARTS, action="append", help="may be given again")
    return parser.parse_args()


def main():
    options = parsed_options()
    good = True
    with tempfile.TemporaryDirectory(prefix="cpu-side-by-side-") as folder:
        sides = Sides(options, pathlib.Path(folder))
        print(f"synthetic:{options.preset}:{options.type}, {options.threads} threads, medians of "
              f"{options.repetitions} interleaved runs (least–most)")
        for part in options.only or PARTS:
            samples = Samples()
            for repetition in range(options.repetitions):
                MEASURE[part](sides, repetition, samples)
                print(f"{part}: {repetition + 1}/{options.repetitions}", file=sys.stderr)
            text, part_good = table(part, samples)
            good = good and part_good
            print(f"\n{text}", flush=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
