"""YAML text becomes plain data with line numbers; whatever is unsafe or ambiguous is a problem."""

from __future__ import annotations

import json
import math

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.knowledge.yaml_file import MAX_DEPTH, MAX_VALUES, parse_yaml


def data(text):
    file = parse_yaml(text, "x.yaml")
    assert not file.problems, file.problems
    return file.data


def faults(text):
    """(line, message) of each problem."""
    return [(p.line, p.message) for p in parse_yaml(text, "x.yaml").problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x: NO", "NO"), ("x: yes", "yes"), ("x: off", "off"), ("x: true", True), ("x: false", False), ("x: True", "True"),
        ("x:", None), ("x: ~", None), ("x: null", None), ("x: ''", ""), ("x: 'null'", "null"), ("x: '12'", "12"),
        ("x: 12", 12), ("x: -3", -3), ("x: 2.5", 2.5), ("x: .5", 0.5), ("x: 1e3", 1000.0), ("x: 1_000", "1_000"),
        ("x: 12:30", "12:30"), ("x: 0x1F", "0x1F"), ("x: 2027-01-31", "2027-01-31"), ("x: .nan", ".nan"), ("x: .inf", ".inf"),
        ("x: NaN", "NaN"), ("x: 123456789012345678901", 123456789012345678901.0),
        ("x: 2026-11", "2026-11"), ("x: \u0663", "\u0663"), ("x: [1, [2]]", [1, [2]]), ("x: |\n  a\n  b\n", "a\nb\n"),
    ],
)  # fmt: skip
def test_a_plain_word_has_one_meaning(text, value):
    found = data(text)["x"]
    assert found == value
    assert type(found) is type(value)


def test_every_value_knows_its_line():
    file = parse_yaml("roles:\n  - id: a\n    needs:\n      - {skill: x, level: 1}\n      - skill: y\n  - id: b\n", "x")
    assert file.line(("roles",)) == 2  # the list begins with its first item
    assert file.line(("roles", 0, "id")) == 2
    assert file.line(("roles", 0, "needs", 0, "level")) == 4
    assert file.line(("roles", 0, "needs", 1, "skill")) == 5
    assert file.line(("roles", 1)) == 6


def test_what_is_not_there_has_the_line_of_its_parent():
    file = parse_yaml("a:\n  b: 1\nc:\n  - d\n", "x")
    assert file.line(("c", 0, "e", "f")) == 4
    assert file.line(("nothing",)) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_for_every_kind_of_line_end(end):
    assert faults(end.join(["a: 1", "b: 2", "a: 3", ""])) == [(3, "the key 'a' stands here twice")]


def test_the_first_of_two_equal_keys_stays_and_reading_goes_on():
    file = parse_yaml("a: 1\na: 2\na: {b: 1, b: 2}\nc: 3\n", "x")
    assert file.data == {"a": 1, "c": 3}
    assert [p.line for p in file.problems] == [2, 3, 3]


def test_equal_keys_in_different_mappings_are_no_problem():
    assert data("- {a: 1}\n- {a: 2}\n") == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: &x 1\nb: *x", 1), ("a: 1\nb: &x [1]", 2), ("&x a: 1", 1), ("a: 1\nb: *nowhere", 2), ("- &x\n", 1)],
)
def test_anchors_and_aliases_are_refused(text, line):
    assert faults(text) == [(line, "anchors and aliases are not used here; write the value out")]


def test_an_alias_bomb_is_refused_before_it_grows():
    bomb = "a: &a [x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{'*' + chr(97 + i) + ','}]\n" for i in range(20))
    assert faults(bomb) == [(1, "anchors and aliases are not used here; write the value out")]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!!binary", "!secret", "!<tag:x>", "!"])
def test_tags_are_refused(tag):
    ((line, message),) = faults(f"a: 1\nb: {tag} x\n")
    assert line == 2
    assert message.startswith("the tag '") and message.endswith("' is not used here")


def test_depth_is_limited():
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert data(deepest)
    assert faults(f"[{deepest}]") == [(1, f"nested deeper than {MAX_DEPTH} levels")]
    assert faults("[" * 1_000_000) == [(1, f"nested deeper than {MAX_DEPTH} levels")]


def test_the_number_of_values_is_limited():
    (fault,) = faults("[" + "a,\n" * (MAX_VALUES + 10) + "]")
    assert fault == (MAX_VALUES, f"more than {MAX_VALUES:,} values")


