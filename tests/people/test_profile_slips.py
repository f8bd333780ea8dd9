"""Slips in a profile that somebody writes by hand: the line, in plain words, with the way out."""

import pytest

from careerpath.errors import BadDataError
from careerpath.people.profile import parse_profile

HEAD = "schema: careerpath/profile/1\n"
SLIPS = {
    "roles:\n\t- {role: registered-nurse}\n": (3, "a tab"),
    "roles:\n  - {role: registered-nurse}\n - {role: medical-coder}\n": (4, "indented otherwise"),
    "roles: [{role: registered-nurse}\n": (2, "a comma is missing, or a bracket"),
    "name: 'Ann\n": (2, "a quote is not closed"),
    "name: @ann\n": (2, "begins with '@' needs quotes"),
    "roles:\n  * registered-nurse\n": (3, "begins with `- `"),
    "pay_now_usd = 78000\nname: x\n": (2, "`key: value`"),
    "roles:\n  - {role: registered-nurse, years: 6,5}\n": (3, "a comma stands in a number before 5"),
    "limits: {budget_usd: 1,500}\n": (2, "a comma stands in a number before 500"),
    "licenses: [registered-nurse]\n": (2, "`licences` may be meant"),
    "skils: {sql: 2}\n": (2, "`skills` may be meant"),
    "role:\n  - {role: registered-nurse}\n": (2, "`roles` may be meant"),
    "Roles:\n  - {role: registered-nurse}\n": (2, "`roles` may be meant"),
    "hours_per_week: 5\n": (2, "under `limits:`"),
    "limits: {budget: 1500}\n": (2, "`budget_usd` may be meant"),
    "education: {level: bachelor, major: nursing}\n": (2, "`field` may be meant"),
    "ehr: Epic\n": (2, "a list: `[epic]`"),
    "skills: {sql: good}\n": (2, "a number from 0 to 5"),
    "roles:\n  - {role: registered-nurse, until: 2024}\n": (3, "a month such as 2024-05"),
    "roles:\n  - {role: registered-nurse, years: five}\n": (3, "a number such as 6.5"),
    "pay_now_usd: $1500\n": (2, "a number without signs or commas"),
    "goal: onet-15-1244.00\n": (2, "none of the roles here"),
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_told_with_its_line_and_the_way_out(kb, text):
    line, says = SLIPS[text]
    with pytest.raises(BadDataError) as told:
        parse_profile(HEAD + text, "me.yaml", kb)
    first = told.value.problems[0]
    assert (first.line, says in first.message) == (line, True), first


@pytest.mark.parametrize("text", SLIPS)
def test_no_word_of_the_parser_is_left(kb, text):
    with pytest.raises(BadDataError) as told:
        parse_profile(HEAD + text, "me.yaml", kb)
    for problem in told.value.problems:
        for word in ("token", "indicator", "expected", "stream", "array", "mapping"):
            assert word not in problem.message


def test_hard_blanks_before_an_entry_are_blanks(kb):
    text = "roles:\n\u00a0\u00a0- {role: registered-nurse}\n"
    assert parse_profile(HEAD + text, "me.yaml", kb).roles[0].role == "registered-nurse"
