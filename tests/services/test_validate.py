"""Agreement of the ranking with labelled moves."""

from __future__ import annotations

import importlib.util
import random
from itertools import combinations

import numpy as np
import pytest

from careerpath.errors import BadDataError, CareerpathError
from careerpath.services.validate import (
    BASELINES,
    Move,
    edge_only,
    pairwise_accuracy,
    read_moves,
    set_overlap,
    spearman,
    validate,
    weighted_cosine,
)
from tests.conftest import ROOT
from tests.worlds import TODAY, knowledge

MOVES = ROOT / "tests/cases/moves_labelled.csv"


@pytest.fixture(scope="module")
def moves(kb):
    return read_moves(MOVES, kb)


@pytest.fixture(scope="module")
def result(moves, kb):
    return validate(moves, kb, TODAY)


def test_there_are_79_moves_and_the_product_carries_the_same(moves):
    assert len(moves) == 79
    assert (ROOT / "data/moves_labelled.csv").read_bytes() == MOVES.read_bytes()
    assert {m.rating for m in moves} <= {1, 1.5, 2, 2.5, 3}


def test_the_ranking_is_above_every_baseline_by_a_margin_whose_interval_excludes_0(result):
    ranking, *baselines = result.agreements
    assert ranking.name == "ranking" and [b.name for b in baselines] == [name for name, _ in BASELINES]
    for baseline in baselines:
        for mine, theirs, margin in (
            (ranking.spearman, baseline.spearman, baseline.spearman_margin),
            (ranking.pairwise, baseline.pairwise, baseline.pairwise_margin),
        ):
            assert mine.value > theirs.value
            assert margin.value == pytest.approx(mine.value - theirs.value)
            assert 0 < margin.low <= margin.value <= margin.high, baseline.name


def test_every_interval_holds_its_figure(result):
    for one in result.agreements:
        assert -1 <= one.spearman.low <= one.spearman.value <= one.spearman.high <= 1
        assert 0 <= one.pairwise.low <= one.pairwise.value <= one.pairwise.high <= 1


def test_the_worst_misses_come_worst_first(result):
    gaps = [abs(a - b) for _, a, b in result.misses]
    assert len(gaps) == 10 and gaps == sorted(gaps, reverse=True)


def test_the_same_moves_give_the_same_intervals(moves, kb, result):
    assert validate(moves, kb, TODAY) == result


def test_a_ranking_without_sense_would_not_pass(moves, kb):
    """Otherwise the margins above would mean nothing: shuffled ratings bring the agreement down to chance."""
    ratings = [m.rating for m in moves]
    random.Random(3).shuffle(ratings)
    nonsense = [Move(m.origin, m.target, r) for m, r in zip(moves, ratings, strict=True)]
    ranking, *baselines = validate(nonsense, kb, TODAY).agreements
    assert abs(ranking.spearman.value) < 0.3
    assert any(b.spearman_margin.low <= 0 for b in baselines)


def fit_weights():
    spec = importlib.util.spec_from_file_location("fit_weights", ROOT / "benchmarks/fit_weights.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_order_weights_are_what_the_fit_gives_today(kb, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["fit_weights.py"])
    fit_weights().main()
    printed = capsys.readouterr().out
    fitted = [line.split() for line in printed.splitlines() if len(line.split()) == 2]
    assert len(fitted) == 6
    assert kb.weight("order-time") == 0  # the quiz's order is exact only then
    for axis, value in fitted:
        assert kb.weight(f"order-{axis}") == pytest.approx(float(value), abs=0.005), axis
    noted = kb.weights["order-reach"].note
    assert printed[printed.index("Spearman", printed.index("out of fold")) :].strip() in noted


def brute_pairs(values, ratings):
    points = total = 0.0
    for i, j in combinations(range(len(values)), 2):
        if ratings[i] != ratings[j]:
            total += 1
            same = (values[i] - values[j]) * (ratings[i] - ratings[j])
            points += 1 if same > 0 else 0.5 if same == 0 else 0
    return points / total


def brute_spearman(a, b):
    def ranks(x):
        return [sum(y < v for y in x) + sum(y == v for y in x) / 2 for v in x]

    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


@pytest.mark.parametrize("seed", range(10))
def test_the_measures_agree_with_their_definitions(seed):
    rng = random.Random(seed)
    values, ratings = [rng.randint(0, 6) for _ in range(25)], [rng.choice([1, 1.5, 2, 3]) for _ in range(25)]
    assert pairwise_accuracy(np.array(values), np.array(ratings)) == pytest.approx(brute_pairs(values, ratings))
    assert spearman(np.array(values), np.array(ratings)) == pytest.approx(brute_spearman(values, ratings))


def test_the_baselines_are_what_they_say():
    kb = knowledge("""
    roles:
      - {id: a, needs: {s: {level: 1, importance: 3}, t: {level: 1, importance: 4}}}
      - {id: b, needs: {s: {level: 1, importance: 5}, u: 1, v: 1}}
    progressions: [{from: a, to: b}]
    """)
    move, back = Move("a", "b", 2), Move("b", "a", 2)
    assert set_overlap(move, kb) == pytest.approx(1 / 4)
    assert weighted_cosine(move, kb) == pytest.approx(3 * 5 / (5 * (25 + 9 + 9) ** 0.5))
    assert (edge_only(move, kb), edge_only(back, kb)) == (1, 0)


def rated(tmp_path, text):
    path = tmp_path / "moves.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_bad_line_is_named(tmp_path, kb):
    lines = ["from_id,to_id,rating_a,rating_b", "cio,ciso,4,1", "cio,nobody,1,1", "cio,ciso,1,", "cio,ciso,1,2"]
    with pytest.raises(BadDataError) as caught:
        read_moves(rated(tmp_path, "\n".join(lines)), kb)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_a_missing_column_and_too_few_moves_are_refused(tmp_path, kb):
    with pytest.raises(CareerpathError, match="'rating_b' is missing"):
        read_moves(rated(tmp_path, "from_id,to_id,rating_a\n"), kb)
    with pytest.raises(CareerpathError, match="only 1 moves; at least 10"):
        read_moves(rated(tmp_path, "from_id,to_id,rating_a,rating_b\ncio,ciso,1,2\n"), kb)
