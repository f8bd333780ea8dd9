"""The calendar file, read by another program."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.pathway.plan import make_plan
from careerpath.pathway.request import PlanRequest
from careerpath.people.profile import Profile
from careerpath.rendering.calendar import escape, fold, ics
from careerpath.rules.standing import stand
from tests.pathway.plan_worlds import START, cert, world

KB = world(cert("basic", usd=200, years=3), cert("expert", certifications=("basic",)))


def text(start: date = START) -> str:
    plan = make_plan(PlanRequest(goals=("expert",), start=start, hours_per_week=10), stand(Profile(), KB, START), KB)
    return ics(plan, KB, START)


def events(data: str) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def test_every_step_has_its_span_and_every_exam_its_day():
    found = events(text())
    titles = sorted(str(event["SUMMARY"]) for event in found.values())
    assert titles == ["Basic", "Exam: Basic", "Exam: Expert", "Expert", "Renew Basic"]
    exam = next(e for e in found.values() if e["SUMMARY"] == "Exam: Basic")
    span = next(e for e in found.values() if e["SUMMARY"] == "Basic")
    assert (exam["DTEND"].dt - exam["DTSTART"].dt).days == 1
    assert exam["DTEND"].dt == span["DTEND"].dt


def test_a_later_plan_moves_the_events_and_makes_no_new_ones():
    before, later = events(text()), events(text(date(2027, 2, 1)))
    assert before.keys() == later.keys()
    assert all(before[uid]["DTSTART"].dt < later[uid]["DTSTART"].dt for uid in before)


def test_the_same_plan_is_the_same_file():
    assert text() == text()


@given(st.text(max_size=400))
def test_folded_lines_are_short_and_unfold_to_the_same(line):
    line = line.replace("\r", "").replace("\n", "")
    folded = fold(line)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "").removesuffix("\r\n") == line


@pytest.mark.parametrize("text", ["a;b,c\\d", "line\nbreak", "BEGIN:VEVENT\r\nEND:VEVENT", "naïve 日本語 " * 30])
def test_texts_come_back_as_they_were_and_inject_nothing(text):
    data = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + fold(f"SUMMARY:{escape(text)}") + "END:VEVENT\r\nEND:VCALENDAR\r\n"
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == text.replace("\r\n", "\n")