@pytest.mark.parametrize("text", ["x: 1e999", "x: -1e999", f"x: {'9' * 400}"])
def test_no_number_is_infinite(text):
    ((line, message),) = faults(text)
    assert line == 1
    assert message.endswith("is out of range")
    assert len(message) < 60


@pytest.mark.parametrize("character", ["\\e", "\\a", "\\0", "\\x9b", "\\r", "\\u202e", "\\u2066", "\\L", "\\P", "\\x7f", "\\v"])  # fmt: skip
def test_control_characters_in_texts_and_keys_are_refused(character):
    assert faults(f'a: 1\nb: "x{character}y"\n')[0][0] == 2
    assert "holds the control character U+" in faults(f'a: 1\nb: "x{character}y"\n')[0][1]
    assert "the key 'x\ufffdy' holds the control character U+" in faults(f'a: 1\n"x{character}y": b\n')[0][1]


@pytest.mark.parametrize(
    "text", ["a\u200fb", "caf\u00e9", "\u05d0\u05d1", "\u5b87\u822a", "\U0001f600", "a\tb", "e\u0301"]
)
def test_other_scripts_marks_and_tabs_are_welcome(text):
    assert data(f"x: '{text}'") == {"x": text}


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x08", "\ufffe", "\uffff"])
def test_a_raw_character_that_is_no_text_has_its_line(character):
    ((line, message),) = faults(f"a: 1\nb: 2\nc: x{character}y\n")
    assert line == 3
    assert f"U+{ord(character):04X} has no place in text" in message


def test_a_second_document_is_refused():
    assert faults("a: 1\n---\nb: 1\n") == [(2, "more than one YAML document in the file")]
    assert data("---\na: 1\n...\n") == {"a": 1}


@pytest.mark.parametrize("text", ["", "# only this\n", "---\n", "null", "~"])
def test_a_file_without_data_is_a_problem(text):
    assert faults(text) == [(1, "no data in the file")]


def test_a_key_must_be_a_word():
    file = parse_yaml("? [a, b]\n: c\n? {d: e}\n: f\ng: h\n", "x")
    assert [p.message for p in file.problems] == ["a key must be a plain word"] * 2
    assert file.data == {"g": "h"}


@pytest.mark.parametrize("text", ["a: [", "a: 'x", "{", "a: b: c", "\ta: 1", "a: 1\n b: 2", "%", "a: @x", "- a\nb: c"])
def test_what_is_no_yaml_is_one_problem_on_a_line_of_the_file(text):
    ((line, message),) = faults(text)
    assert 1 <= line <= len(text.splitlines())
    assert message.startswith("not valid YAML: ")
    assert message.isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" \\\"'#:-[]{}"), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc \\\U0001f600", min_size=1, max_size=5), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), JSON, min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from([None, 2]),
)
def test_json_means_what_it_means_elsewhere(value, ascii_only, indent):
    assert data(json.dumps(value, ensure_ascii=ascii_only, indent=indent)) == value


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%#\n \t~1.e\\\0\x1b\u2028"), max_size=40))
def test_no_text_makes_it_fail_otherwise_than_by_problems(text):
    file = parse_yaml(text, "x.yaml")
    assert file.problems or file.data is not None
    assert all(p.line >= 1 and str(p).isprintable() for p in file.problems)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("abc:-[]{},'\"\n 12.#"), max_size=40))
def test_what_is_accepted_is_what_another_reader_reads(text):
    file = parse_yaml(text, "x.yaml")
    if file.problems:
        return
    other = yaml.load(text, yaml.BaseLoader)

    def words(value):
        if isinstance(value, dict):
            return {key: words(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [words(inner) for inner in value]
        if isinstance(value, int | float):
            assert not isinstance(value, float) or math.isfinite(value)
            return "number"
        return "" if value is None else value

    def numbers(value):
        if isinstance(value, dict):
            return {key: numbers(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [numbers(inner) for inner in value]
        return "number" if is_number(value) else value

    def is_number(word):
        try:
            return math.isfinite(float(word)) and "_" not in word and not word[0].isspace()
        except (ValueError, IndexError):
            return False

    def plain_numbers(value):
        """Numbers in quotes are text for us; the other reader cannot tell."""
        return json.dumps(numbers(words(value))).replace('"number"', "0")

    assert plain_numbers(file.data) == plain_numbers(other)
