"""Shared by all tests: the bundled knowledge, small worlds written in the test, and the program as a user runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from careerpath.knowledge import cache, where
from careerpath.knowledge.base import KnowledgeBase

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores Ctrl-C in what it starts in the background


@dataclass
class Ran:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The bundled knowledge."""
    return cache.knowledge([where.bundled()], None)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of its own for all commands of the session, so that the cache is warm after the first."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def run(home: Path) -> Callable[..., Ran]:
    """Run `careerpath` as a process: no terminal, fixed date, own data folder."""

    def call(*arguments: str | Path, stdin: str = "", env: dict[str, str] | None = None, cwd: Path = ROOT) -> Ran:
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "CAREERPATH_HOME": str(home),
            "CAREERPATH_TODAY": TODAY.isoformat(), "PYTHONIOENCODING": "utf-8", **(env or {}),
        }  # fmt: skip
        if "PYTHONPATH" in os.environ:
            environment.setdefault("PYTHONPATH", os.environ["PYTHONPATH"])
        done = subprocess.run(
            [sys.executable, "-m", "careerpath", *map(str, arguments)],
            input=stdin, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=cwd, timeout=120, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.stdout, done.stderr, done.returncode)

    return call
