"""A profile as it is read: what is stated, and the levels that jobs, degrees and certifications bring."""

from __future__ import annotations

from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.readings import readings
from careerpath.quiz.questions import LEVEL_WORDS
from careerpath.rendering import words
from careerpath.rendering.as_json import header, made_from
from careerpath.rendering.page import Facts, Page, Section, Text, facts, section, table
from careerpath.rules.standing import Holding, Standing

CORRECTION = "Wrong? `careerpath profile show --level ID=LEVEL` puts one right, 0 to 5, in the saved profile."


def profile_page(standing: Standing, kb: KnowledgeBase) -> Page:
    """Who this is, and every level with where it comes from, the highest first."""
    page = Page("Your profile", f"As of {standing.today}")
    page.add(Section("Read as", (_read_as(standing, kb),)))
    unknown = [reading.words for reading in readings(standing.profile, kb) if not reading.title]
    for job in unknown:
        page.add(Text(f'"{job}" is no job known here: `careerpath jobs {job}` shows what is near.', "warn"))
    rows = _level_rows(standing, kb)
    page.add(section("Levels", table(("Skill", "Level", "From", "Id"), rows)))
    if rows:
        page.add(Text(CORRECTION))
    elif unknown:
        page.add(Text("No level is known yet: say the job in other words, or rate a skill."))
    else:
        page.add(Text("No level is known yet: name a job, or rate a skill."))
    return page


def _read_as(standing: Standing, kb: KnowledgeBase) -> Facts:
    """What was understood of the profile, so that a misreading is seen."""
    goal = standing.profile.goal
    goal_title = kb.roles[goal].title if goal else ""
    licenses = words.titles_of(sorted(standing.licences), kb.roles)
    return facts(
        ("Background", words.background(standing, kb)),
        ("Limits", words.limits(standing)),
        ("Wages", words.whose_wages(standing.profile, kb.roles.values())),
        ("Licenses", words.and_list(licenses)),
        ("Goal", goal_title),
    )


def _level_rows(standing: Standing, kb: KnowledgeBase) -> list[tuple[str, str, str, str]]:
    """Skill, level, where it comes from and id: the highest level first, then by title."""
    holdings = standing.holdings
    rows = []
    for skill_id in sorted(holdings, key=lambda skill_id: (-holdings[skill_id].level, kb.skills[skill_id].title)):
        holding = holdings[skill_id]
        level = f"{holding.level} {LEVEL_WORDS[holding.level]}"
        rows.append((kb.skills[skill_id].title, level, _from(holding, kb), skill_id))
    return rows


def _from(holding: Holding, kb: KnowledgeBase) -> str:
    """The job, certification or field that brings the level; nothing more to say of what the person stated."""
    for entries in (kb.roles, kb.certs, kb.vocabulary):
        if holding.origin in entries:
            return str(entries[holding.origin].title)
    return holding.origin


def profile_data(standing: Standing, kb: KnowledgeBase) -> dict[str, Any]:
    """`profile show --json`."""
    return {**header("profile-show"), **made_from(standing, kb)}
