"""What a step costs one person: reduced prices, what is passed, what somebody else pays, both ends of a range."""

from __future__ import annotations

import pytest

from careerpath.knowledge.models import Exam, Fee, Renewal
from careerpath.record import replace
from careerpath.rules.prices import Prices
from tests.worlds import activity, cert, constants, knowledge, requires

FEE = Fee(usd=300, member_usd=200, student_usd=250, source="book")
TWO = replace(cert("a", usd=500), exams=(Exam(code="1", part="one"), Exam(code="2", part="two")))


@pytest.mark.parametrize(
    ("prices", "usd"),
    [
        (Prices(), 300),
        (Prices(student=True), 250),
        (Prices(member=True), 200),
        (Prices(student=True, member=True), 200),
        (Prices(covered=frozenset(["cert"])), 0),
    ],
)
def test_the_lowest_price_that_somebody_is_entitled_to(prices, usd):
    one = replace(cert("cert"), fee=FEE)
    assert prices.price_of(one) == usd
    assert (prices.span_of(one).low, prices.span_of(one).high) == (usd, usd)


def test_what_an_employer_sponsors_is_free_as_an_exam_and_not_as_a_course():
    sponsored = requires(sponsor=True)
    assert Prices().price_of(replace(cert("cert", usd=900), requires=sponsored)) == 0
    assert Prices().price_of(replace(activity("course", usd=900), requires=sponsored)) == 900


def test_a_range_has_both_its_ends_and_its_middle():
    lab = activity("lab", usd=[0, 150])
    assert Prices().price_of(lab) == 75
    assert (Prices().span_of(lab).low, Prices().span_of(lab).high) == (0, 150)
    covered = Prices(covered=frozenset(["lab"])).span_of(lab)
    assert (covered.low, covered.high) == (0, 0)


def test_a_fee_that_is_not_published_is_no_price():
    unknown = cert("cert", usd=None)
    assert Prices().price_of(unknown) is None
    assert Prices().span_of(unknown) is None
    assert Prices().second_try(unknown) is None
    stand_in = constants()["plan-unknown-fee"].value
    assert Prices().reckoned(unknown, knowledge("{}")) == stand_in


def test_a_part_that_is_passed_is_not_paid_again():
    passed = Prices(passed={"a": ("one",)})
    assert Prices().price_of(TWO) == 500
    assert passed.price_of(TWO) == 250
    assert Prices().second_try(TWO) == 250
    assert passed.second_try(TWO) == 250


def test_a_second_try_is_one_exam_and_nothing_for_what_is_none():
    assert Prices().second_try(cert("cert", usd=300)) == 300
    assert Prices().second_try(cert("cert", usd=300, kind="course")) == 0
    assert Prices().second_try(activity("lab", usd=300)) == 0


def test_a_renewal_without_a_fee_costs_at_most_half_of_the_exam():
    kb = knowledge("{}")
    stand_in = constants()["plan-unknown-fee"].value
    known = replace(cert("cert", usd=100), renewal=Renewal(source="book"))
    assert Prices().renewal_reckoned(known, 40, kb) == 40
    assert Prices().renewal_reckoned(known, None, kb) == 50
    assert Prices().renewal_reckoned(replace(known, renewal=None), None, kb) == stand_in
    dear = replace(known, fee=replace(FEE, usd=10 * stand_in))
    assert Prices().renewal_reckoned(dear, None, kb) == stand_in


def monthly(usd: float = 49, hours=(120, 240)):
    return replace(
        cert("course", hours=list(hours), kind="programme"), fee=Fee(usd=None, monthly_usd=usd, source="book")
    )


@pytest.mark.parametrize(
    ("fewest", "most", "low", "high"), [(10, 10, 3 * 49, 6 * 49), (6, 6, 5 * 49, 10 * 49), (6, 10, 3 * 49, 10 * 49)]
)
def test_what_is_paid_by_the_month_costs_the_months_that_its_study_takes(fewest, most, low, high):
    prices = Prices(fewest_hours=fewest, most_hours=most)
    span = prices.span_of(monthly())
    assert (span.low, span.high, prices.price_of(monthly())) == (low, high, (low + high) / 2)
    assert prices.second_try(monthly()) == 0


def test_a_month_that_is_begun_is_paid_and_what_others_pay_is_free():
    assert Prices(fewest_hours=60, most_hours=60).span_of(monthly(hours=(1, 1))).high == 49
    covered = Prices(covered=frozenset(["course"])).span_of(monthly())
    assert (covered.low, covered.high) == (0, 0)


def test_a_price_by_the_month_is_no_list_price_and_needs_hours():
    with pytest.raises(ValueError, match="monthly_usd"):
        Fee(usd=100, monthly_usd=49, source="book")
    with pytest.raises(ValueError, match="study_hours"):
        replace(cert("course"), fee=Fee(usd=None, monthly_usd=49, source="book"))
