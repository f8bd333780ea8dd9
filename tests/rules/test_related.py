"""Likeness of roles: parts that add up, more for what is alike, and harder on the way up."""

import pytest

from careerpath.knowledge.models import Ratings
from careerpath.rules.related import PARTS, _whole_titles, likeness, nearest, words_of
from tests.worlds import knowledge

KB = knowledge("""
roles:
  - {id: nurse, title: Nurse, summary: Cares for patients on a ward., seniority: mid, needs: {care: 4, drugs: 3}}
  - {id: head-nurse, title: Head Nurse, summary: Leads nurses on a ward., seniority: senior, needs: {care: 5, drugs: 4, lead: 3}}
  - {id: coder, title: Programmer, summary: Writes programs., seniority: mid, needs: {code: 4, sql: 3}}
  - {id: tester, title: Program Tester, summary: Tests programs., seniority: mid, needs: {code: 2, sql: 3}}
  - {id: cook, title: Cook, summary: Cooks meals., seniority: entry, needs: {knives: 3, heat: 3}}
""")


def near(origin, kb=KB, ratings=None):
    found = likeness(kb, ratings or {})
    return nearest(found, found.ids.index(origin))


def score(origin, candidate):
    return next(n.score for n in near(origin) if n.role == candidate)


def test_the_parts_add_up_to_the_likeness():
    for one in near("nurse"):
        assert sum(one.parts) / 1000 == one.score
        assert len(one.parts) == len(PARTS)


def test_what_shares_skills_and_words_is_nearer():
    assert near("nurse")[0].role == "head-nurse"
    assert near("coder")[0].role == "tester"


def test_a_role_is_not_near_itself():
    assert "nurse" not in [n.role for n in near("nurse")]


def test_the_way_up_is_harder_than_the_way_down():
    assert score("nurse", "head-nurse") < score("head-nurse", "nurse")
    assert score("tester", "coder") < score("coder", "tester")  # the same seniority, a higher level of code


def test_every_pair_gets_a_number_where_little_is_known():
    kb = knowledge("roles: [{id: a, needs: {x: 1}}, {id: b, needs: {y: 1}}, {id: c, needs: {x: 1}}]")
    assert [len(near(role, kb)) for role in ("a", "b", "c")] == [2, 2, 2]
    assert near("a", kb)[0].role == "c"


def test_a_title_of_common_words_that_two_go_by_says_less_than_one_with_a_rare_word():
    kb = knowledge("""
roles:
  - {id: a, title: Scanner Repairer, aliases: [Service Technician, Scanner Technician], needs: {x: 1}}
  - {id: b, title: Tractor Repairer, aliases: [Service Technician, Tractor Technician], needs: {y: 1}}
  - {id: c, title: Imaging Expert, aliases: [Scanner Technician, Imaging Technician], needs: {z: 1}}
  - {id: d, title: Hotel Service, aliases: [Room Service], needs: {v: 1}}
""")
    names = {n.role: n.parts[PARTS.index("names")] for n in near("a", kb)}
    assert names["c"] > names["b"] > names["d"]


def test_many_spellings_of_one_thing_do_not_outweigh_the_rest():
    drones = knowledge("""
roles:
  - {id: a, title: Drone Pilot, aliases: [Drone Operator, "Drone Technician (Drone Tech)", Drone Tech, Mapper], needs: {x: 1}}
  - {id: b, title: Cook, needs: {x: 1}}
""")
    first, _ = _whole_titles(list(drones.roles.values()))
    assert set(first) == {"drone pilot", "drone operator", "drone technician", "mapper"}  # no short form
    assert first["drone pilot"] == pytest.approx(first["mapper"] / 3**0.5)


def test_ratings_count_before_needs_and_unrated_roles_stand_at_the_mean():
    def rated(care, code):
        return {"importance": {"care": care, "code": code}, "level": {"care": care, "code": code}}

    ratings = {
        "nurse": Ratings(id="nurse", **rated(0.9, 0.1)),
        "coder": Ratings(id="coder", **rated(0.1, 0.9)),
        "cook": Ratings(id="cook", **rated(0.8, 0.2)),
    }
    at = PARTS.index("skills")
    parts = {n.role: n.parts[at] for n in near("nurse", ratings=ratings)}
    assert parts["cook"] > 0 > parts["coder"]
    assert parts["tester"] == parts["head-nurse"] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Plans and tests systems", ["plan", "test", "system"]),
        ("the C++ of glass", ["c++", "glass"]),
        ("gas bus", ["gas", "bus"]),
    ],
)
def test_words_lose_common_ones_and_the_plural(text, words):
    assert words_of(text) == words
