"""The calendar file, read by another program."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.pathway.dates import HoursIn
from careerpath.pathway.plan import make_plan
from careerpath.pathway.request import PlanRequest
from careerpath.people.profile import HeldCertification, Profile
from careerpath.record import replace
from careerpath.rendering.calendar import escape, fold, ics
from careerpath.rules.standing import stand
from careerpath.services.planning import plan_again, saved
from tests.pathway.plan_worlds import START, cert, role, world

KB = world(cert("basic", usd=200, years=3), cert("expert", certifications=("basic",)))


def text(start: date = START) -> str:
    plan = make_plan(PlanRequest(goals=("expert",), start=start, hours_per_week=10), stand(Profile(), KB, START), KB)
    return ics(plan, KB, START)


def events(data: str) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def titled(found: dict[str, icalendar.Event], title: str) -> icalendar.Event:
    return next(event for event in found.values() if event["SUMMARY"].startswith(title))


def test_every_step_has_weekly_sessions_and_every_exam_a_day_to_book_it_and_its_day():
    found = events(text())
    titles = sorted(str(event["SUMMARY"]).split(" until")[0] for event in found.values())
    booked = ["Book by today: Basic", "Book by today: Expert"]
    assert titles == ["Basic", "Basic is valid", *booked, "Exam: Basic", "Exam: Expert", "Expert"]
    exam, study = titled(found, "Exam: Basic"), titled(found, "Basic")
    assert all((event["DTEND"].dt - event["DTSTART"].dt).days == 1 for event in found.values())
    assert study["RRULE"]["FREQ"] == ["WEEKLY"] and study["RRULE"]["UNTIL"] == [exam["DTSTART"].dt]
    assert titled(found, "Book by").get("DTSTART").dt <= exam["DTSTART"].dt


def test_an_end_is_told_ninety_days_before_it_also_of_what_is_held():
    person = Profile(certifications=(HeldCertification(id="basic", expires="2028-03-31"),))
    plan = make_plan(PlanRequest(goals=("expert",), start=START, hours_per_week=10), stand(person, KB, START), KB)
    told = titled(events(ics(plan, KB, START)), "Basic is valid until 2028-03-31")
    assert told["DTSTART"].dt == date(2028, 3, 31) - timedelta(days=90)


def test_no_session_lies_in_a_time_off():
    off = (START + timedelta(days=5), START + timedelta(days=16))
    asked = PlanRequest(goals=("expert",), start=START, hours_per_week=5, hours_in=(HoursIn(*off, 0.0),))
    plan = make_plan(asked, stand(Profile(), KB, START), KB)
    text = ics(plan, KB, START)
    left_out = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("EXDATE")]
    assert left_out and all(f"{off[0]:%Y%m%d}" <= day <= f"{off[1]:%Y%m%d}" for day in left_out)


def test_a_plan_made_again_has_the_same_ids_a_higher_sequence_and_cancels_what_fell_away():
    both = world(cert("one", usd=200), cert("two", usd=100, hours=30), role("goal", {}, expected=["one"]))
    first = make_plan(
        PlanRequest(goals=("goal",), start=START, hours_per_week=10, wishes=("two",)),
        stand(Profile(), both, START),
        both,
    )
    file = saved(first, both, START)
    asked = replace(plan_again(file, START, both), wishes=())
    second = make_plan(asked, stand(Profile(), both, START), both)
    before = events(ics(first, both, START))
    after = events(ics(second, both, START, before=file))
    assert {int(event["SEQUENCE"]) for event in before.values()} == {0}
    assert {int(event["SEQUENCE"]) for event in after.values()} == {1}
    gone = {uid for uid, event in after.items() if event.get("STATUS") == "CANCELLED"}
    assert before.keys() - gone <= after.keys() - gone
    assert {str(before[uid]["SUMMARY"]) for uid in gone & before.keys()} == {"Two", "Exam: Two", "Book by today: Two"}


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
