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
        r"(?::\s*(?P<until>\d{4}-\d\d)?\s*)?(?::\s*(?P<abroad>abroad)\s*)?$",
        "role:years:current:until:abroad` or `job:words:years:current:until:abroad",
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
"""Column of lists -> what one part of it looks like as text: a pattern, and in words."""
NONE = "none"
"""As a whole cell: an empty list, where nothing at all would mean that nothing is stated."""
INNER: dict[str, dict[str, pa.DataType]] = {
    "roles": {
        "years": pa.float64(),
        "current": pa.bool_(),
        "until": pa.string(),
        "job": pa.string(),
        "abroad": pa.bool_(),
    },
    "skills": {"level": pa.float64(), "corrects": pa.bool_()},
    "certifications": {"earned": pa.string(), "expires": pa.string()},
    "licences": {},
}
PLAIN = {
    "id": pa.string(), "state": pa.string(), "education": pa.string(), "field": pa.string(),
    **dict.fromkeys(("hours_per_week", "pay_now_usd", "pay_floor_usd"), pa.float64()),
    **dict.fromkeys((condition.limit for condition in CONDITIONS), pa.bool_()), "in_hospital": pa.bool_(),
    **dict.fromkeys(INTEREST_SCALES, pa.float64()),
}  # fmt: skip
CONTROL = "holds a control character or a line end"
TRUTH = "^(true|yes|1|false|no|0)$"
NUMBER = r"^\d+(\.\d+)?$"
USED = (*PLAIN, *PATTERNS)
UNUSED = ("schema", "name", "budget_usd", "deadline", "goal", "fit", "interests", "limits", "ehr")
"""Parts of a profile that do not change the order, or that have columns of their own."""
Note = Callable[[Any, str], None]
"""Takes rows (from 0) of people who cannot be read, and why."""


class Parts:
    """A column of lists: `at[i]:at[i + 1]` are the places of row i in `id` and in the other arrays."""

    def __init__(self, at: Array, arrays: dict[str, Any], stated: Array, *, noted: bool = False) -> None:
        self.at = at
        self.stated = stated
        """By row: whether there is a list at all, be it empty."""
        self.noted = noted
        """Whether a missing id has been noted."""
        self.from_words = np.zeros(len(at), bool)
        """By part: whether its id was read from words (encode.py)."""
        self.id = arrays.pop("id")
        self.more = arrays

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
    if not (pa.types.is_map(kind) or pa.types.is_list(kind)):
        raise _wrong_type(name, kind, f"text such as `{PATTERNS[name][1]};...`, a map or a list of structs")
    offsets = column.offsets.to_numpy()
    fields = _fields(column, name)
    if "id" not in fields:
        raise _wrong_type(name, kind, f"a list of structs ({', '.join((name[:-1], *INNER[name]))})")
    arrays = {}
    for field, wanted in {"id": pa.string(), **INNER[name]}.items():
        if field in fields:
            arrays[field] = _cast(fields[field], f"{name}.{field}", wanted)
    stated = column.is_valid().to_numpy(zero_copy_only=False)
    return Parts((offsets - offsets[0]).astype(np.int64), arrays, stated)


def _fields(column: Any, name: str) -> dict[str, Any]:
    """The arrays of a column of maps, structs or plain ids, by what they hold."""
    offsets = column.offsets.to_numpy()
    first, last = int(offsets[0]), int(offsets[-1])
    if pa.types.is_map(column.type):
        # from an id to the first thing that is said of it; of a license nothing is said, and Arrow refuses the map
        pair = [array.slice(first, last - first) for array in (column.keys, column.items)]
        values = pa.StructArray.from_arrays(pair, ["id", *INNER[name]][:2])
    else:
        values = column.values.slice(first, last - first)
    if not pa.types.is_struct(values.type):
        return {"id": values}
    fields = {}
    for place, field in enumerate(values.type):
        # `skill` of `skills` is the id, under whichever of the two names it stands
        is_id = field.name == name[:-1]
        fields["id" if is_id else field.name] = values.field(place)
    return fields


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
    arrays = {}
    for group in groups.type:
        arrays[group.name] = _part(groups.field(group.name), INNER[name].get(group.name, pa.string()))
    if "job" in arrays:  # words stand where an id would
        is_words = pc.is_valid(arrays["job"])
        arrays["job"] = pc.if_else(is_words, arrays["id"], None)
        arrays["id"] = pc.if_else(is_words, None, arrays["id"])
    parts = Parts(at, arrays, stated, noted=True)
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
        _note_rows(note, pc.match_substring_regex(text, r"[\x00-\x1f\x7f]"), name, text, CONTROL)
        return text
    text = pc.utf8_lower(text)
    if pa.types.is_boolean(kind):
        text = _only(text, TRUTH, name, "is not true or false", note)
        return pc.if_else(pc.is_valid(text), pc.is_in(text, pa.array(["true", "yes", "1"])), None)
    return _only(text, NUMBER, name, "is not a number", note).cast(kind)


def _only(text: Any, pattern: str, name: str, fault: str, note: Note) -> Any:
    """The text where it is written so, else null and a note."""
    good = pc.match_substring_regex(text, pattern)
    _note_rows(note, pc.invert(good), name, text, fault)
    return pc.if_else(good, text, None)


def _note_rows(note: Note, wrong: Any, name: str, text: Any, fault: str) -> None:
    for row in np.flatnonzero(pc.fill_null(wrong, False).to_numpy(zero_copy_only=False)):
        note(row, f"{name}: {shown(text[row])} {fault}")


def whole(column: Any) -> Any:
    """One array that begins at its first value; large and missing text as text."""
    if column.num_chunks:
        array = pa.concat_arrays(column.chunks)
    else:
        array = pa.array([], column.type)
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


def _list_type(inner: dict[str, pa.DataType]) -> pa.DataType:
    """Structs, or plain ids where nothing is said of them."""
    if not inner:
        return pa.list_(pa.string())
    return pa.list_(pa.struct([("id", pa.string()), *inner.items()]))


SCHEMA = pa.schema({**PLAIN, **{name: _list_type(inner) for name, inner in INNER.items()}})
"""All columns as Arrow types."""


def pick_job(held: HeldRole) -> dict[str, Any]:
    """A job as a part of the column; words that were read are read no more."""
    return {"id": held.role, "years": held.years, "current": held.current, "until": held.until, "abroad": held.abroad}


def flat(name: str, profile: Profile) -> dict[str, Any]:
    """A profile as a row of SCHEMA."""
    row: dict[str, Any] = {
        "id": name,
        "roles": [pick_job(held) for held in profile.roles],
        "skills": [],
        "certifications": [],
        "licences": None,
        "in_hospital": profile.in_hospital,
        "education": getattr(profile.education, "level", None),
        "field": getattr(profile.education, "field", None),
        "pay_now_usd": profile.pay_now_usd,
    }
    for skill, claim in profile.skills.items():
        row["skills"].append({"id": skill, "level": claim.level, "corrects": claim.corrects})
    for held in profile.certifications:
        row["certifications"].append({"id": held.id, "earned": held.earned, "expires": held.expires})
    if profile.licences is not None:  # none stated, and stated that there is none, are two things
        row["licences"] = list(profile.licences)
    for column in PLAIN:
        if hasattr(profile.limits, column):
            row[column] = getattr(profile.limits, column)
    for scale in INTEREST_SCALES:
        row[scale] = getattr(profile.interests, scale, None)
    return row
