"""JSON with line numbers agrees with the standard library and never fails in another way than by its own error."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.importers.json_lines import JsonFaultError, JsonLines

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_it_reads_what_json_writes(value, indent, ascii_only):
    assert JsonLines(json.dumps(value, indent=indent, ensure_ascii=ascii_only)).data == value


@given(st.text(st.sampled_from('{}[]",:\\ \ntrue0.5eu-'), max_size=30))
@settings(max_examples=400, deadline=None)
def test_what_it_accepts_json_accepts_with_the_same_value(text):
    try:
        ours = JsonLines(text).data
    except JsonFaultError as error:
        assert 1 <= error.line <= text.count("\n") + 1
        return
    assert ours == json.loads(text, strict=False)


def test_lines_are_those_of_the_values():
    file = JsonLines('{"a": 1,\n "b": [\n  "x",\n  {"c":\n   2}]}')
    assert [file.line(path) for path in (("a",), ("b", 0), ("b", 1, "c"), ("b", 9))] == [1, 3, 5, 2]


@pytest.mark.parametrize(
    "text, words",
    [
        ("[" * 5_000, "deeper"),
        ('{"a": 1, "a": 2}', "twice"),
        ('{"a" 1}', "colon"),
        ("[1 2]", "comma"),
        ("", "missing"),
        ("[1] x", "end"),
    ],
)
def test_faults_say_what_is_wrong(text, words):
    with pytest.raises(JsonFaultError, match=words):
        JsonLines(text)
