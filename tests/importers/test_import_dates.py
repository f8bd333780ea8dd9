"""Dates of positions: the ways people write them, and months counted once."""

import pytest

from careerpath.importers.dates import Month, Period, fault, find_months, find_period, months_of
from tests.importers.import_worlds import TODAY


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Jan 2019", Month(2019, 1)),
        ("September, 2019", Month(2019, 9)),
        ("Sept. 2019", Month(2019, 9)),
        ("2019-03", Month(2019, 3)),
        ("2019/03", Month(2019, 3)),
        ("2019-03-15", Month(2019, 3, 15)),
        ("03/2019", Month(2019, 3)),
        ("3/15/2019", Month(2019, 3, 15)),
        ("March 15, 2019", Month(2019, 3, 15)),
        ("2019", Month(2019)),
        ("2019-13", None),
        ("2019-02-30", None),
        ("1719", None),
        ("soon", None),
        ("", None),
    ],
)
def test_one_date(text, expected):
    assert [month for month, _, _ in find_months(text)] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text, start, end",
    [
        ("Jan 2019 – Present", Month(2019, 1), None),
        ("Jan 2019 - current", Month(2019, 1), None),
        (
            "05/2016 to 05/2019",
            Month(2016, 5),
            Month(2019, 5),
        ),
        (
            "2014—2016",
            Month(2014),
            Month(2016),
        ),
        (
            "Nurse (2014-2016), City",
            Month(2014),
            Month(2016),
        ),
        ("since March 2020", Month(2020, 3), None),
        (
            "2019-01 - 2020-02",
            Month(2019, 1),
            Month(2020, 2),
        ),
    ],
)
def test_a_range_of_dates(text, start, end):
    found = find_period(text)
    assert found is not None
    assert found[0] == Period(start, end)


@pytest.mark.parametrize("text", ["555-0100 2019", "call 614-555-2019", "12 - 15 patients", "NIST 800-53", "room 2019"])
def test_numbers_are_no_range_of_dates(text):
    assert find_period(text) is None


def test_an_exam_code_is_no_date():
    assert find_months("220-1201 and 200-301 and SY0-701") == []


@pytest.mark.parametrize(
    "span, months",
    [
        (Period(Month(2019, 1), Month(2020, 12)), 24),
        (Period(Month(2015), Month(2019)), 48),
        (Period(Month(2019), Month(2019)), 6),
        (Period(Month(2025, 11)), 12),
        (Period(Month(2020, 1), Month(2050, 1)), 82),
    ],
)
def test_months_of_a_period_up_to_today(span, months):
    first, end = months_of(span, TODAY)
    assert end - first == months


def test_impossible_periods_are_named():
    assert fault(Period(Month(2030, 1), None), TODAY) == "it starts in the future"
    assert fault(Period(Month(2020, 5), Month(2019, 5)), TODAY) == "it ends before it starts"
    assert fault(Period(Month(2020), Month(2020, 2)), TODAY) == ""
