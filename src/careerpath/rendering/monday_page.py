"""The Monday card, as a page and as a section of others."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Funding
from careerpath.people.job_words import one_of
from careerpath.rendering import words
from careerpath.rendering.page import Facts, Page, Section, Text, facts
from careerpath.services.monday import MondayCard

ASK = {
    "hospital": (
        "the lead of the team for {family} where you work",
        "I work here as {job} and want to work as {role}. May I watch your team for an hour?",
    ),
    "employed": (
        "somebody at a hospital near you who works as {role}",
        "I work as {job} and want to do your kind of work. May I ask you three questions about your day?",
    ),
    "unemployed": (
        "an adviser at an American Job Center",
        "I want to work as {role} in a hospital. Which training for it can you help me pay for?",
    ),
    "student": (
        "the career office of your school",
        "I want to work as {role}. Which hospitals near here take students for such work?",
    ),
    "no-diploma": (
        "an adviser at an American Job Center",
        "I want to finish high school with a GED, then work as {role} in a hospital. Where do I start, what is free?",
    ),
}
"""Situation -> whom to ask, and one sentence to say."""
SPELLED_WITH_A_VOWEL = "AEFHILMNORSX"
"""Capital letters whose names begin with the sound of a vowel: an EHR analyst, an HIM director."""


def monday_page(card: MondayCard, kb: KnowledgeBase) -> Page:
    """The card on a page of its own."""
    page = Page(f"Your first week towards {card.role.title}", "")
    page.add(monday_facts(card, kb))
    page.add(Text("The titles are an estimate of the editors; whether help is paid depends on rules: ask.", "muted"))
    facts_shown = [fact for fact in (card.role.search_titles, card.funding) if fact is not None]
    page.add(words.sources(kb, facts_shown))
    return page


def monday_section(card: MondayCard, kb: KnowledgeBase) -> Section:
    """The card where another page has it; the first action stands there already."""
    rows = monday_facts(card, kb).rows
    return Section("Your first week", (Facts(rows[1:]),))


def monday_facts(card: MondayCard, kb: KnowledgeBase) -> Facts:
    """Its lines: the first action first."""
    whom, sentence = question(card, kb)
    # who goes to talk with somebody has been told with whom
    ask = "" if card.first.kind == "talk" else f'{whom}. Say: "{sentence}"'
    return facts(
        ("Do", card.first.do),
        ("Ask", ask),
        ("Look for", f"on a hospital's careers page: {'; '.join(card.titles)}"),
        ("Say first", _say_first(card)),
        ("Try it", _try_it(card)),
        ("May help", _help(card.funding, kb)),
    )


def _say_first(card: MondayCard) -> str:
    if not card.ehr:
        return ""
    return f"that you know {words.and_list(list(card.ehr))}"


def _try_it(card: MondayCard) -> str:
    task = card.experiment
    if not task:
        return ""
    return f"{task.title} ({task.minutes:g} min, free): {task.do}"


def question(card: MondayCard, kb: KnowledgeBase) -> tuple[str, str]:
    """Whom to ask, and the sentence to say."""
    family = "IT"
    if card.role.family in kb.vocabulary:
        family = words.inline(kb.vocabulary[card.role.family].title)
    names = {
        "role": _with_article(card.role.title.split(" (")[0]),
        "job": _job(card, kb),
        "family": family,
    }
    whom, sentence = ASK[card.situation]
    return whom.format(**names), sentence.format(**names)


def _job(card: MondayCard, kb: KnowledgeBase) -> str:
    """The job that is held now, with its article."""
    if card.job is None:
        return "an employee"
    role = kb.roles[card.job.role]
    title = one_of(role.title) if role.kind == "occupation" else role.title
    own_words = card.job.job
    if own_words:  # they may name a country
        return _with_article(own_words if own_words[1:2].isupper() else own_words[:1].lower() + own_words[1:])
    return _with_article(words.inline(title))


def _with_article(title: str) -> str:
    """ "an EHR Analyst", "a Help Desk Technician"."""
    first_word = title.split(maxsplit=1)[0].split("/")[0]
    is_spelled = len(first_word) > 1 and first_word.isupper()
    # No U: in titles of jobs it mostly sounds as in "user".
    vowels = SPELLED_WITH_A_VOWEL if is_spelled else "AEIO"
    article = "an" if first_word[0].upper() in vowels else "a"
    return f"{article} {title}"


def _help(funding: Funding | None, kb: KnowledgeBase) -> str:
    """What may pay, with the official address and the day it was checked beside any sum."""
    if funding is None:
        return ""
    what = funding.pays_for
    if funding.most_usd and funding.per:
        what = f"up to {words.usd(funding.most_usd)} per {funding.per}; {what}"
    checked = kb.sources[funding.source].read or kb.as_of(funding)
    return f"{funding.title} ({what}). {funding.how} Rules change; checked {checked}: {funding.url}"
