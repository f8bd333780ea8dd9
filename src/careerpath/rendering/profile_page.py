"""A profile as it is read: what is stated, and the levels that jobs, degrees and certifications bring."""

from __future__ import annotations

from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.quiz.questions import LEVEL_WORDS
from careerpath.rendering import words
from careerpath.rendering.as_json import header, made_from
from careerpath.rendering.page import Page, Section, Text, facts, section, table
from careerpath.rules.standing import Holding, Standing

STATED = "stated"
"""Where a level comes from that the person gave."""


def profile_page(standing: Standing, kb: KnowledgeBase) -> Page:
    """Who this is, and every level with where it comes from, the highest first."""
    page = Page("Your profile", f"As of {standing.today}")
    profile = standing.profile
    page.add(
        Section(
            "Read as",
            (
                facts(
                    ("Background", words.background(standing, kb)),
                    ("Limits", words.limits(standing)),
                    ("Wages", words.whose_wages(profile, kb.roles.values())),
                    ("Licenses", words.and_list([kb.roles[role].title for role in sorted(standing.licences)])),
                    ("Goal", kb.roles[profile.goal].title if profile.goal else ""),
                ),
            ),
        )
    )
    rows = []
    for skill, held in sorted(standing.holdings.items(), key=lambda pair: (-pair[1].level, kb.skills[pair[0]].title)):
        rows.append((kb.skills[skill].title, f"{held.level} {LEVEL_WORDS[held.level]}", _from(held, kb), skill))
    page.add(section("Levels", table(("Skill", "Level", "From", "Id"), rows)))
    if not rows:
        page.add(Text("No level is known yet: name a job, or rate a skill."))
    else:
        page.add(
            Text("Wrong? `careerpath profile show --level ID=LEVEL` puts one right, 0 to 5, in the saved profile.")
        )
    return page


def _from(held: Holding, kb: KnowledgeBase) -> str:
    """The job, certification or field that brings the level; nothing more to say of what the person stated."""
    for table_ in (kb.roles, kb.certs, kb.vocabulary):
        if held.origin in table_:
            return str(table_[held.origin].title)
    return held.origin


def profile_data(standing: Standing, kb: KnowledgeBase) -> dict[str, Any]:
    """`profile show --json`."""
    return {**header("profile-show"), **made_from(standing, kb)}
