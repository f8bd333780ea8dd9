"""A quiz under a pseudo-terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect

from tests.homes import warmed

DOWN, ENTER, CTRL_C = "\x1b[B", "\r", "\x03"


def spawn(
    home: Path, *arguments: str, columns: int = 80, lines: int = 24, command: tuple[str, ...] = ("quiz",), **env: str
) -> pexpect.spawn:
    """`careerpath quiz`, or another command, with its own data folder."""
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "CAREERPATH_HOME": str(warmed(home)), "CAREERPATH_TODAY": "2026-11-22",
        "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8", **env,
    }  # fmt: skip
    if "PYTHONPATH" in os.environ:
        environment.setdefault("PYTHONPATH", os.environ["PYTHONPATH"])
    return pexpect.spawn(
        sys.executable, ["-m", "careerpath", *command, *arguments],
        env=environment, encoding="utf-8", timeout=30, dimensions=(lines, columns), codec_errors="replace",
    )  # fmt: skip
