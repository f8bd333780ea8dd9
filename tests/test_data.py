"""The knowledge itself: complete, sourced, dated, readable, and true to the documents it comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
import yaml

from careerpath.knowledge.base import TABLES
from careerpath.knowledge.models import Sourced
from careerpath.record import Entity
from careerpath.services.routes import routes_to
from tests.conftest import ROOT, TODAY

DATA = ROOT / "data"
ROWS = yaml.safe_load((ROOT / "tests/cases/source_rows.yaml").read_text(encoding="utf-8"))
LIVE_STATUS = {"active", "retiring"}

# --- figures ---------------------------------------------------------------------------------------------------------

SUFFIXES = (
    "usd",
    "_pct",
    "_months",
    "_hours",
    "_days",
    "_minutes",
    "_per_year",
    "_level",
    "months",
    "minutes",
    "weeks",
)
UNITS = {
    ("Need", "level"): "Dreyfus level 1-5",
    ("Need", "importance"): "1-5",
    ("Role", "also_gives"): "Dreyfus level 1-5",
    ("Certification", "teaches"): "Dreyfus level 1-5",
    ("Activity", "teaches"): "Dreyfus level 1-5",
    ("Occupation", "job_zone"): "O*NET Job Zone 1-5",
    ("Span", "low"): "named by the field that holds the span",
    ("Span", "high"): "named by the field that holds the span",
    ("Minutes", "value"): "minutes",
    ("Pay", "employment"): "people employed",
    ("Validity", "years"): "years",
    ("Renewal", "units"): "continuing-education units per cycle",
    ("Renewal", "hours"): "hours per cycle",
    ("Weight", "value"): "its own field `unit`",
    ("Term", "wishes"): "1-5",
    ("Term", "gives"): "Dreyfus level 1-5",
    **{("Character", trait): "1-5" for trait in ("pace", "pressure", "puzzles", "routine", "people", "patients")},
    **{("Character", trait): "1-5" for trait in ("visible_effect", "learning")},
    **{("Interests", scale): "O*NET scale OI, 1-7" for scale in ("realistic", "investigative", "artistic")},
    **{("Interests", scale): "O*NET scale OI, 1-7" for scale in ("social", "enterprising", "conventional")},
}
"""Unit of every figure whose field name does not say it."""
SPANS = {"months", "study_hours", "hours", "experience_months"}
"""Fields that hold a span; their names say the unit."""
SOURCE_ELSEWHERE = {
    ("Role", "also_gives"): lambda role: "editors-needs",
    ("Certification", "teaches"): lambda cert: cert.teaches_source,
    ("Activity", "teaches"): lambda activity: activity.teaches_source,
    ("Activity", "weeks"): lambda activity: activity.hours.source,
    ("Grants", "practice_months"): lambda grants: "editors-activity-hours",
}
"""Where the source of a figure stands, if not in its own block."""
NO_FACT = {("Experiment", "minutes"), ("Term", "wishes")}
"""How long an exercise of our own is meant to take, and what our own words mean: no facts about the world."""


class Figure:
    """A number of the knowledge, the block it stands in, and the entry and field it belongs to."""

    def __init__(self, where: str, block: Entity, field: str, holder: str) -> None:
        self.where, self.block, self.field, self.holder = where, block, field, holder
        self.key = (type(block).__name__, field)


def figures(value: Entity, where: str, holder: str = "", outer: Entity | None = None) -> Iterator[Figure]:
    """Every number in an entry.

    What a way into an exam asks for has the source and date of its `requires`, an equivalent those of its gate.
    """
    block = outer if outer is not None and holder in ("ways", "equivalents") else value
    for field in value.FIELDS:
        inner = getattr(value, field)
        found = inner if isinstance(inner, tuple) else tuple(inner.values()) if isinstance(inner, dict) else (inner,)
        for one in found:
            if isinstance(one, Entity):
                yield from figures(one, f"{where}.{field}", field, value)
            elif isinstance(one, int | float) and not isinstance(one, bool):
                yield Figure(f"{where}.{field}", block, field, holder)


@pytest.fixture(scope="module")
def all_figures(kb):
    return [f for name in TABLES for key, entry in getattr(kb, name).items() for f in figures(entry, f"{name}: {key}")]


def test_there_are_thousands_of_figures_of_every_kind(all_figures):
    assert len(all_figures) > 5000
    assert set(UNITS) <= {f.key for f in all_figures}


def test_every_figure_has_a_unit_in_its_name_or_a_documented_one(all_figures):
    bare = {f.key for f in all_figures if not f.field.endswith(SUFFIXES) and f.key not in UNITS}
    assert not bare
    assert {f.holder for f in all_figures if f.key[0] == "Span"} <= SPANS


def source_of(figure):
    if figure.key in SOURCE_ELSEWHERE:
        return SOURCE_ELSEWHERE[figure.key](figure.block)
    return getattr(figure.block, "source", None)


def test_every_figure_has_a_source_that_exists(all_figures, kb):
    assert not [f.where for f in all_figures if f.key not in NO_FACT and source_of(f) not in kb.sources]


def test_every_figure_has_a_date_or_is_an_estimate_with_a_reason(all_figures, kb):
    for figure in all_figures:
        if figure.key in NO_FACT:
            continue
        source = kb.sources[source_of(figure)]
        day = getattr(figure.block, "as_of", None) or source.as_of
        assert day, figure.where
        assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", day), figure.where
        assert day <= TODAY.isoformat()[: len(day)], f"{figure.where}: {day} lies in the future"
        if source.basis == "estimate":
            assert len(source.reason.split()) >= 5, source.id


def test_every_sourced_block_without_figures_names_a_known_source_too(kb):
    def blocks(value):
        if isinstance(value, Sourced):
            yield value
        for field in value.FIELDS:
            inner = getattr(value, field)
            for one in inner if isinstance(inner, tuple) else (inner,):
                if isinstance(one, Entity):
                    yield from blocks(one)

    for name in TABLES:
        for entry in getattr(kb, name).values():
            assert all(block.source in kb.sources for block in blocks(entry)), entry.id


def test_published_sources_name_page_and_licence_and_every_source_is_used(kb, all_figures):
    for source in kb.sources.values():
        assert source.title and source.publisher
        if source.basis == "published":
            assert source.url.startswith(("https://", "http://")) and source.licence, source.id
    used = Counter(source_of(f) for f in all_figures if f.key not in NO_FACT)
    assert used["bls-oews-2025"] > 50 and used["onet-29-3"] > 200


def test_a_second_hand_figure_says_so(kb):
    for role in kb.roles.values():
        if role.newer_outlook:
            assert role.newer_outlook.confidence in ("medium", "low"), role.id


# --- counts and content ----------------------------------------------------------------------------------------------


def test_the_knowledge_is_complete(kb):
    kinds = Counter(role.kind for role in kb.roles.values())
    assert kinds == {"hospital-it": 64, "starting": 29}
    assert len(kb.skills) == 135
    assert len(kb.progressions) >= 205
    assert len(kb.certs) >= 109
    assert len(kb.activities) >= 40


def test_every_hospital_role_has_experiments_and_says_which_certification_is_not_needed(kb):
    for key in kb.indexes.ranked_roles:
        role = kb.roles[key]
        assert len(role.try_it) >= 2, key
        assert all(e.minutes <= 45 and e.skill in kb.skills and e.do and e.good_sign for e in role.try_it), key
        unneeded = [c for c in role.certifications if c.value == "unneeded"]
        assert unneeded and all(len(c.reason.split()) >= 4 for c in unneeded), key


def test_every_role_says_what_a_day_is_like_and_for_whom_it_is_not(kb):
    for role in kb.roles.values():
        assert len(role.day.split()) >= 20, role.id
        assert role.not_for_you_if, role.id


def test_every_skill_has_a_question_and_other_names(kb):
    for skill in kb.skills.values():
        assert skill.question.endswith("?"), skill.id
    assert sum(bool(skill.aliases) for skill in kb.skills.values()) >= 100


def test_a_retired_certification_points_on_to_one_that_can_be_taken_or_says_why_not(kb):
    retired = [c for c in kb.certs.values() if c.status.value == "retired"]
    assert retired
    for cert in retired:
        successor = cert.status.successor
        assert cert.status.note or successor, cert.id
        assert successor is None or kb.certs[successor].status.value in LIVE_STATUS, cert.id


def test_a_price_that_is_not_published_stays_empty_and_says_so(kb):
    for cert in kb.certs.values():
        if cert.fee.usd is None:
            assert cert.fee.note or cert.requires.sponsor, cert.id


# --- words -----------------------------------------------------------------------------------------------------------


def syllables(word: str) -> int:
    """Syllables of an English word, by its groups of vowels."""
    word = re.sub(r"[^a-z]", "", word.lower())
    if len(word) <= 3:
        return 1
    word = re.sub(r"((?<=[^aeiouylscxzgh])es|(?<=[^aeiouytd])ed|(?<=[^aeiouyl])e)$", "", word)  # silent endings
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(text: str) -> float:
    """Flesch-Kincaid grade of a text: 0.39 words per sentence + 11.8 syllables per word - 15.59."""
    sentences = max(1, len([s for s in re.split(r"[.!?:]+(?:\s|$)", text) if s.strip()]))
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", text)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_grade_formula_tells_easy_from_hard():
    assert grade("The cat sat on the mat. It was warm.") < 2
    hard = "Organizational interoperability necessitates comprehensive standardization of institutional terminologies."
    assert grade(hard) > 20
    assert [syllables(w) for w in ("cat", "made", "wanted", "hospital", "table", "network")] == [1, 1, 2, 3, 2, 2]


TEXTS = {
    "what a role is": lambda kb: [r.summary for r in kb.roles.values()],
    "days": lambda kb: [r.day for r in kb.roles.values()],
    "experiments": lambda kb: [e.do for r in kb.roles.values() for e in r.try_it],
    "detours": lambda kb: [g.detour for r in kb.roles.values() for g in r.gates],
    "reasons": lambda kb: [c.reason for r in kb.roles.values() for c in r.certifications],
    "definitions": lambda kb: [s.definition for s in kb.skills.values()],
    "questions": lambda kb: [s.question for s in kb.skills.values()],
    "certifications": lambda kb: [f"{c.summary} {c.eligibility} {c.first_step}" for c in kb.certs.values()],
    "activities": lambda kb: [f"{a.summary} {a.first_step}" for a in kb.activities.values()],
    "words": lambda kb: [t.meaning for t in kb.vocabulary.values()],
}


HIGHEST = {"detours": 11}
"""Highest mean grade of a kind of text, where it is not 9: detours name degrees and licences."""


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_of_every_kind_read_easily_on_average(kb, kind):
    grades = [grade(text) for text in TEXTS[kind](kb)]
    assert sum(grades) / len(grades) <= HIGHEST.get(kind, 9), f"{kind}: {sum(grades) / len(grades):.1f}"


def test_all_texts_together_read_at_grade_nine_or_below_on_average(kb):
    grades = [grade(text) for kind in TEXTS for text in TEXTS[kind](kb)]
    assert sum(grades) / len(grades) <= 9


@pytest.mark.parametrize("name", sorted(p.name for p in DATA.iterdir() if p.is_file() and p.name != "occupations.txt"))
def test_the_files_are_plain_ascii(name):
    text = (DATA / name).read_text(encoding="utf-8")
    assert not [line for line in text.splitlines() if not line.isascii()]


# --- the rows of the source documents --------------------------------------------------------------------------------


def rows(section):
    return [pytest.param(row, id=row["row"][:40]) for row in ROWS[section]]


def test_the_list_of_rows_is_whole():
    assert {section: len(found) for section, found in ROWS.items()} == {
        "roles": 28, "skills": 20, "certifications": 6, "progression": 3, "ways_in": 9, "fit": 6, "outlook": 1,
    }  # fmt: skip


@pytest.mark.parametrize("row", rows("roles"))
def test_every_role_that_is_named_is_a_role(kb, row):
    assert row["ids"]
    for key in row["ids"]:
        assert kb.roles[key].kind == "hospital-it"


@pytest.mark.parametrize("row", rows("skills"))
def test_every_skill_that_is_named_is_a_skill_and_needed_or_taught_somewhere(kb, row):
    needed = {n.skill for r in kb.roles.values() for n in r.needs}
    taught = {s for step in kb.steps.values() for s in step.teaches}
    assert row["ids"]
    for key in row["ids"]:
        assert key in kb.skills and key in needed and key in taught


@pytest.mark.parametrize("row", rows("certifications"))
def test_every_certification_that_is_named_is_one_and_can_be_taken(kb, row):
    assert row["ids"]
    for key in row["ids"]:
        assert kb.certs[key].status.value in LIVE_STATUS


@pytest.mark.parametrize(
    "edge", [edge for row in ROWS["progression"] for edge in row.get("edges", ())], ids=" -> ".join
)
def test_every_move_that_is_named_is_a_progression(kb, edge):
    assert " -> ".join(edge) in kb.progressions


SUPPORT = ("help-desk-technician", "it-support-specialist")
ONWARD = {
    "security": ["cybersecurity-analyst", "it-security-specialist"],
    "databases": ["database-administrator"],
    "application support": ["application-support-specialist"],
    "projects": ["it-project-manager"],
}


@pytest.mark.parametrize("start", SUPPORT)
@pytest.mark.parametrize("field", ONWARD)
def test_a_route_leads_from_support_into_each_field(kb, start, field):
    assert any(word in ROWS["progression"][2]["row"] for word in (field, field.rstrip("s")))
    for goal in ONWARD[field]:
        found = routes_to(goal, kb, today=TODAY, start=start).routes
        assert found, goal


@pytest.mark.parametrize("start", SUPPORT)
@pytest.mark.parametrize("top", ["it-manager", "director-of-information-systems"])
def test_a_route_leads_from_support_to_the_top(kb, start, top):
    found = routes_to(top, kb, today=TODAY, start=start).routes
    assert found


@pytest.mark.parametrize("start", ["it-support-specialist", "ehr-analyst", "application-support-specialist"])
def test_a_route_leads_from_it_to_clinical_informatics(kb, start):
    found = routes_to("clinical-informatics-specialist", kb, today=TODAY, start=start).routes
    assert found


WAYS_IN = {
    "bachelor's degree": ["bachelor-information-technology", "bachelor-health-informatics"],
    "community college": [
        "community-college-health-it-certificate", "associate-health-information-management", "bachelor-biomedical-engineering",
    ],
    "boot camp": ["coding-boot-camp"],
    "internship": ["help-desk-internship"],
    "volunteering": ["hospital-it-volunteering"],
    "personal projects": ["portfolio"],
    "professional networking": ["professional-networking"],
    "first entry-level job": ["job-help-desk-year", "job-it-support-year"],
    "continuing education": ["continuing-education-habit"],
}  # fmt: skip


@pytest.mark.parametrize("row", rows("ways_in"))
def test_every_way_in_is_an_activity_with_hours_cost_and_what_it_teaches(kb, row):
    (ids,) = [found for start, found in WAYS_IN.items() if row["row"].startswith(start)]
    for key in ids:
        activity = kb.activities[key]
        assert activity.hours.high > 0 or activity.kind == "job", key  # a job's hours are paid
        assert activity.hours.source in kb.sources and activity.cost.source in kb.sources
        assert activity.teaches.keys() <= kb.skills.keys() and activity.teaches, key


FIT = {
    "likes solving puzzles": (["likes-puzzles"], ["solving puzzles", "how things work"]),
    "sense of responsibility": (["likes-accuracy"], ["responsibility", "accuracy"]),
    "fast-paced": (
        ["likes-pressure", "likes-quiet"],
        ["fast-paced", "high-pressure", "around the clock", "shifts", "weekends", "holidays", "nine-to-five"],
    ),
    "works with doctors": (["likes-people"], ["doctors, nurses and administrative staff", "stress"]),
    "wants visible impact": (["likes-effect"], ["helps patients"]),
    "keeps learning": (["likes-learning"], ["technology", "learning"]),
}


@pytest.mark.parametrize("row", rows("fit"))
def test_every_sign_of_fit_is_asked_about(kb, row):
    ((signs, wanted),) = [found for start, found in FIT.items() if row["row"].startswith(start)]
    asked = " ".join(kb.vocabulary[sign].title for sign in signs).lower()
    assert all(words in asked for words in wanted)
    assert all(kb.vocabulary[sign].wishes for sign in signs)


DRIVERS = {
    "EHR": "driver-ehr", "telehealth": "driver-telehealth", "AI and ML": "driver-ai-ml", "data analytics": "driver-data-analytics",
    "wearables and IoT": "driver-wearables-iot", "VR and AR": "driver-vr-ar", "cloud": "driver-cloud", "cybersecurity": "driver-cybersecurity",
}  # fmt: skip


def test_every_driver_of_demand_that_is_named_drives_some_role(kb):
    (row,) = ROWS["outlook"]
    driven = {driver for role in kb.roles.values() for driver in role.drivers}
    for words, driver in DRIVERS.items():
        assert words in row["row"] and kb.vocabulary[driver].group == "driver" and driver in driven


def test_every_hospital_role_has_drivers_and_growth_openings_and_a_date_where_there_is_a_projection(kb):
    without = []
    for key in kb.indexes.ranked_roles:
        role = kb.roles[key]
        assert role.drivers, key
        assert all(kb.vocabulary[driver].group == "driver" for driver in role.drivers), key
        if role.outlook is None:
            without.append(role.occupation.code)
            continue
        assert role.outlook.openings_per_year and role.outlook.period, key
        assert date.fromisoformat(kb.as_of(role.outlook)) <= TODAY, key
    assert without == ["15-1211.01", "29-1229.00"]  # Physicians, All Other: no projection is published for it alone


BY_THE_MONTH = re.compile(r"\$\d+(?:\.\d+)? a month|by the month", re.I)


def test_a_price_by_the_month_that_a_note_names_is_a_figure_that_plans_can_count(kb):
    for cert in kb.certs.values():
        if BY_THE_MONTH.search(cert.fee.note or ""):
            assert cert.fee.monthly_usd, cert.id
            assert cert.fee.as_of and kb.sources[cert.fee.source].url, cert.id


def test_an_admission_that_was_not_read_is_marked_so_that_plans_say_it(kb):
    for cert in kb.certs.values():
        is_unread = re.search(r"not read (who|how)|could not read the handbook", cert.eligibility) is not None
        assert (cert.admission == "unread") == is_unread, cert.id
