"""The columns of a people's file (docs/guide.md): Arrow lists, maps and structs, or text like `sql:3;ehr-use:4`.

A row that cannot be read is noted with the reason, and that person is left out; a column of a wrong type refuses the
file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careerpath.batch.layout import Array
from careerpath.errors import CareerpathError
from careerpath.knowledge.models import INTEREST_SCALES
from careerpath.knowledge.text_file import printable
from careerpath.people.conditions import CONDITIONS
from careerpath.people.profile import HeldRole, Profile

ID = r"^\s*(?P<id>[^:;]*[^:;\s])\s*"
DAY = r"\d{4}-\d\d-\d\d"
PATTERNS = {
    "roles": (
        r"^\s*(?:(?P<job>job)\s*:)?"
        + ID[1:]
        + r"(?::\s*(?P<years>\d+(?:\.\d+)?)?\s*)?(?::\s*(?P<current>current|past)?\s*)?"
        r"(?::\s*(?P<until>\d{4}-\d\d)\s*)?$",
        "role:years:current:until` or `job:words:years:current:until",
    ),
    "skills": (
        ID + r":\s*(?P<level>\d+)\s*(?::\s*(?:claimed|practised|certified)\s*)?(?::\s*(?P<corrects>corrects)\s*)?$",
        "skill:level",
    ),
    "certifications": (
        ID + rf"(?::\s*(?P<earned>{DAY})?\s*)?(?::\s*(?P<expires>{DAY})\s*)?$",
        "certification:earned:expires",
    ),
    "licences": (ID + "$", "role"),
}
NONE = "none"
"""As a whole cell: an empty list, where nothing at all would mean that nothing is stated."""
"""Column of lists -> what one part of it looks like as text: a pattern, and in words."""
INNER: dict[str, dict[str, pa.DataType]] = {
    "roles": {"years": pa.float64(), "current": pa.bool_(), "until": pa.string(), "job": pa.string()},
    "skills": {"level": pa.float64(), "corrects": pa.bool_()},
    "certifications": {"earned": pa.string(), "expires": pa.string()},
    "licences": {},
}
PLAIN = {
    "id": pa.string(), "state": pa.string(), "education": pa.string(), "field": pa.string(),
    **dict.fromkeys(("hours_per_week", "pay_now_usd", "pay_floor_usd"), pa.float64()),
    **dict.fromkeys((one.limit for one in CONDITIONS), pa.bool_()),
    **dict.fromkeys(INTEREST_SCALES, pa.float64()),
}  # fmt: skip
TRUTH = "^(true|yes|1|false|no|0)$"
NUMBER = r"^\d+(\.\d+)?$"
USED = (*PLAIN, *PATTERNS)
UNUSED = ("schema", "name", "budget_usd", "deadline", "goal", "fit", "interests", "limits", "in_hospital", "ehr")
"""Parts of a profile that do not change the order, or that have columns of their own."""
Note = Callable[[Any, str], None]
"""Takes rows (from 0) of people who cannot be read, and why."""


class Parts:
    """A column of lists: `at[i]:at[i + 1]` are the places of row i in `id` and in the other arrays."""

    def __init__(self, at: Array, found: dict[str, Any], stated: Array, *, noted: bool = False) -> None:
        self.at = at
        self.stated = stated
        """By row: whether there is a list at all, be it empty."""
        self.noted = noted
        """Whether a missing id has been noted."""
        self.from_words = np.zeros(len(at), bool)
        """By part: whether its id was read from words (encode.py)."""
        self.id = found.pop("id")
        self.more = found

    def rows(self, places: Any) -> Any:
        """The rows in which the places lie."""
        return np.searchsorted(self.at, places, side="right") - 1


def list_column(table: pa.Table, name: str, note: Note) -> Parts:
    """A list column, its parts with the types of INNER. Raises CareerpathError if it is none."""
    if name not in table.column_names:
        nobody = np.zeros(len(table), bool)
        return Parts(np.zeros(len(table) + 1, np.int64), {"id": pa.array([], pa.string())}, nobody)
    column = whole(table[name])
    kind = column.type
    if pa.types.is_string(kind):
        return _from_text(column, name, note)
    known = {"id": pa.string(), **INNER[name]}
    if not (pa.types.is_map(kind) or pa.types.is_list(kind)):
        raise _wrong_type(name, kind, f"text such as `{PATTERNS[name][1]};...`, a map or a list of structs")
    offsets = column.offsets.to_numpy()
    first, last = int(offsets[0]), int(offsets[-1])
    inner = [column.keys, column.items] if pa.types.is_map(kind) else [column.values]
    inner = [array.slice(first, last - first) for array in inner]
    values = pa.StructArray.from_arrays(inner, [*known][:2]) if pa.types.is_map(kind) else inner[0]
    at = (offsets - first).astype(np.int64)
    found = {"id": values}
    if pa.types.is_struct(values.type):
        fields = {"id" if f.name == name[:-1] else f.name: values.field(i) for i, f in enumerate(values.type)}
        found = {n: fields[n] for n in known if n in fields}
    if "id" not in found:
        raise _wrong_type(name, kind, f"a list of structs ({', '.join((name[:-1], *INNER[name]))})")
    stated = column.is_valid().to_numpy(zero_copy_only=False)
    return Parts(at, {n: _cast(v, f"{name}.{n}", known[n]) for n, v in found.items()}, stated)


def _from_text(column: Any, name: str, note: Note) -> Parts:
    """A column of text, whose parts are separated by semicolons."""
    trimmed = pc.utf8_trim(pc.fill_null(column, ""), " ;")
    blank = pc.equal(trimmed, "")
    stated = pc.invert(blank).to_numpy(zero_copy_only=False)
    empty = pc.or_(blank, pc.equal(pc.utf8_lower(trimmed), NONE))
    lists = pc.split_pattern(pc.if_else(empty, None, trimmed), ";")
    at = np.concatenate([[0], np.cumsum(pc.fill_null(pc.list_value_length(lists), 0).to_numpy())])
    values = pc.list_flatten(lists)
    pattern, words = PATTERNS[name]
    groups = pc.extract_regex(values, pattern)
    found = {f.name: _part(groups.field(f.name), INNER[name].get(f.name, pa.string())) for f in groups.type}
    if "job" in found:  # words stand where an id would
        is_words = pc.is_valid(found["job"])
        found["job"] = pc.if_else(is_words, found["id"], None)
        found["id"] = pc.if_else(is_words, None, found["id"])
    parts = Parts(at, found, stated, noted=True)
    for place in np.flatnonzero(groups.is_null().to_numpy(zero_copy_only=False)):
        note(parts.rows(place), f"{name}: {shown(values[place])} is not written as `{words}`, separated by semicolons")
    return parts


def _part(text: Any, kind: pa.DataType) -> Any:
    """An optional part of the text: null where it is not there."""
    if pa.types.is_boolean(kind):
        return pc.if_else(pc.equal(text, ""), None, pc.not_equal(text, "past"))
    return pc.if_else(pc.equal(text, ""), None, text).cast(kind)


def plain_column(table: pa.Table, name: str, note: Note) -> Any:
    """A column with one value a row, null where nothing is stated. Raises CareerpathError for a wrong type."""
    kind = PLAIN[name]
    if name not in table.column_names:
        return pa.nulls(len(table), kind)
    column = whole(table[name])
    if not pa.types.is_string(column.type):
        return _cast(column, name, kind)
    text = pc.utf8_trim_whitespace(column)
    text = pc.if_else(pc.equal(text, ""), None, text)
    if pa.types.is_string(kind):
        strange = pc.fill_null(pc.match_substring_regex(text, r"[\x00-\x1f\x7f]"), False)
        for row in np.flatnonzero(strange.to_numpy(zero_copy_only=False)):
            note(row, f"{name}: {shown(text[row])} holds a control character or a line end")
        return text
    text = pc.utf8_lower(text)
    pattern, words = (TRUTH, "true or false") if pa.types.is_boolean(kind) else (NUMBER, "a number")
    good = pc.match_substring_regex(text, pattern)
    for row in np.flatnonzero(pc.fill_null(pc.invert(good), False).to_numpy(zero_copy_only=False)):
        note(row, f"{name}: {shown(text[row])} is not {words}")
    text = pc.if_else(good, text, None)
    if pa.types.is_boolean(kind):
        return pc.if_else(pc.is_valid(text), pc.is_in(text, pa.array(["true", "yes", "1"])), None)
    return text.cast(kind)


def whole(column: Any) -> Any:
    """One array that begins at its first value; large and missing text as text."""
    array = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    kind = array.type
    if pa.types.is_dictionary(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind):
        return array.cast(pa.string())
    if pa.types.is_large_list(kind):
        return array.cast(pa.list_(kind.value_type))
    return array


def shown(value: Any) -> str:
    """A value as a message shows it."""
    return repr(printable(str(value)[:40]))


def _cast(array: Any, name: str, kind: pa.DataType) -> Any:
    """The array with that type; ids may stay a dictionary."""
    if array.type == kind or (name.endswith(".id") and array.type == pa.dictionary(pa.int32(), kind)):
        return array
    try:
        return array.cast(kind)
    except pa.ArrowException as error:
        raise _wrong_type(name, array.type, f"{kind} ({printable(str(error))[:80]})") from None


def _wrong_type(name: str, kind: pa.DataType, wanted: str) -> CareerpathError:
    return CareerpathError(f"column {name!r} has the type {printable(str(kind))[:80]}; wanted is {wanted}")


SCHEMA = pa.schema(
    [
        *((name, kind) for name, kind in PLAIN.items()),
        *(
            (name, pa.list_(pa.struct([("id", pa.string()), *inner.items()])) if inner else pa.list_(pa.string()))
            for name, inner in INNER.items()
        ),
    ]
)
"""All columns as Arrow types."""


def pick_job(held: HeldRole) -> dict[str, Any]:
    """A job as a part of the column; words that were read are read no more."""
    return {"id": held.role, "years": held.years, "current": held.current, "until": held.until}


def flat(name: str, profile: Profile) -> dict[str, Any]:
    """A profile as a row of SCHEMA."""
    education, interests = profile.education, profile.interests
    return {
        "id": name,
        "roles": [pick_job(held) for held in profile.roles],
        "skills": [{"id": s, "level": c.level, "corrects": c.corrects} for s, c in profile.skills.items()],
        "certifications": [{"id": c.id, "earned": c.earned, "expires": c.expires} for c in profile.certifications],
        "licences": None if profile.licences is None else list(profile.licences),
        "education": education.level if education else None,
        "field": education.field if education else None,
        "pay_now_usd": profile.pay_now_usd,
        **{name: getattr(profile.limits, name) for name in PLAIN if hasattr(profile.limits, name)},
        **{scale: getattr(interests, scale) if interests else None for scale in INTEREST_SCALES},
    }
