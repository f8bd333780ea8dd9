"""Anybody's answer key: the figures by hand, and bad rows by name."""

from math import log2

import pytest

from careerpath.errors import BadDataError, CareerpathError
from careerpath.services.answer_key import _measures, read_key, validate_key
from tests.worlds import TODAY, knowledge

KB = knowledge("""
roles:
  - {id: a, title: Ward Nurse, needs: {care: 3, drugs: 2}}
  - {id: b, title: Head Nurse, needs: {care: 4, drugs: 3}}
  - {id: c, title: Programmer, needs: {code: 3}}
  - {id: d, title: Program Tester, needs: {code: 2, care: 1}}
""")


def write(tmp_path, *rows):
    path = tmp_path / "key.csv"
    path.write_text("\n".join(["origin,candidate,grade", *rows]) + "\n")
    return path


def test_ndcg_and_pairs_are_those_worked_out_by_hand():
    ndcg, pairs, rho = _measures([9, 3, 1, 2], "a", {"b": 1, "c": 3, "d": 2}, ["a", "b", "c", "d"])
    best = 3 / log2(2) + 2 / log2(3) + 1 / log2(4)
    assert ndcg == pytest.approx((1 / log2(2) + 2 / log2(3) + 3 / log2(4)) / best)
    assert (pairs, rho) == (0, pytest.approx(-1))
    assert _measures([9, 1, 3, 2], "a", {"b": 1, "c": 3, "d": 2}, ["a", "b", "c", "d"]) == (1, 1, pytest.approx(1))


def test_where_all_grades_are_alike_the_others_count_as_grade_zero():
    assert _measures([9, 5, 1, 2], "a", {"b": 1}, ["a", "b", "c", "d"])[:2] == (1, 1)
    assert _measures([9, 0, 1, 2], "a", {"b": 1}, ["a", "b", "c", "d"])[1] == 0


def test_the_likeness_stands_beside_the_order_and_simpler_ways(tmp_path):
    key = read_key(write(tmp_path, "a,b,3", "a,c,1", "c,d,2", "c,a,0"), KB)
    result = validate_key(key, KB, (), TODAY)
    assert (result.rows, result.origins) == (4, 2)
    assert [s.name for s in result.scores] == [
        "likeness", "ranking", "set overlap of skills", "importance-weighted cosine", "same family",
    ]  # fmt: skip
    first = result.scores[0]
    assert first.ndcg.low <= first.ndcg.value <= first.ndcg.high == 1
    assert first.ndcg_margin is None and result.scores[2].ndcg_margin is not None


BAD = {
    "unknown role": ("a,x,1", "no role 'x' in this knowledge"),
    "itself": ("a,a,1", "a role is not graded against itself"),
    "no number": ("a,c,good", "grade: 'good' is not a number"),
    "negative": ("a,c,-1", "grade: '-1' is not a number from 0"),
    "twice": ("a,b,2", "stands in the key twice"),
    "short": ("a", "no role '' in this knowledge"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_named(tmp_path, case):
    row, message = BAD[case]
    with pytest.raises(BadDataError) as error:
        read_key(write(tmp_path, "a,b,1", row), KB)
    (problem,) = error.value.problems
    assert problem.line == 3 and message in problem.message


def test_a_key_without_its_columns_or_without_grades_is_refused(tmp_path):
    (tmp_path / "x.csv").write_text("from,to\na,b\n")
    with pytest.raises(CareerpathError, match="column 'origin' is missing"):
        read_key(tmp_path / "x.csv", KB)
    with pytest.raises(CareerpathError, match="no pair has a grade above 0"):
        read_key(write(tmp_path, "a,b,0"), KB)
