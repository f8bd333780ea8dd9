"""Whole answers, byte for byte. After a wanted change: `UPDATE_GOLDEN=1 pytest tests/test_golden.py`, then read the diff."""

from __future__ import annotations

import os

import pytest

from tests.conftest import ROOT

GOLDEN = ROOT / "tests/golden"
PAGES = {
    "recommend-nurse": ["recommend", "examples/nurse.yaml"],
    "why-ehr-analyst": ["why", "ehr-analyst", "--profile", "examples/nurse.yaml"],
    "routes-help-desk-to-director": [
        "routes", "--from", "help-desk-technician", "--to", "director-of-information-systems",
    ],
    "roles-pacs-administrator": ["roles", "pacs-administrator"],
    "certs-comptia-security-plus": ["certs", "comptia-security-plus"],
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_answer_is_the_one_on_file(run, name):
    done = run(*PAGES[name], "--plain", env={"COLUMNS": "80"})
    assert (done.code, done.err) == (0, "")
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_bytes(done.out.encode())
    assert path.read_bytes().decode() == done.out


def test_there_is_no_page_on_file_that_nobody_compares():
    assert {path.stem for path in GOLDEN.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_pages_on_file_are_80_columns_wide_at_most(name):
    text = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert text.isascii()
    too_wide = [line for line in text.splitlines() if len(line) > 80 and " " in line.strip()]
    assert not too_wide
