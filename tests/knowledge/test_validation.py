"""pydantic's faults become messages with the path and the value; records come out frozen."""

from __future__ import annotations

import pytest

from careerpath.knowledge.models import Certification, Fee, Gate, Skill, Source, Span, Validity
from careerpath.knowledge.validation import validate
from careerpath.people.profile import Profile

SKILL = {
    "id": "sql", "title": "SQL", "category": "data", "definition": "d", "question": "q",
    "looks_like": {"novice": "a", "competent": "b", "expert": "c"},
}  # fmt: skip


def fault(cls, data):
    """The only fault: its path and message."""
    entry, faults = validate(cls, data)
    assert entry is None
    ((path, message),) = faults
    return path, message


def test_a_valid_entry_becomes_a_frozen_record_with_tuples():
    skill, faults = validate(Skill, {**SKILL, "aliases": ["a", "b"]})
    assert not faults
    assert type(skill) is Skill
    assert skill.aliases == ("a", "b")
    assert skill.broader == ()
    assert hash(skill) == hash(validate(Skill, {**SKILL, "aliases": ["a", "b"]})[0])
    with pytest.raises(AttributeError, match="frozen"):
        skill.title = "x"


def test_an_unknown_key_is_refused_at_any_depth():
    assert fault(Skill, {**SKILL, "colour": 1}) == (("colour",), "colour: unknown key")
    looks = {**SKILL["looks_like"], "guru": "d"}
    assert fault(Skill, {**SKILL, "looks_like": looks}) == (("looks_like", "guru"), "looks_like.guru: unknown key")


GATE = {"kind": "degree", "level": "bachelor", "strength": "required", "detour": "d", "source": "s"}


def test_a_missing_key_is_named():
    assert fault(Skill, {k: v for k, v in SKILL.items() if k != "question"}) == (("question",), "question: missing")
    assert fault(Gate, {k: v for k, v in GATE.items() if k != "strength"}) == (("strength",), "strength: missing")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("3", "usd: '3' is not a number"), (True, "usd: True is not a number"), ([], "usd: [] is not a number"),
        (-1, "usd: -1 is below 0"), (3e6, "usd: 3000000.0 is above 2e+06"),
    ],
)  # fmt: skip
def test_a_figure_must_be_a_number_in_range(value, message):
    assert fault(Fee, {"usd": value, "source": "s"})[1] == message


def test_an_integer_counts_as_a_number_and_null_as_not_published():
    assert validate(Fee, {"usd": 300, "source": "s"})[0].usd == 300
    assert validate(Fee, {"usd": None, "source": "s"})[0].usd is None
    assert fault(Fee, {"source": "s"})[1] == "usd: missing"


def test_a_word_from_a_list_is_checked_with_the_list():
    _, message = fault(Skill, {**SKILL, "category": "dta"})
    assert (
        message
        == "category: 'dta' is not one of technical, healthcare, data, security, management, soft, knowledge or technology"
    )


def test_empty_text_is_refused():
    assert fault(Skill, {**SKILL, "title": ""})[1] == "title: the text is empty"


@pytest.mark.parametrize(
    ("cls", "data", "says"),
    [
        (Span, {"low": 3, "high": 2, "source": "s"}, "low 3 is above high 2"),
        (Validity, {"years": 3, "expires": False, "source": "s"}, "`years` goes with `expires: true`"),
        (Validity, {"years": None, "expires": True, "source": "s"}, "`years` goes with `expires: true`"),
        (Gate, {**GATE, "kind": "licence"}, "a licence gate needs `licence`"),
        (Gate, {**GATE, "equivalents": [{"says": "x", "roles": ["nurse"]}]}, "only a `usual` gate has `equivalents`"),
        (Gate, {**GATE, "strength": "usual", "equivalents": [{"says": "x"}]}, "an equivalent names `roles`, "),
        (Source, {"id": "x", "title": "t", "publisher": "p"}, "needs a url and a licence"),
        (Source, {"id": "x", "title": "t", "publisher": "p", "basis": "estimate"}, "needs a reason and an as_of"),
    ],
)
def test_what_cannot_be_true_is_refused(cls, data, says):
    assert says in fault(cls, data)[1]


def test_a_value_of_two_kinds_is_one_fault_not_one_for_each_kind():
    path, message = fault(Validity, {"years": None, "expires": "perhaps", "source": "s"})
    assert path == ("expires",)
    assert "'perhaps'" in message


def test_all_faults_of_an_entry_are_found():
    entry, faults = validate(Certification, {"id": "x", "kind": "exma", "teaches": {"sql": 9}})
    assert entry is None
    found = dict(faults)
    assert found[("teaches", "sql")] == "teaches.sql: 9 is above 5"
    assert found[("kind",)].startswith("kind: 'exma' is not one of exam")
    assert found[("fee",)] == "fee: missing"


def test_long_values_and_keys_are_cut_and_controls_replaced():
    _, message = fault(Skill, {**SKILL, "title": ["\x1b[31m" + "x" * 9_999]})
    assert len(message) < 100 and message.isprintable()
    _, message = fault(Profile, {"skills": {"k" * 9_999: {"level": 9}}})
    assert len(message) < 120
    _, message = fault(Skill, {**SKILL, "a\x1bb\u202e": 1})
    assert message == "a\ufffdb\ufffd: unknown key"


def test_a_text_that_is_too_long_is_said_in_a_sentence():
    assert fault(Profile, {"name": "1" * 300}) == (("name",), "name: text should have at most 200 characters")
