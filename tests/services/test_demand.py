"""A counselor's table of state lists."""

from __future__ import annotations

import pytest

from careerpath.errors import CareerpathError
from careerpath.services.demand import read_demand


def table(tmp_path, day):
    file = tmp_path / "list.csv"
    file.write_text(f"soc,state,list,date,address\n15-1232,OH,Top Jobs,{day},\n")
    return file


@pytest.mark.parametrize("day", ["2026-07", "2026-07-01", "2024-02-29"])
def test_a_day_of_the_calendar_is_taken(tmp_path, day):
    assert [one.date for one in read_demand(table(tmp_path, day))] == [day]


@pytest.mark.parametrize("day", ["2026-02-31", "2026-13", "2026-00", "2026", "07/2026", ""])
def test_another_one_is_named_with_its_line(tmp_path, day):
    with pytest.raises(CareerpathError, match=r"list.csv:2: date: .* is no date; write it as 2026-07"):
        read_demand(table(tmp_path, day))
