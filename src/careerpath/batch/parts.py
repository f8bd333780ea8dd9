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
ENDINGS = (".part", ".problems", ".done")


def as_bytes(table: pa.Table, suffix: str) -> bytes:
    """The answer of a unit: Arrow for Parquet, else text without a header."""
    sink = io.BytesIO()
    if suffix == ".parquet":
        with pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        return sink.getvalue()
    plain = table.cast(
        pa.schema([(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in table.schema])
    )
    if suffix == ".csv":
        safe = pa.array([cell and quoted(cell) for cell in plain["id"].to_pylist()], pa.string())
        plain = plain.set_column(0, "id", safe)  # a spreadsheet takes `=...` for a formula
        write_csv(plain, sink, WriteOptions(include_header=False))
        return sink.getvalue()
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in plain.to_pylist())
    return "".join(lines).encode()


def problem_lines(problems: Iterable[Problem]) -> bytes:
    """The problems as CSV without a header."""
    text = io.StringIO()
    rows = ((quoted(p.file), p.line, p.severity, quoted(p.message)) for p in problems)
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def keep(stem: Path, part: bytes, problems: bytes, counts: dict[str, int]) -> None:
    """Write what a unit leaves; `.done` comes last."""
    for ending, content in zip(ENDINGS, (part, problems, json.dumps(counts).encode()), strict=True):
        _replace(stem.with_name(stem.name + ending), content)


def kept(stem: Path) -> dict[str, int] | None:
    """The counts of a unit that was done before and whose files are all there."""
    if not all(is_there(stem.with_name(stem.name + ending)) for ending in ENDINGS):
        return None
    try:
        counts: dict[str, int] = json.loads(stem.with_name(stem.name + ENDINGS[-1]).read_bytes())
    except (OSError, ValueError):
        return None
    return counts


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
        parts = list(folder.iterdir())
        written = out.stat().st_mtime_ns
        if all(p.name.endswith((*ENDINGS, ".tmp")) and p.lstat().st_mtime_ns <= written for p in parts):
            _remove_parts(folder)
    except OSError:
        return


def _remove_parts(folder: Path) -> None:
    """First what says that a unit is done: a stop in between leaves none that only seems to be."""
    for path in sorted(folder.iterdir(), key=lambda path: path.suffix != ENDINGS[-1]):
        path.unlink()
    folder.rmdir()


def parts_folder(out: Path) -> Path:
    """The folder for the parts of an answer, which no other run uses now. Raises CareerpathError."""
    folder = out.with_name(f"{out.name}.parts")
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
        if any(not p.name.endswith((*ENDINGS, ".tmp")) for p in folder.iterdir()):
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
    parts = [stem.with_name(stem.name + ENDINGS[0]) for stem in stems]
    side = out.with_name(f"{out.stem}.problems.csv")
    problems = [problem_lines(notes), *(stem.with_name(stem.name + ENDINGS[1]).read_bytes() for stem in stems)]
    if any(problems):
        head = (",".join(PROBLEM_COLUMNS) + "\n").encode()
        _replace(side, lambda file: file.writelines([head, *problems]))
    else:
        side.unlink(missing_ok=True)
    _replace(out, lambda file: _join(file, parts, out.suffix))  # last: where it is, all is done
    _remove_parts(stems[0].parent if stems else out.with_name(f"{out.name}.parts"))
    let_go()
    return side if any(problems) else None


def _join(file: Any, parts: Sequence[Path], suffix: str) -> None:
    if suffix == ".parquet":
        writer = None
        for part in parts:
            table = pa.ipc.open_file(pa.memory_map(str(part))).read_all()
            words = [f.name for f in table.schema if pa.types.is_dictionary(f.type)]
            others = [name for name in table.schema.names if name not in words]  # words have no range to skip by
            how: Any = {"use_dictionary": [*words, "rank"], "write_statistics": others}
            writer = writer or pq.ParquetWriter(file, table.schema, **how)
            writer.write_table(table)
        if writer:
            writer.close()
        return
    if suffix == ".csv":
        file.write((",".join(f'"{name}"' for name in COLUMNS) + "\n").encode())
    for part in parts:
        file.write(part.read_bytes())
