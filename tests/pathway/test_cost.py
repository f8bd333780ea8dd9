"""Cost to hold against sheets worked by hand (tests/cases/cost_to_hold.yaml)."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
import yaml

from careerpath.pathway.cost import cost_to_hold
from careerpath.pathway.stock import renewal_of
from careerpath.rules.prices import Prices
from tests.pathway.plan_worlds import cert, world

SHEETS = yaml.safe_load((Path(__file__).parents[1] / "cases" / "cost_to_hold.yaml").read_text())["sheets"]


def built(facts):
    facts = dict(facts)
    renewal = {key: facts.pop(key) for key in ("fee_usd", "per", "hours") if key in facts}
    return cert(facts.pop("id"), usd=facts.pop("usd"), renewal=renewal or None, **facts)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet["name"])
def test_a_sheet_worked_by_hand_comes_out_to_the_cent(sheet):
    certs, held = [built(c) for c in sheet["certs"]], [built(c) for c in sheet.get("held", [])]
    kb, prices = world(*certs, *held), Prices(sheet.get("student", False), sheet.get("member", False))
    for years, usd, hours in zip((1, 3, 5), sheet["usd"], sheet["hours"], strict=True):
        cost = cost_to_hold(certs, years, kb, prices, held)
        assert cost.total_usd == pytest.approx(usd, abs=0.005)
        assert cost.hours == hours
        assert cost.is_at_least == (years in sheet.get("least", []))


def test_there_are_at_least_twenty_five_sheets():
    assert len(SHEETS) >= 25


def test_no_other_choice_of_renewals_costs_less(kb):
    """All CompTIA certifications together: the renewals paid are a cheapest set that keeps them all."""
    certs = [c for c in kb.certs.values() if c.issuer == "CompTIA" and c.validity.years]
    cost = cost_to_hold(certs, 3, kb)
    fees = {c.id: (renewal_of(c)[0] or 0) for c in certs}
    paid = sum(fees[line.id] for line in cost.lines if not line.carried_by)

    def keeps_all(kept):
        return all(c.id in kept or set(c.renewed_by) & set(kept) for c in certs)

    ids = [c.id for c in certs]
    sets = (kept for size in range(len(ids) + 1) for kept in combinations(ids, size) if keeps_all(kept))
    assert paid == min(sum(fees[k] for k in kept) for kept in sets)


def test_the_difference_to_the_price_is_shown(kb):
    cost = cost_to_hold([kb.certs["comptia-security-plus"]], 3, kb)
    assert cost.total_usd == cost.headline_usd + cost.beyond_headline_usd
    assert cost.beyond_headline_usd > 0
