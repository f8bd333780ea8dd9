"""What a unit leaves on disk, and the whole answer made of it. A part is written under another name, then renamed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.csv import WriteOptions, write_csv

from careerpath.batch.files import SUFFIXES, show
from careerpath.errors import CareerpathError, Problem
from careerpath.knowledge.text_file import is_folder, is_there
from careerpath.people.csv_text import quoted
from careerpath.people.private_file import lock, replace_file, unlock

COLUMNS = ("id", "rank", "role", "readiness", "order_value", "gap_1", "gap_2", "gap_3")
PROBLEM_COLUMNS = ("file", "line", "severity", "message")
# The order in which they are written: `.done` comes last, so that it says that the others are whole.
ENDINGS = (".part", ".problems", ".done")


def as_bytes(table: pa.Table, suffix: str) -> bytes:
    """The answer of a unit: Arrow for Parquet, else text without a header."""
    sink = io.BytesIO()
    if suffix == ".parquet":
        with pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        return sink.getvalue()
    plain = _with_plain_text(table)
    if suffix == ".csv":
        # a spreadsheet takes `=...` for a formula
        safe_ids = [quoted(name) for name in plain["id"].to_pylist()]
        plain = plain.set_column(0, "id", pa.array(safe_ids, pa.string()))
        write_csv(plain, sink, WriteOptions(include_header=False))
        return sink.getvalue()
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in plain.to_pylist()]
    return "".join(lines).encode()


def _with_plain_text(table: pa.Table) -> pa.Table:
    """The table with text where dictionaries are."""
    fields = []
    for field in table.schema:
        if pa.types.is_dictionary(field.type):
            fields.append((field.name, pa.string()))
        else:
            fields.append((field.name, field.type))
    return table.cast(pa.schema(fields))


def problem_lines(problems: Iterable[Problem]) -> bytes:
    """The problems as CSV without a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for problem in problems:
        writer.writerow((quoted(problem.file), problem.line, problem.severity, quoted(problem.message)))
    return text.getvalue().encode()


def keep(stem: Path, part: bytes, problems: bytes, counts: dict[str, int]) -> None:
    """Write what a unit leaves; `.done` comes last."""
    contents = (part, problems, json.dumps(counts).encode())
    for path, content in zip(_unit_files(stem), contents, strict=True):
        _replace(path, content)


def kept(stem: Path) -> dict[str, int] | None:
    """The counts of a unit that was done before and whose files are all there."""
    paths = _unit_files(stem)
    if not all(map(is_there, paths)):
        return None
    try:
        counts: dict[str, int] = json.loads(paths[-1].read_bytes())
    except (OSError, ValueError):
        return None
    return counts


def _unit_files(stem: Path) -> list[Path]:
    """What a unit leaves, in the order of ENDINGS."""
    return [stem.with_name(stem.name + ending) for ending in ENDINGS]


def _replace(target: Path, content: bytes | Callable[[Any], object]) -> None:
    """Write a file under another name and move it into its place. Raises CareerpathError."""
    try:
        replace_file(target, content)
    except OSError as error:
        raise CareerpathError(f"{show(target)}: cannot be written ({error.strerror})") from None


def refuse_answer(out: Path, *, force: bool) -> None:
    """Raises CareerpathError if the answer cannot be of that kind, or is there already."""
    if out.suffix not in SUFFIXES:
        raise CareerpathError(f"{show(out)}: an answer ends in {', '.join(SUFFIXES)}")
    if is_there(out) and not force:
        _drop_assembled(out)
    if is_folder(out) or (is_there(out) and not force):
        raise CareerpathError(f"{show(out)}: is there already; name another file or add --force")


def _drop_assembled(out: Path) -> None:
    """Remove parts that are older than their answer: a kill came after it was written and before they went."""
    folder = out.with_name(f"{out.name}.parts")
    try:
        written = out.stat().st_mtime_ns
        for path in folder.iterdir():
            if not _is_part(path) or path.lstat().st_mtime_ns > written:
                return
        _remove_parts(folder)
    except OSError:
        return


def _is_part(path: Path) -> bool:
    """True for what a run leaves in the folder of parts."""
    return path.name.endswith((*ENDINGS, ".tmp"))


def _remove_parts(folder: Path) -> None:
    """First what says that a unit is done: a stop in between leaves none that only seems to be."""
    paths = list(folder.iterdir())
    for path in paths:
        if path.suffix == ENDINGS[-1]:
            path.unlink()
    for path in paths:
        if path.suffix != ENDINGS[-1]:
            path.unlink()
    folder.rmdir()


def parts_folder(out: Path) -> Path:
    """The folder for the parts of an answer, which no other run uses now. Raises CareerpathError."""
    folder = out.with_name(f"{out.name}.parts")
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
        if not all(map(_is_part, folder.iterdir())):
            raise CareerpathError(f"{show(folder)}: holds files of another origin; move them or name another answer")
    except OSError as error:
        raise CareerpathError(f"{show(folder)}: cannot be written ({error.strerror}); name another folder") from None
    let_go()
    locks.append(lock(folder / f"{out.name}.tmp", shared=False, wait=0))
    return folder


locks: list[int | None] = []
"""What keeps another process from writing the same answer, until it is written or this process ends."""


def let_go() -> None:
    """Release the lock of an earlier run in this process."""
    while locks:
        unlock(locks.pop())


def assemble(out: Path, stems: Sequence[Path], notes: Sequence[Problem]) -> Path | None:
    """Write the answer, and beside it the problems if there are any (their path); then remove the parts."""
    parts = []
    problems = [problem_lines(notes)]
    for stem in stems:
        part, problems_file, _ = _unit_files(stem)
        parts.append(part)
        problems.append(problems_file.read_bytes())
    side = out.with_name(f"{out.stem}.problems.csv")
    has_problems = any(problems)
    if has_problems:
        head = (",".join(PROBLEM_COLUMNS) + "\n").encode()
        _replace(side, lambda file: file.writelines([head, *problems]))
    else:
        side.unlink(missing_ok=True)
    _replace(out, lambda file: _join(file, parts, out.suffix))  # last: where it is, all is done
    folder = stems[0].parent if stems else out.with_name(f"{out.name}.parts")
    _remove_parts(folder)
    let_go()
    return side if has_problems else None


def _join(file: Any, parts: Sequence[Path], suffix: str) -> None:
    """Write the parts of all units as one file."""
    if suffix == ".parquet":
        _join_parquet(file, parts)
        return
    if suffix == ".csv":
        header = ",".join(f'"{name}"' for name in COLUMNS)
        file.write(f"{header}\n".encode())
    for part in parts:
        file.write(part.read_bytes())


def _join_parquet(file: Any, parts: Sequence[Path]) -> None:
    writer = None
    for part in parts:
        table = pa.ipc.open_file(pa.memory_map(str(part))).read_all()
        if writer is None:
            words = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
            # readers skip by the range of a column; words have none that helps
            figures = [name for name in table.schema.names if name not in words]
            options: Any = {"use_dictionary": [*words, "rank"], "write_statistics": figures}
            writer = pq.ParquetWriter(file, table.schema, **options)
        writer.write_table(table)
    if writer:
        writer.close()
