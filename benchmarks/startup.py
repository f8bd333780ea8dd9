"""Whole-process times as ratios to `python -c pass`, interleaved in one run, and peak memory.

python benchmarks/startup.py [--runs 15]
"""

from __future__ import annotations

import argparse
import compileall
import os
import pty
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
NURSE = str(ROOT / "examples/nurse.yaml")
TRUCKER = str(ROOT / "examples/truck-driver.yaml")
SCRIPT = str(Path(sys.executable).parent / "careerpath")
CASES = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "recommend --plain": [SCRIPT, "recommend", NURSE, "--plain"],
    "recommend --json": [SCRIPT, "recommend", NURSE, "--json"],
    "recommend (rich page)": [SCRIPT, "recommend", NURSE],
    "--help": [SCRIPT, "--help"],
    "recommend --plain, a foreign job": [SCRIPT, "recommend", TRUCKER, "--plain"],
    "jobs --plain": [SCRIPT, "jobs", "resturant manager", "--plain"],
}
BARS = {"recommend --plain": 9.0, "recommend --json": 9.0, "recommend (rich page)": 13.0, "--help": 10.0,
        "recommend --plain, a foreign job": 12.0, "jobs --plain": 25.0}  # fmt: skip


def run(command: list[str], environment: dict[str, str], *, terminal: bool) -> tuple[float, float]:
    """(seconds, peak memory in MB) of one process; its output goes to a pipe or a pseudo-terminal."""
    begin = time.perf_counter()
    if terminal:
        master, slave = pty.openpty()
        process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment)
        os.close(slave)
        try:
            while received := os.read(master, 65536):
                if received.endswith(b"> "):  # the menu asks what comes next; Enter leaves it
                    os.write(master, b"\n")
        except OSError:
            pass
        os.close(master)
    else:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        assert process.stdout
        process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if status:
        raise SystemExit(f"{command} failed")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    compileall.compile_dir(str(ROOT / "src"), quiet=2)
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "CAREERPATH_HOME": home, "TERM": "xterm-256color"}
        cold, _ = run(CASES["recommend --plain"], environment, terminal=False)
        times: dict[str, list[float]] = {name: [] for name in CASES}
        memory: dict[str, float] = dict.fromkeys(CASES, 0.0)
        for _ in range(runs + 1):
            for name, command in CASES.items():
                seconds, peak = run(command, environment, terminal="rich" in name)
                times[name].append(seconds)
                memory[name] = max(memory[name], peak)
    bare = times["python -c pass"][1:]
    print(f"{'':24}{'median ms':>10}{'x bare':>8}{'bar':>7}{'MB':>6}")
    for name in CASES:
        mine = times[name][1:]
        ratio = statistics.median(a / b for a, b in zip(mine, bare))
        print(f"{name:24}{1000 * statistics.median(mine):10.0f}{ratio:8.1f}{BARS.get(name, 0):7.0f}{memory[name]:6.0f}")
    print(f"first run after a change of data: {cold:.2f} s (bar 1.5 s)")
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
