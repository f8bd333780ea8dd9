"""Small knowledge folders, written as the test needs them."""

from __future__ import annotations

from pathlib import Path

SKILL = """skills:
  - id: sql
    title: SQL
    category: data
    definition: You ask databases questions.
    question: How well could you count the patients of last month?
    looks_like: {novice: a, competent: b, expert: c}
    aliases: [structured query language]
"""
SOURCES = """sources:
  - {id: page, title: Page, publisher: P, url: https://example.org, licence: facts, as_of: 2026-01}
"""


def folder(path: Path, **files: str) -> Path:
    """A folder with NAME.yaml for each argument."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path
