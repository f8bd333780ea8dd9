"""What an exam asks, what is free for it, and what it costs members and students: on its page and in plans."""

from __future__ import annotations

from careerpath.pathway.plan import make_plan
from careerpath.pathway.request import PlanRequest
from careerpath.record import replace
from careerpath.rendering import words
from careerpath.rules.prices import other_prices
from careerpath.rules.standing import stand
from tests.pathway.plan_worlds import START, cert, world
from tests.pathway.test_time_in_plans import PERSON, TODAY


def test_twenty_exams_name_their_objectives_and_every_page_is_a_secure_address(kb):
    prepared = [one for one in kb.certs.values() if one.prepare]
    assert len(prepared) >= 20
    for one in prepared:
        material = words.free_material(one, kb)
        assert len(material) == 1 + len(one.prepare.free)
        assert all("https://" in line for line in material)


def test_page_and_plan_say_with_what_to_prepare_and_when_to_book(run):
    for command in (("certs", "sec+"), ("plan", "sec+")):
        page = " ".join(run(*command, "--plain").out.split())
        assert "To prepare, free" in page and "https://www.professormesser.com/" in page
        assert "explain every line of its official objectives" in page


def test_a_plan_without_exams_says_nothing_of_booking():
    assert words.free_material(cert("exam"), world(cert("exam"))) == []


def test_a_price_says_what_it_asks_for_and_whether_that_saves(kb):
    told = "; ".join(other_prices(kb.certs["pmi-capm"]))
    assert "members pay $225 (with a PMI membership, $164 a year, which is more than the $75 it saves)" in told
    assert "students pay $225 (with a PMI membership for students, $32 a year)" in told
    unpublished = "; ".join(other_prices(kb.certs["comptia-network-plus"]))
    assert "a price of their own, which is not published" in unpublished


def test_every_price_that_is_told_is_below_the_list_price(kb):
    for one in kb.certs.values():
        for price in one.prices:
            known = {"member": one.fee.member_usd, "student": one.fee.student_usd}
            usd = price.usd if price.usd is not None else known.get(price.who)
            assert usd is None or one.fee.usd is None or usd < one.fee.usd, one.id
            assert price.usd is None or known.get(price.who) in (None, price.usd), one.id


def test_the_plan_tells_other_prices_and_counts_the_list_price(kb):
    person = stand(PERSON, kb, TODAY)
    asked = PlanRequest(goals=("pmi-capm",), start=START)
    found = make_plan(asked, person, kb)
    assert found.fee_usd == 300 and any("PMI membership" in note for note in found.notes)
    member = make_plan(replace(asked, member=True), person, kb)
    assert member.fee_usd == 225 and not any("for students" in note for note in member.notes)
