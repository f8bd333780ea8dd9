"""docs/architecture.md names files and rooms that exist, and every room there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "src" / "careerpath"
NAMED = sorted(set(re.findall(r"`([\w./-]+\.(?:py|yaml|md|txt))`", TEXT)) - {"me.yaml"})


@pytest.mark.parametrize("name", NAMED)
def test_a_file_that_it_names_exists(name):
    assert any((folder / name).is_file() for folder in (ROOT, PACKAGE, PACKAGE / "rendering")), name


def test_it_names_every_room_and_no_other():
    rooms = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file()}
    table = TEXT.partition("## The rooms")[2].partition("Under them")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == rooms


def test_it_has_ten_changes_and_each_names_a_file():
    table = TEXT.partition("## Where to change what")[2].partition("After a change")[0]
    rows = [row for row in table.splitlines() if row.startswith("| ") and not row.startswith(("| change", "| ---"))]
    assert len(rows) == 10
    assert all(re.search(r"`[\w/.-]+(?:\.\w+|/\w+)`", row) for row in rows)


def test_the_way_of_an_answer_is_the_way_it_takes(run, home):
    """The modules of the way are those that `recommend` really imports."""
    way = TEXT.partition("`careerpath recommend me.yaml`")[2].partition("7. ")[0]
    run("recommend", "examples/nurse.yaml")  # the cache is warm
    seen = [name for name in re.findall(r"`(\w+/\w+)\.py`", way) if name not in LOADED_IF_NEEDED]
    code = (
        "import sys; sys.argv = ['careerpath', 'recommend', 'examples/nurse.yaml', '--plain']\n"
        "from careerpath.__main__ import main\n"
        "try: main()\n"
        "finally: sys.stderr.write(' '.join(sys.modules))"
    )
    environment = {**os.environ, "CAREERPATH_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert {f"careerpath.{name.replace('/', '.')}" for name in seen} <= set(done.stderr.split())


LOADED_IF_NEEDED = {
    "knowledge/load", "knowledge/validation", "people/held_jobs", "rendering/terminal", "rendering/as_json",
}  # fmt: skip
"""What the text itself says is used only if a file changed, a job is in words, or another face is asked for."""
