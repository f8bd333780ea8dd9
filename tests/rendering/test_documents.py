"""Roadmaps as files: the same words in all of them, two pages, tagged, the same bytes."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import icalendar
import pytest

from careerpath.people.client import Action
from careerpath.people.profile import HeldRole, Limits, Profile, read_profile
from careerpath.record import replace
from careerpath.rendering.page import Bullets, Cards, Facts, Page, References, Section, Table, Text
from careerpath.rendering.page import Path as Route
from careerpath.rendering.paper import PaperOptions, format_of, page_of, render, render_roadmap
from careerpath.rendering.session_page import INGREDIENTS
from careerpath.services.roadmap import make_roadmap
from careerpath.services.session import surprises
from tests.conftest import ROOT, TODAY
from tests.rendering.documents import (
    EACH,
    EXAMPLES,
    GOALS,
    Reader,
    bare,
    html_of_markdown,
    pdf_facts,
    pdf_text,
    pdf_words,
    poppler,
    roadmap_of,
    said,
)  # fmt: skip
from tests.rendering.pages import document, every_block
from tests.sampling import drawn

OPTIONS = PaperOptions(organization="Riverside Workforce Center", made=TODAY)


def written(page: Page, kind: str, options: PaperOptions = OPTIONS) -> str:
    return render(page, kind, options).data.decode()


def on_paper(page: Page, folder: Path, options: PaperOptions = OPTIONS) -> Path:
    file = folder / "page.pdf"
    file.write_bytes(render(page, "pdf", options).data)
    return file


@pytest.mark.parametrize("example", EACH)
def test_every_example_has_two_pages_for_six_goals_that_say_the_same_in_every_file(kb, tmp_path, example):
    for goal in GOALS:
        page = page_of(roadmap_of(example, goal, kb, name="Maria Muñoz"), kb, OPTIONS)
        file, words = on_paper(page, tmp_path), bare(said(page))
        facts = pdf_facts(file)
        assert (facts["Pages"], facts["Tagged"], facts["Page size"]) == ("2", "yes", "612 x 792 pts (letter)"), goal
        assert bare(pdf_words(file)) == bare(page.head) + words, goal
        assert bare(Reader(written(page, "html")).text) == words, goal
        assert bare(Reader(html_of_markdown(written(page, "md"))).text) == bare(page.head) + words + bare(page.foot)
        assert OPTIONS.organization in pdf_text(file) and "2 of 2" in pdf_text(file)


@pytest.mark.parametrize(("example", "goal"), [("coder", "him-manager"), ("nurse", None), ("student", "cio")])
def test_no_word_runs_into_the_margin(kb, tmp_path, example, goal):
    for large in (False, True):
        page = page_of(roadmap_of(example, goal, kb), kb, OPTIONS)
        file = on_paper(page, tmp_path, replace(OPTIONS, large_print=large))
        ends = re.findall(r'xMax="([\d.]+)"', poppler("pdftotext", "-bbox", file, "-"))
        assert max(map(float, ends)) <= (8.5 - 0.7) * 72 + 0.5


@pytest.mark.parametrize("length", [20, 40, 200])
def test_a_very_long_word_stays_on_the_page_and_is_read_whole(kb, tmp_path, length):
    word = ("abcdmefghij" * 20)[:length]
    agreed = (Action(1, "2026-11-22", f"Ask {word}", None, None),)
    page = page_of(roadmap_of("nurse", None, kb, name=f"Anna {word}", agreed=agreed), kb, OPTIONS)
    page.add(Cards(tuple(Section(word, (Text(word), Facts((("Pay", word),)))) for _ in range(3))))
    page.add(Table(("Step", "From", "Done by", "Why"), ((word, "Nov 22, 2026", "Dec 22, 2026", word),), ticks=True))
    file = on_paper(page, tmp_path)
    ends = re.findall(r'xMax="([\d.]+)"', poppler("pdftotext", "-bbox", file, "-"))
    assert max(map(float, ends)) <= (8.5 - 0.7) * 72 + 0.5
    assert bare(pdf_words(file)).count(word) == 2 + 3 * 3 + 2
    assert bare(pdf_text(file)).count(word) >= 2 + 3 * 3 + 1  # the foot may stand within one that goes on overleaf
    assert "\u200b" not in pdf_text(file)


@pytest.mark.parametrize("page", [document(), every_block()], ids=["document", "every block"])
def test_any_page_says_the_same_in_every_file(tmp_path, page):
    words = bare(said(page))
    assert bare(pdf_words(on_paper(page, tmp_path))) == bare(page.head) + words
    assert bare(Reader(written(page, "html")).text) == words
    assert bare(Reader(html_of_markdown(written(page, "md"))).text) == bare(page.head) + words + bare(page.foot)
    named_by_rows = {"Step", "Skill"}  # in linear text a row begins with what it is about
    assert set(re.findall(r"\w+", said(page))) - named_by_rows <= set(re.findall(r"[^\W_]+", written(page, "txt")))


@pytest.mark.parametrize("example", EXAMPLES)
def test_a4_has_two_pages_too_and_large_print_is_large(kb, tmp_path, example):
    page = page_of(roadmap_of(example, "network-administrator", kb), kb, OPTIONS)
    facts = pdf_facts(on_paper(page, tmp_path, replace(OPTIONS, paper="a4")))
    assert (facts["Pages"], facts["Page size"]) == ("2", "595.276 x 841.89 pts (A4)")
    assert smallest(on_paper(page, tmp_path)) >= 9
    assert smallest(on_paper(page, tmp_path, replace(OPTIONS, large_print=True))) >= 16


def smallest(file: Path) -> float:
    """The smallest size of any text [pt]."""
    sizes = re.findall(
        r'<fontspec[^>]* size="([\d.]+)"', poppler("pdftohtml", "-xml", "-stdout", "-i", "-zoom", "1", file)
    )
    return min(map(float, sizes))


@pytest.mark.slow
def test_the_roadmap_to_any_role_has_two_pages_for_every_example(kb, tmp_path):
    for example in EXAMPLES:
        for role in kb.indexes.ranked_roles:
            page = page_of(roadmap_of(example, role, kb, name="Maria Muñoz"), kb, OPTIONS)
            assert pdf_facts(on_paper(page, tmp_path))["Pages"] == "2", (example, role)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_source_is_cited_and_every_citation_has_its_source(kb, example):
    page = page_of(roadmap_of(example, "cybersecurity-analyst", kb), kb, OPTIONS)
    (sources,) = (b for s in page.blocks if isinstance(s, Section) for b in s.blocks if isinstance(b, References))
    cited = {int(n) for group in re.findall(r"\[([\d, ]+)\]", said(page)) for n in group.split(", ")}
    assert cited == set(range(1, len(sources.items) + 1))
    assert all(re.search(r"\((no date, read )?(19|20)\d\d", text) for text, _ in sources.items)


def test_every_sum_of_money_in_the_tables_and_cards_stands_beside_its_source(kb):
    page = page_of(roadmap_of("student", None, kb), kb, OPTIONS)
    cited = re.findall(r"\$[\d,]+ a year[^\[$]*(?:\$[\d,]+ \w+ the median of your job)? \[\d", said(page))
    assert len(cited) == len(re.findall(r"\$[\d,]+ a year", said(page))) == 3


def test_the_same_inputs_give_the_same_bytes_and_another_day_others(kb):
    one, two = (render_roadmap(roadmap_of("nurse", None, kb), kb, "pdf", OPTIONS).data for _ in "ab")
    assert one == two
    assert render_roadmap(roadmap_of("nurse", None, kb), kb, "pdf", replace(OPTIONS, made=date(2027, 1, 1))).data != one


NAMES = ("Łukasz Żółć", "Ñandú Müller-Søren", "Борис Щукин", "Σωκράτης Ώριμος")


@pytest.mark.parametrize("name", NAMES)
def test_names_in_latin_cyrillic_and_greek_letters_come_right(kb, tmp_path, name):
    printed = render_roadmap(roadmap_of("nurse", None, kb, name=name), kb, "pdf", OPTIONS)
    assert printed.warnings == ()
    (tmp_path / "name.pdf").write_bytes(printed.data)
    assert name in pdf_text(tmp_path / "name.pdf")


@pytest.mark.parametrize("name", ["山田太郎", "محمد علي", "דוד לוי"])
def test_names_in_other_scripts_come_right_or_are_named_in_one_warning(kb, tmp_path, name):
    printed = render_roadmap(roadmap_of("nurse", None, kb, name=name), kb, "pdf", OPTIONS)
    (tmp_path / "name.pdf").write_bytes(printed.data)
    shown = pdf_text(tmp_path / "name.pdf")
    for character in name.replace(" ", ""):
        assert character in shown or character in printed.warnings[0], character


def test_characters_that_no_font_has_are_named_in_one_warning(kb, tmp_path):
    printed = render_roadmap(roadmap_of("nurse", None, kb, name="A\U0010fffd\U0010fffeB"), kb, "pdf", OPTIONS)
    (warning,) = printed.warnings
    assert "U+10FFFD" in warning and "\n" not in warning
    (tmp_path / "name.pdf").write_bytes(printed.data)
    assert "A\ufffd\ufffdB" in pdf_text(tmp_path / "name.pdf")


def test_the_calendar_and_the_data_are_those_of_the_plan(kb):
    roadmap = roadmap_of("student", None, kb)
    calendar = icalendar.Calendar.from_ical(render_roadmap(roadmap, kb, "ics", OPTIONS).data.decode())
    titles = {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")}
    data = json.loads(render_roadmap(roadmap, kb, "json", OPTIONS).data)
    assert {step["title"] for step in data["plan"]["steps"]} <= titles
    assert data["schema"] == "careerpath/roadmap/1" and data["route"]["roles"][-1] == data["goal"]


def test_a_plan_that_does_not_reach_the_goal_is_headed_by_what_is_missing(kb):
    short, whole = (
        roadmap_of(example, goal, kb) for example, goal in (("nurse", "biomedical-engineer"), ("coder", "data-analyst"))
    )
    assert short.plan.is_first_part and not whole.plan.is_first_part
    assert "First part: it brings you to" in said(page_of(short, kb, OPTIONS))
    assert "First part" not in said(page_of(whole, kb, OPTIONS))


def test_later_stages_stand_below_the_dated_steps_as_a_sketch(kb):
    roadmap = roadmap_of("nurse", "cybersecurity-analyst", kb)
    text = said(page_of(roadmap, kb, OPTIONS))
    assert len(roadmap.plan.stages) >= 2
    assert "Stage 1: working as Registered Nurse" in text
    assert re.search(r"Stage 2: working as [^:]+, until you are ready for [^:]+: [^.]* \(a sketch\)", text)


def test_no_paper_for_a_client_tells_of_commands_or_hides_what_was_assumed(kb):
    person = read_profile(ROOT / "examples/nurse.yaml", kb, today=TODAY, cache_dir=None)
    person = replace(person, limits=replace(person.limits, hours_per_week=None))
    text = said(page_of(make_roadmap(person, kb, "him-manager", TODAY), kb, OPTIONS))
    assert "6 h a week assumed" in text and not re.search("careerpath (routes|plan|quiz)", text)


def test_where_no_role_fits_the_paper_says_so_and_nothing_else_in_its_place(kb):
    limits = Limits(state="WA", hours_per_week=15, night_shift=False, on_call=False, patient_facing=False)
    person = Profile(roles=(HeldRole(role="student-no-experience", years=0.0, current=True),), limits=limits)
    for session in (False, True):
        roadmap = make_roadmap(person, kb, "cybersecurity-analyst", TODAY)
        text = said(page_of(roadmap, kb, OPTIONS, session=session))
        assert not roadmap.answer.suggestions
        assert "No role fits you and all your limits as things stand." in text and "WA are not" not in text


def test_a_second_attempt_has_no_price_where_the_first_has_none(kb):
    text = said(page_of(roadmap_of("veteran", "aami-cabt", kb), kb, OPTIONS))
    assert re.search(r"\(CABT\) ask \[\d+\] ask ", text)


def test_a_surprising_match_tells_readiness_first_and_what_speaks_against_it_last(kb):
    found = [one for example in EXAMPLES for one in surprises(roadmap_of(example, "him-manager", kb))]
    assert all(re.match(r"\d+% of its needs", one.reasons[0]) for one in found)
    assert any(one.caution for one in found)
    assert not any("few people" in reason for one in found for reason in one.reasons)


def test_little_readiness_alone_is_no_reason_to_talk_about_a_role(kb):
    goals = (None, "him-manager")
    found = [one for example in EXAMPLES for goal in goals for one in surprises(roadmap_of(example, goal, kb))]
    alone = [one.ranked.readiness.score for one in found if len(one.reasons) == 1]
    assert alone and min(alone) >= 0.5


def test_the_three_times_are_told_apart(kb):
    text = said(page_of(roadmap_of("coder", "clinical-documentation-specialist", kb), kb, OPTIONS))
    assert "Ready to apply in about 3 months" in text
    assert "People take 2-4 years from their first day in the job before (estimate)" in text
    assert "weeks, up to 6 h a week); 61.5 hours in all" in text


AGREED = (Action(1, "2026-11-22", "Call the college.", "2026-12-01", None),)


def test_agreed_actions_are_on_the_page(kb):
    text = said(page_of(roadmap_of("nurse", None, kb, agreed=AGREED), kb, OPTIONS))
    assert "Agreed, and notes" in text and "Call the college (by Dec 1, 2026)" in text


def test_the_sheet_for_the_talk_tells_what_is_agreed_from_what_is_suggested(kb):
    agreed, alone = (
        said(page_of(roadmap_of("nurse", None, kb, agreed=some), kb, OPTIONS, session=True)) for some in (AGREED, ())
    )
    assert "Call the college (by Dec 1, 2026)" in agreed and "not yet agreed" not in agreed
    assert re.search(r"Suggested, not yet agreed: [^.]+ \(for example by Nov 29, 2026\)\.", alone)


@pytest.mark.parametrize("example", drawn(EXAMPLES, 2))
def test_the_sheet_for_the_talk_is_one_page_with_every_ingredient(kb, tmp_path, example):
    for goal in (None, "director-of-information-systems"):
        if goal is None and example == "unit-secretary":
            continue
        page = page_of(roadmap_of(example, goal, kb, name="Maria Muñoz"), kb, OPTIONS, session=True)
        assert pdf_facts(on_paper(page, tmp_path))["Pages"] == "1"
        assert all(name in said(page) for name, _ in INGREDIENTS)
        assert "worth talking about because" in said(page)


def test_the_method_names_every_ingredient():
    text = (ROOT / "docs/method.md").read_text(encoding="utf-8")
    assert all(f"**{name}**" in text for name, _ in INGREDIENTS)


def test_the_suffix_says_the_format():
    assert [format_of(Path(f"a.{suffix}")) for suffix in ("PDF", "htm", "md", "ics")] == ["pdf", "html", "md", "ics"]


def test_a_document_of_any_length_is_written_whole(tmp_path):
    page = Page("Long")
    page.add(Bullets(tuple(f"item{n}" for n in range(300))), Text("end"))
    assert bare(pdf_words(on_paper(page, tmp_path))) == bare(said(page))


LATER_EXAMS = ("aami-cbet", "isc2-cissp", "himss-cphims", "comptia-security-plus")
"""Three of them can be sat only after work in a job that most people do not have yet."""


@pytest.mark.parametrize("exam", drawn(LATER_EXAMS, 2))
@pytest.mark.parametrize("example", EACH)
def test_the_roadmap_to_an_exam_leads_to_the_exam_in_every_kind_of_file(kb, example, exam):
    roadmap = roadmap_of(example, exam, kb)
    page = page_of(roadmap, kb, OPTIONS)
    for path in (block for one in page.blocks if isinstance(one, Section) for block in one.blocks):
        if isinstance(path, Route):
            assert len(path.stops) == len(path.legs) + 1 and path.stops[-1][0] == kb.certs[exam].title
    for kind in ("txt", "md", "html"):
        assert bare(kb.certs[exam].title) in bare(Reader(written(page, kind)).text)
