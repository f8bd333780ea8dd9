"""Who may pay a step: what is known of the person and the step decides, and it is always a thing to ask."""

from __future__ import annotations

import json

import pytest

from careerpath.people.profile import HeldEducation, HeldRole, Profile
from careerpath.record import replace
from careerpath.rules.funding import helping, may_pay, situation_of
from careerpath.rules.prices import Prices
from careerpath.services.monday import monday_card
from tests.conftest import ROOT, TODAY

EXAMPLES = ROOT / "examples"


def person(*roles: str, current: bool = True) -> Profile:
    held = tuple(HeldRole(role=role, years=2.0, current=current) for role in roles)
    return Profile(roles=held, education=HeldEducation(level="high-school"))


PEOPLE = (
    person("unit-secretary"), person("retail-sales-associate"), person(), person("none-student"),
    person("military-electronics-technician", current=False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "step", "asked"),
    [
        (PEOPLE[0], "cisco-ccna", "employer-tuition"),
        (PEOPLE[2], "cisco-ccna", "wioa-training-account"),
        (PEOPLE[4], "cisco-ccna", "gi-bill-tests"),
        (PEOPLE[3], "associate-information-technology", "pell"),
    ],
)
def test_each_kind_of_step_has_its_payer(kb, who, step, asked):
    known = kb.steps.get(step) or next(a for a in kb.activities.values() if a.kind == "degree")
    assert may_pay(known, who, kb, Prices())[0] == asked


def test_only_what_helps_the_person_is_asked_and_nothing_for_what_costs_nothing(kb):
    for who in PEOPLE:
        helped = {fund.id for fund in helping(who, kb)}
        for step in kb.steps.values():
            found = may_pay(step, who, kb, Prices())
            assert set(found) <= helped
            price = Prices().span_of(step)
            if price is not None and not price.low:
                assert found == ()
        assert may_pay(kb.certs["cisco-ccna"], who, kb, Prices(covered=frozenset({"cisco-ccna"}))) == ()


def test_the_monday_card_names_the_first_that_helps(kb):
    for who in PEOPLE:
        card = monday_card(who, "help-desk-technician", kb, TODAY)
        assert card.funding == next(helping(who, kb)) and card.situation == situation_of(who, kb)[0]


def test_a_veteran_at_work_is_helped_as_both(kb):
    both = replace(PEOPLE[1], roles=(*PEOPLE[1].roles, *PEOPLE[4].roles))
    assert may_pay(kb.certs["cisco-ccna"], both, kb, Prices()) == ("gi-bill-tests", "employer-tuition")


def test_the_plan_says_whom_to_ask_and_leaves_out_what_is_paid(run):
    asked = ("plan", "ccna", "--profile", EXAMPLES / "veteran.yaml")
    page = " ".join(run(*asked, "--plain").out.split())
    assert "Who may pay: ask" in page and "GI Bill, license and certification tests (up to $2,000 per exam)" in page
    steps = json.loads(run(*asked, "--json").out)["steps"]
    assert next(step for step in steps if step["id"] == "cisco-ccna")["may_pay"][0] == "gi-bill-tests"
    paid = json.loads(run(*asked, "--pays", "employer:ccna", "--json").out)["steps"]
    assert next(step for step in paid if step["id"] == "cisco-ccna")["may_pay"] == []
