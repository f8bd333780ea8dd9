"""The JSON Schemas in data/schema are those of the models, and the data fits them."""

from __future__ import annotations

import json
import math
import re

import pytest

from careerpath.knowledge.base import TABLES
from careerpath.knowledge.yaml_file import parse_yaml
from careerpath.services.schema import NAMES, schema, write_all
from tests.conftest import ROOT

DATA = ROOT / "data"
KEYWORDS = {
    "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties", "items",
    "enum", "const", "anyOf", "default", "minimum", "maximum", "minLength", "maxLength", "minItems", "pattern",
    "prefixItems", "maxItems",
}  # fmt: skip
TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None),
}  # fmt: skip


def misfits(value, rule, definitions, path="$"):
    """Where a value does not fit a schema; knows the keywords that our schemas use, and no other."""
    if rule is True:
        return
    assert not set(rule) - KEYWORDS, set(rule) - KEYWORDS
    if "$ref" in rule:
        name = rule["$ref"].removeprefix("#/$defs/")
        yield from misfits(value, definitions[name], definitions, path)
    if "anyOf" in rule and all(list(misfits(value, option, definitions, path)) for option in rule["anyOf"]):
        yield f"{path}: fits none of anyOf"
    kind = rule.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield f"{path}: {value!r} is not {kind}"
        return
    if ("enum" in rule and value not in rule["enum"]) or ("const" in rule and value != rule["const"]):
        yield f"{path}: {value!r} is not in the list"
    if isinstance(value, int | float) and not rule.get("minimum", -math.inf) <= value <= rule.get("maximum", math.inf):
        yield f"{path}: {value} is out of range"
    if isinstance(value, str):
        if not rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", math.inf):
            yield f"{path}: length"
        if "pattern" in rule and not re.search(rule["pattern"], value):
            yield f"{path}: {value!r} does not match"
    if isinstance(value, list):
        if len(value) < rule.get("minItems", 0):
            yield f"{path}: too few"
        for i, item in enumerate(value):
            yield from misfits(item, rule.get("items", True), definitions, f"{path}.{i}")
    if isinstance(value, dict):
        known = rule.get("properties", {})
        for key in set(rule.get("required", ())) - set(value):
            yield f"{path}: {key} is missing"
        for key, inner in value.items():
            other = rule.get("additionalProperties", True)
            if key not in known and other is False:
                yield f"{path}: unknown key {key}"
            elif key in known or isinstance(other, dict):
                yield from misfits(inner, known.get(key, other), definitions, f"{path}.{key}")


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_in_the_repository_is_current(name):
    stored = json.loads((DATA / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    assert stored == json.loads(json.dumps(schema(name))), "run `make schemas`"


def test_the_schema_of_a_profile_knows_both_ways_to_write_a_skill():
    rule = schema("profile")
    for claim, fits in ((3, True), ({"level": 3}, True), (9, False), ("3", False), ({}, False), (None, False)):
        assert (list(misfits({"skills": {"sql": claim}}, rule, rule["$defs"])) == []) is fits


def test_no_other_file_lies_among_the_schemas():
    assert {p.name for p in (DATA / "schema").iterdir()} == {f"{name}.json" for name in NAMES}


@pytest.mark.parametrize("table", TABLES)
def test_the_data_fits_its_schema(table):
    rule = schema(table)
    data = parse_yaml((DATA / f"{table}.yaml").read_text(encoding="utf-8"), table).data
    assert len(data[table]) > 10
    assert list(misfits(data, rule, rule["$defs"])) == []


def test_the_examples_fit_the_schema_of_a_profile():
    rule = schema("profile")
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        data = parse_yaml(path.read_text(encoding="utf-8"), path.name).data
        assert list(misfits(data, rule, rule["$defs"])) == [], path


@pytest.mark.parametrize(
    "data",
    [
        [], {}, {"roles": {}}, {"roles": [], "skills": []}, {"roles": [{}]}, {"roles": [{"id": "A"}]}, {"roles": [{"id": 7}]},
        {"roles": [{"id": "cio", "salary": 1}]}, {"roles": [{"id": "cio", "title": ""}]}, {"roles": [{"id": "cio", "title": None}]},
        {"roles": [{"id": "cio", "needs": []}]}, {"roles": [{"id": "cio", "seniority": "boss"}]},
        {"roles": [{"id": "cio", "needs": [{"skill": "sql", "level": 9, "importance": 1, "source": "s"}]}]},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_loader_refuses(data):
    rule = schema("roles")
    assert list(misfits(data, rule, rule["$defs"]))


def test_an_overlay_may_name_single_keys():
    rule = schema("roles")
    assert list(misfits({"roles": [{"id": "cio", "title": "Chief"}]}, rule, rule["$defs"])) == []


@pytest.mark.parametrize("table", TABLES)
def test_editors_find_the_schema_of_each_file(table):
    first = (DATA / f"{table}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=schema/{table}.json"
    assert (DATA / first.partition("=")[2]).is_file()


def test_writing_the_schemas_gives_the_same_bytes(tmp_path):
    for path in write_all(tmp_path / "new" / "schema"):
        assert path.read_bytes() == (DATA / "schema" / path.name).read_bytes()


def test_the_command_prints_names_or_one_schema(run, tmp_path):
    assert run("schema").out.split() == list(NAMES)
    assert json.loads(run("schema", "profile").out) == json.loads(json.dumps(schema("profile")))
    done = run("schema", "rolls")
    assert (done.code, done.out) == (2, "")
    assert "no schema 'rolls'; known are" in done.err
    (tmp_path / "file").write_text("")
    done = run("schema", "--write", tmp_path / "file")
    assert done.code == 2 and "cannot be written" in done.err
