"""Bring the output, figures and JSON that the docs show up to date with the program; look at the diff before you commit.

A shown line that the real output lacks is replaced by the most similar real line that is not shown yet. In a JSON
example the shown keys and list items stay and get their real values. Counts and constants are taken from the knowledge.
What the text says about them is yours to check.

    python -m tests.refresh_docs
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from careerpath.knowledge import cache, where
from tests.conftest import TODAY
from tests.test_docs import BLOCK, DEMO, DOCS, README, commands_of, counts, lay_out, session


def output(command: str, place: Path, *, talk: bool = True) -> str:
    """What a command of the docs prints, with or without what it says on standard error."""
    environment = {**os.environ, "CAREERPATH_HOME": str(place / "home"), "CAREERPATH_TODAY": TODAY.isoformat()}
    program = [sys.executable, "-m", "careerpath", *shlex.split(command)[1:]]
    done = subprocess.run(program, capture_output=True, text=True, cwd=place, env=environment, check=False)
    return done.stdout + (done.stderr if talk else "")


def console(body: str, place: Path) -> str:
    """A console block with the lines it shows taken from the real output."""
    lines = []
    for command, shown in session(body):
        lines.append("$ make demo" if command == DEMO and "$ make demo\n" in body else f"$ {command}")
        lines += aligned(shown, output(command, place).splitlines())
    return "\n".join(lines) + "\n"


def aligned(shown: list[str], real: list[str]) -> list[str]:
    """The shown lines, each one that is not real replaced by the nearest real line before the next one that is."""
    lines, at = [], 0
    for number, line in enumerate(shown):
        if line != "..." and line not in real[at:]:
            anchors = [real.index(later, at) for later in shown[number + 1 :] if later in real[at:]]
            near = get_close_matches(line, real[at : min(anchors, default=len(real))], n=1, cutoff=0.4)
            line = near[0] if near else line
        if line in real[at:]:
            at = real.index(line, at) + 1
        lines.append(line)
    return lines


def refreshed(shown: Any, real: Any) -> Any:
    """The real values at the shown places; floats to three digits, items of a list found by their first value."""
    if isinstance(shown, dict) and isinstance(real, dict):
        return {key: refreshed(value, real[key]) for key, value in shown.items() if key in real}
    if isinstance(shown, list) and isinstance(real, list):
        return [refreshed(item, _same(item, real, index)) for index, item in enumerate(shown) if index < len(real)]
    return round(real, 3) if isinstance(real, float) else real


def _same(shown: Any, real: list[Any], index: int) -> Any:
    """The real item with the same first value (its id, as a rule), else the one at the same place."""
    if isinstance(shown, dict):
        key = next(iter(shown))
        return next((item for item in real if item.get(key) == shown[key]), real[index])
    return shown if shown in real else real[index]


def compact(data: Any, indent: int = 0) -> str:
    """JSON with short objects and lists on one line."""
    line = json.dumps(data, ensure_ascii=False)
    if len(line) + indent <= 165 or not isinstance(data, dict | list):
        return line
    pad = " " * (indent + 2)
    if isinstance(data, dict):
        inner = [f"{pad}{json.dumps(key)}: {compact(value, indent + 2)}" for key, value in data.items()]
        return "{\n" + ",\n".join(inner) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + compact(item, indent + 2) for item in data) + "\n" + " " * indent + "]"


def answer(command: str) -> Any:
    """The JSON that an example of json.md prints in a folder of its own, with the caseload that the docs show."""
    with tempfile.TemporaryDirectory() as folder:
        place = lay_out(Path(folder))
        if " clients " in command and " import " not in command:
            output("careerpath clients import caseload.csv", place)
        return json.loads(output(command, place, talk=False))


def main() -> None:
    kb = cache.knowledge([where.bundled()], None)
    for name, path in DOCS.items():
        with tempfile.TemporaryDirectory() as folder:
            place = lay_out(Path(folder))
            examples = iter(commands_of(path)) if name == "json.md" else iter(())

            def block(match: re.Match[str], place: Path = place, examples: Any = examples) -> str:
                language, body = match.groups()
                if language == "console":
                    body = console(body, place)
                elif language == "json":
                    body = compact(refreshed(json.loads(body), answer(next(examples)))) + "\n"
                return f"```{language}\n{body}```"

            text = BLOCK.sub(block, path.read_text(encoding="utf-8"))
        if path == README:
            for number, word in counts(kb):
                text = re.sub(rf"\d+ {word}", f"{number} {word}", text)
        if name == "method.md":
            for weight in kb.weights.values():
                text = re.sub(rf"^(\| `{weight.id}` \|) [\d.]+ ", rf"\g<1> {weight.value:g} ", text, flags=re.M)
            fit = re.search(r"out of fold.*", kb.weights["order-reach"].note or "")
            text = re.sub(r"^    out of fold.*$", f"    {fit.group()}" if fit else "", text, flags=re.M)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
