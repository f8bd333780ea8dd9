"""Dates of positions: the ways people write them, and months counted once."""

import pytest

from careerpath.importers.dates import Month, Period, fault, find_months, find_period, find_periods, months_of, spans_of
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
        ("10/2022–Pres.", Month(2022, 10), None),
        ("01/22-PRES", Month(2022, 1), None),
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


@pytest.mark.parametrize(
    "text, period, months",
    [
        ("summers 2011-2013", "the summers of 2011 to 2013", 9),
        ("Summers of 2011 – 2013", "the summers of 2011 to 2013", 9),
        ("Summers: 2011 to 2012", "the summers of 2011 to 2012", 6),
        ("2011 - 2013 (summers)", "the summers of 2011 to 2013", 9),
        ("2011-2013, every summer", "the summers of 2011 to 2013", 9),
        ("summers 2011-13", "the summers of 2011 to 2013", 9),
        ("Winters 2018 - 2019", "the winters of 2018 to 2019", 6),
        ("autumn 2018 - 2019", "the falls of 2018 to 2019", 6),
        ("Summer 2022 - Fall 2024", "2022 to 2024", 24),
        ("Summer 2011 - May 2013", "2011 to 2013-05", 22),
        ("2011 - 2013, Summer 2014", "2011 to 2013", 24),
        ("2011 - 2013", "2011 to 2013", 24),
    ],
)
def test_seasons_of_some_years_are_three_months_of_each(text, period, months):
    found, start, end = find_period(text)
    assert (str(found), text[start:end] in text) == (period, True)
    assert sum(last - first for first, last in spans_of(found, TODAY)) == months


@pytest.mark.parametrize(
    "text, periods",
    [
        ("Jan–Jun 2022", ["2022-01 to 2022-06"]),
        ("January to March 2022", ["2022-01 to 2022-03"]),
        ("Sept. - Dec. 2021", ["2021-09 to 2021-12"]),
        ("Dec - Jan 2022", []),  # of which year the December was is not said
        ("1998-2004 and 2010-2014", ["1998 to 2004", "2010 to 2014"]),
        ("Jan 2019 - Mar 2020, May 2021 - now", ["2019-01 to 2020-03", "2021-05 to now"]),
        ("since 2019, in Ohio since 2020", ["2019 to now", "2020 to now"]),
    ],
)
def test_all_ranges_of_a_line_are_read(text, periods):
    assert [str(period) for period, _, _ in find_periods(text)] == periods
