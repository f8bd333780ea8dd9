"""`careerpath batch`: units shared among processes or a Dask cluster; what is done is not done again."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import lru_cache, partial
from hashlib import blake2b
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeAlias

import numba

from careerpath import __version__
from careerpath.batch.columns import SCHEMA
from careerpath.batch.files import Unit, people_files, plan, read, show
from careerpath.batch.parts import as_bytes, assemble, keep, kept, parts_folder, problem_lines, refuse_answer
from careerpath.batch.score import Note, Scorer
from careerpath.errors import CareerpathError, Problem, Severity
from careerpath.knowledge import cache
from careerpath.knowledge.one_file import is_ours_alone, sweep
from careerpath.knowledge.text_file import printable
from careerpath.knowledge.worker import end_with_parent
from careerpath.record import Record

COUNTS = ("people", "ranked", "unranked", "bad")
Counts: TypeAlias = dict[str, int]
"""People by what became of them, under the names of COUNTS."""
Say = Callable[[str], None]
SILENT = {"silence_logs": 50, "preload": ["import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"]}
"""Of a local cluster: its workers say nothing, and leave Ctrl-C to the process that waits."""


class Job(Record):
    """What every unit of a run needs to know."""

    knowledge: tuple[Path, ...]
    version: str
    """Digest of the knowledge."""
    today: date
    top: int
    cache_dir: Path | None
    out: Path
    parts: Path


class Workers(Record):
    """Who does the units: processes on this machine, or a Dask cluster (at `address`, else a local one)."""

    jobs: int
    dask: bool = False
    address: str | None = None


class Summary(Record):
    """What a run did; `counts` has the people by what became of them."""

    out: Path
    problems: Path | None
    counts: Counts
    units: int
    done_before: int


@lru_cache(maxsize=2)
def scorer(folders: tuple[Path, ...], version: str, today: date, top: int, cache_dir: Path | None) -> Scorer:
    """The scorer of this process. Raises CareerpathError if the knowledge is not the one the run began with."""
    kb = cache.knowledge(folders, cache_dir)
    if kb.version != version:
        raise CareerpathError("the knowledge changed, or differs on a worker; run the command again")
    return Scorer(kb, today, top, compiled_dir(cache_dir))


def compiled_dir(cache_dir: Path | None) -> Path | None:
    """Where the machine code of this very source is kept."""
    if cache_dir is None:
        return None
    state = blake2b(__version__.encode(), digest_size=8)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        state.update(path.read_bytes())
    folder = cache_dir / f"compiled-{state.hexdigest()}"
    # Machine code is run as it is: none is taken from a folder that somebody else can write to.
    return folder if is_ours_alone(folder) else None


def stem_of(unit: Unit, job: Job) -> Path:
    """Name of what a unit leaves: the same only for the same content, knowledge, day and answer."""
    all_that_counts = (unit.key, unit.part, job.version, job.today, job.top, job.out.suffix, __version__)
    return job.parts / blake2b(repr(all_that_counts).encode(), digest_size=16).hexdigest()


def do_unit(job: Job, unit: Unit) -> Counts:
    """Rank the people of a unit, write its part, and count."""
    unit_scorer = scorer(job.knowledge, job.version, job.today, job.top, job.cache_dir)
    table, lines, problems = read(unit, unit_scorer.kb)
    try:
        scored = unit_scorer.score(table)
    except CareerpathError as error:
        raise CareerpathError(f"{show(unit.path)}: {error}") from None
    for note in scored.notes:
        problems.append(_problem(note, unit, lines[note.row]))
    silent = sum(not note.is_error and not note.is_remark for note in scored.notes)
    bad = sum(problem.severity == "error" for problem in problems)
    counts = {"people": scored.ranked + silent + bad, "ranked": scored.ranked, "unranked": silent, "bad": bad}
    problems.sort(key=attrgetter("line"))
    keep(stem_of(unit, job), as_bytes(scored.table, job.out.suffix), problem_lines(problems), counts)
    return counts


def _problem(note: Note, unit: Unit, line: int) -> Problem:
    """The note with its place in the file."""
    message = note.message
    if note.id:
        message = f"{printable(note.id)}: {message}"
    severity: Severity = "error" if note.is_error else "warning"
    return Problem(show(unit.path), line, message, "row", severity)


def rank_files(paths: Sequence[Path], job: Job, workers: Workers, rows: int, say: Say) -> Summary:
    """Rank everyone in the files; the answer goes to `job.out`. Raises CareerpathError."""
    units, notes = _plan_all(people_files(paths), job, rows)
    parts_folder(job.out)
    done: dict[Unit, Counts] = {}
    for unit in units:
        counts = kept(stem_of(unit, job))
        if counts:
            done[unit] = counts
    before = len(done)
    todo = [unit for unit in units if unit not in done]
    if before:
        say(f"{before} of {len(units)} units were done before")
    if workers.dask:
        results = _on_dask(job, todo, workers)
    else:
        results = _on_processes(job, todo, workers, say)
    for unit, counts in results:
        done[unit] = counts
        people = sum(of_unit["people"] for of_unit in done.values())
        say(f"{len(done)} of {len(units)} units, {people:,} people")
    side = assemble(job.out, [stem_of(unit, job) for unit in units], notes)
    return Summary(job.out, side, _totals(done.values()), len(units), before)


def _plan_all(files: Sequence[Path], job: Job, rows: int) -> tuple[list[Unit], list[Problem]]:
    """The units of all files. One of many that cannot be used is noted; a single one raises CareerpathError."""
    units: list[Unit] = []
    notes: list[Problem] = []
    for path in files:
        if path.resolve() == job.out.resolve():
            raise CareerpathError(f"{show(path)}: is also the answer; name another file")
        try:
            units_of_file, notes_of_file = plan(path, rows)
        except CareerpathError as error:
            if len(files) == 1:
                raise
            notes.append(Problem(show(path), 0, str(error), "file"))
            continue
        units += units_of_file
        notes += notes_of_file
    return units, notes


def _totals(counts: Iterable[Counts]) -> Counts:
    """The sum of each count over all units."""
    totals = dict.fromkeys(COUNTS, 0)
    for of_unit in counts:
        for name in COUNTS:
            totals[name] += of_unit[name]
    return totals


def _on_processes(job: Job, units: Sequence[Unit], workers: Workers, say: Say) -> Iterator[tuple[Unit, Counts]]:
    """Each unit with its counts, in the order in which they are done."""
    if not units:
        return
    if not is_compiled(job.cache_dir):
        say("compiling, once: about half a minute")
    first_scorer = scorer(job.knowledge, job.version, job.today, job.top, job.cache_dir)
    first_scorer.score(SCHEMA.empty_table())  # loads the machine code, which forked processes share
    if workers.jobs == 1 or len(units) == 1:
        for unit in units:
            yield unit, do_unit(job, unit)
        return
    start_method = "fork" if sys.platform == "linux" else "spawn"
    context = get_context(start_method)
    pool = ProcessPoolExecutor(min(workers.jobs, len(units)), context, initializer=_quiet)
    try:
        futures = {pool.submit(do_unit, job, unit): unit for unit in units}
        for future in as_completed(futures):
            yield futures[future], future.result()
    except BrokenProcessPool:
        raise CareerpathError("a worker died (is there enough memory?); the same command goes on from there") from None
    finally:
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
            process.join(5)
        pool.shutdown(wait=False, cancel_futures=True)
        sweep(job.parts)  # what they were writing


def is_compiled(cache_dir: Path | None) -> bool:
    """True if there is machine code, or if none is wanted."""
    if getattr(numba.config, "DISABLE_JIT", 0):
        return True
    folder = compiled_dir(cache_dir)
    return folder is not None and any(folder.rglob("*.nbc"))


def _quiet() -> None:
    """Ctrl-C is for the process that waits; a shutdown ends a worker at once, and so does the end of that process."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _on_dask(job: Job, units: Sequence[Unit], workers: Workers) -> Iterator[tuple[Unit, Counts]]:
    """The same on a cluster; a unit whose worker dies is given to another one, up to three times."""
    try:
        import distributed
    except ImportError:
        raise CareerpathError("--engine dask needs an extra: pip install 'careerpath[cluster]'") from None
    dask: Any = distributed
    client_options: Any = {"timeout": 10}
    if not workers.address:
        client_options = {
            "n_workers": workers.jobs,
            "threads_per_worker": 1,  # the kernel is one thread's work, and two would share its room
            "dashboard_address": "127.0.0.1:0",
            **SILENT,
        }
    try:
        client = dask.Client(workers.address, **client_options)
    except (OSError, ValueError, TimeoutError) as error:
        raise CareerpathError(f"no Dask scheduler answers at {workers.address}: {error}") from None
    with client:
        futures = client.map(partial(do_unit, job), units, retries=3, pure=False)
        unit_of = {future.key: unit for future, unit in zip(futures, units, strict=True)}
        try:
            for future in dask.as_completed(futures):
                yield unit_of[future.key], future.result()
        except (dask.KilledWorker, dask.CancelledError):
            raise CareerpathError("the cluster lost its workers; the same command goes on from there") from None


def start(
    paths: Sequence[Path], out: Path, knowledge: tuple[Path, ...], version: str, today: date, cache_dir: Path | None, *,
    top: int, workers: Workers, rows: int, force: bool, say: Say,
) -> Summary:  # fmt: skip
    """Check what was asked for, and run it."""
    os.umask(0o077)  # the compiler's files are for their owner only, or they are not used (`is_ours_alone`)
    refuse_answer(out, force=force)
    job = Job(knowledge, version, today, top, cache_dir, out, out.with_name(f"{out.name}.parts"))
    return rank_files(paths, job, workers, rows, say)
