"""Who has no school diploma reads it wherever a role is shown, and nobody else does."""

from __future__ import annotations

import pytest

PERSON = """schema: careerpath/profile/1
roles: [{{job: warehouse worker, years: 9, current: true}}]
education: {{level: {level}}}
limits: {{hours_per_week: 10}}
"""
GOAL = "help-desk-technician"
LACKING = "a high school diploma or a ged"
VIEWS = (
    ("recommend", "{file}"),
    ("recommend", "{file}", "--full"),
    ("why", GOAL, "-p", "{file}"),
    ("plan", GOAL, "-p", "{file}"),
    ("roadmap", "{file}", "--to", GOAL, "-o", "{folder}/map.html", "--force"),
)


def seen(view, level, run, folder):
    """The page of a view, in one line."""
    file = folder / "who.yaml"
    file.write_text(PERSON.format(level=level), encoding="utf-8")
    done = run(*[part.format(file=file, folder=folder) for part in view])
    text = done.out
    if view[0] == "roadmap":
        text = (folder / "map.html").read_text(encoding="utf-8")
    return " ".join(text.split()).lower()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: " ".join(view))
def test_every_view_says_that_a_diploma_is_missing_to_who_has_none_and_to_nobody_else(view, run, tmp_path):
    assert LACKING in seen(view, "none", run, tmp_path)
    assert LACKING not in seen(view, "high-school", run, tmp_path)
