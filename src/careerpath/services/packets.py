"""Packets for the desk: who needs a new one, made on all cores, written so that a kill at any moment loses nothing.

A file is ours if its content has a digest that the caseload knows. The digest of new content is committed before the
file is renamed into place, and the old one is kept with it, so that after a kill either content is known as ours. That
a roadmap was printed is committed when it is on disk; after a kill in between the next run writes it again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import multiprocessing
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from careerpath import __version__
from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.one_file import sweep
from careerpath.knowledge.text_file import is_file, is_folder, is_there, printable
from careerpath.people.caseload import Caseload
from careerpath.people.client import Action, Client, ClientFile, Written, shown
from careerpath.people.private_file import private_folder, replace_file
from careerpath.people.profile import Profile
from careerpath.record import Record, replace
from careerpath.services.clients import known_profile, reached_since
from careerpath.services.roadmap import agreed_with
from careerpath.settings import cores

FRESH_DAYS = 28
"""A packet older than this is made again although nothing changed: its dates are stale."""
FEW = 3
"""So few packets are not worth starting workers for."""
MOST_WORKERS = 8
KINDS = ("roadmap", "session")
"""The files of a packet, in the order of their contents."""
ATTACHMENT = "attachment"
"""The file that comes with them where it is asked for: that to an employment plan."""
EASY = "easy"
"""The same for the page in plain language."""


class Edition(Record):
    """What an attachment says about those before it."""

    before: int = 0
    """How many roadmaps were printed on earlier days."""
    since: tuple[str, ...] = ()
    """What was reached since the last of them."""


class Job(Record):
    """One packet to make."""

    client: Client
    version: int
    profile: Profile
    agreed: tuple[Action, ...]
    today: date
    inputs: str
    paths: tuple[str, ...]
    said: str = ""
    """Digest of what the packet on disk says, if nothing but the knowledge has changed since."""
    said_on: date | None = None
    """The day on which it was made."""
    goal: str | None = None
    """Where to, if it is not for the profile to say."""
    kinds: tuple[str, ...] = KINDS
    """What `paths` are."""
    now: Edition = Edition()
    then: Edition = Edition()
    """On the day `said_on`."""


class Made(Record):
    """A packet: the files' contents in the order of `Job.paths`, and the plan as JSON text; or why there is none."""

    goal: str = ""
    plan: str = ""
    contents: tuple[bytes, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    said: str = ""
    """Digest of what the files say, less the version of the data."""
    is_same: bool = False
    """True if the packet on disk says just that: it stays."""


class Run(Record):
    """What became of the packets."""

    folder: str
    written: tuple[str, ...]
    unchanged: int
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


Start = tuple[Callable[..., None], tuple[Any, ...]]
"""What a worker runs once before its first packet, with its arguments."""


class Desk:
    """One print run into one folder."""

    def __init__(
        self, caseload: Caseload, kb: KnowledgeBase, folder: Path, options: Any, *, force: bool, by_name: bool,
        goal: str | None = None, kinds: tuple[str, ...] = KINDS, office: Any = None,
    ) -> None:  # fmt: skip
        self.caseload, self.kb, self.options, self.force, self.by_name = caseload, kb, options, force, by_name
        self.goal, self.kinds, self.office = goal, kinds, office
        self.today = date.fromisoformat(caseload.today)
        self.folder = _folder(folder)
        self.written: list[str] = []
        self.unchanged = 0
        self.problems: list[str] = []
        self.warnings: dict[str, None] = {}

    def print(
        self, clients: Sequence[Client], make: Callable[[Job], Made], start: Start, progress: Callable[[int, int], None]
    ) -> Run:
        """Make what is new or changed; one client's fault does not stop the others. Raises CareerpathError."""
        sweep(self.folder)  # also where nothing is to be written this time
        packets = _made(self._jobs(clients), make, start, few=len(clients) <= FEW)
        for done, (job, made) in enumerate(packets, 1):
            if made is None:
                pass
            elif made.is_same:
                self.unchanged += 1
                self.caseload.still_says(job.paths, f"{job.inputs} {made.said}")
            elif made.problem:
                self.problems.append(f"{shown(job.client)}: {made.problem}")
            else:
                self._keep(job, made)
            progress(done, len(clients))
        return Run(str(self.folder), tuple(self.written), self.unchanged, tuple(self.problems), tuple(self.warnings))

    def _jobs(self, clients: Sequence[Client]) -> Iterator[Job | None]:
        """What is to be made; None for a client whose packet stays or cannot be."""
        for client in clients:
            try:
                yield self._job(self.caseload.file(client))
            except CareerpathError as error:
                self.problems.append(str(error))
                yield None

    def _job(self, file: ClientFile) -> Job | None:
        profile = known_profile(file, self.kb)
        agreed = agreed_with(file)
        stem = file_stem(file.client) if self.by_name else file.client.code
        paths = tuple(str(self.folder / f"{stem}-{kind}.pdf") for kind in self.kinds)
        written = {record.path: record for record in file.files}
        then = self._edition(file, self._made_on(paths, written))
        now = self._edition(file, self.today.isoformat())
        personal = self._personal_inputs(file, agreed)
        inputs = f"{personal} {self.kb.version}"
        fresh = [written[path] for path in paths if self._is_fresh(path, written.get(path), file.client)]
        is_whole = len(fresh) == len(paths)
        if is_whole and _are_made_of(inputs, fresh):
            self.unchanged += 1
            return None
        version = file.versions[-1].id if file.versions else 0
        job = Job(
            file.client, version, profile, agreed, self.today, inputs, paths,
            goal=self.goal, kinds=self.kinds, now=now, then=then,
        )  # fmt: skip
        if is_whole and _are_made_of(personal, fresh):
            return _with_last_answer(job, fresh)
        return job

    def _made_on(self, paths: Sequence[str], written: dict[str, Written]) -> str:
        """The day on which the packet that lies there was made; of a new one, today."""
        for path in paths:
            if path in written:
                return written[path].made
        return self.today.isoformat()

    def _personal_inputs(self, file: ClientFile, agreed: object) -> str:
        """Digest of all that the packet depends on but the knowledge and the day."""
        data = file.versions[-1].data if file.versions else None
        # what was reached since then shows in the profile and the actions: the editions need no place here
        parts = (data, file.client.name, repr(agreed), self.options_key(), __version__, self.goal)
        return _digest(json.dumps(parts).encode())

    def _is_fresh(self, path: str, record: Written | None, client: Client) -> bool:
        """True if the file is as we wrote it, and not long ago.

        Raises CareerpathError for a file that somebody else wrote or changed, unless it may be overwritten.
        """
        on_disk = digest_of(Path(path))
        is_ours = record is not None and on_disk in (record.digest, record.before)
        if on_disk and not is_ours and not self.force:
            raise CareerpathError(
                f"{shown(client)}: {printable(path)} was not written by this caseload, or changed since; "
                "`--force` overwrites it"
            )
        earliest = (self.today - timedelta(days=FRESH_DAYS)).isoformat()
        return record is not None and on_disk == record.digest and record.made >= earliest

    def _edition(self, file: ClientFile, day: str) -> Edition:
        """As it stood when something was printed on that day: what the day itself brought is the same edition."""
        if ATTACHMENT not in self.kinds:
            return Edition()
        earlier = tuple(printed for printed in file.printed if printed.made < day)
        return Edition(len(earlier), reached_since(replace(file, printed=earlier), self.kb))

    def options_key(self) -> str:
        """The options less the day, which alone makes no packet new; the logo by its content."""
        options = {name: getattr(self.options, name) for name in self.options.FIELDS if name != "made"}
        key = repr(options)
        if options.get("logo"):
            key += str(digest_of(options["logo"]))
        if ATTACHMENT in self.kinds:
            key += repr(self.office)
        return key

    def _keep(self, job: Job, made: Made) -> None:
        """First which files will be ours, then the files, then what is on disk."""
        contents = dict(zip(job.paths, made.contents, strict=True))
        self.caseload.printing(job.client, self._rows_to_come(job.client, contents))
        is_written, full = dict.fromkeys(contents, False), ""
        for path, content in contents.items():
            try:
                replace_file(Path(path), content)
            except OSError as error:
                line = f"{printable(path)}: cannot be written ({error.strerror})"
                if error.errno == errno.ENOSPC:
                    full = line
                    break
                self.problems.append(line)
            else:
                is_written[path] = True
        paths_written = [path for path in contents if is_written[path]]
        roadmap_path = dict(zip(job.kinds, job.paths, strict=True)).get("roadmap")
        roadmap = None
        if made.goal and job.version and roadmap_path in paths_written:
            roadmap = (job.version, made.goal, made.plan)
        self.caseload.printed(job.client, roadmap, f"{job.inputs} {made.said}", is_written)
        if full:
            raise CareerpathError(f"{full}; what was done so far is kept")
        self.written += paths_written
        for warning in made.warnings:
            self.warnings[f"{shown(job.client)}: {warning}"] = None

    def _rows_to_come(self, client: Client, contents: dict[str, bytes]) -> list[tuple[str, str, str | None]]:
        """(path, digest to come, digest of the file of ours that is there now) of each file."""
        written = {record.path: record for record in self.caseload.file(client).files}
        rows = []
        for path, content in contents.items():
            on_disk = digest_of(Path(path))
            record = written.get(path)
            is_ours = record is not None and on_disk in (record.digest, record.before)
            rows.append((path, _digest(content), on_disk if is_ours else None))
        return rows


def _are_made_of(inputs: str, fresh: Iterable[Written]) -> bool:
    return all(record.inputs.startswith(f"{inputs} ") for record in fresh)


def _with_last_answer(job: Job, fresh: Sequence[Written]) -> Job:
    """The job with what its files say now, if all say the same thing.

    Only the knowledge is another one: where the answer stays what it was, the files stay, too.
    """
    answers = {(record.inputs.rpartition(" ")[2], record.made) for record in fresh}
    answers = {(digest, made) for digest, made in answers if digest}
    if len(answers) != 1:
        return job
    ((digest, made),) = answers
    return replace(job, said=digest, said_on=date.fromisoformat(made))


def _made(
    jobs: Iterable[Job | None], make: Callable[[Job], Made], start: Start, *, few: bool
) -> Iterator[tuple[Any, Made | None]]:
    """Each job with its packet as they get ready; at most a few wait at a time, so that memory stays flat."""
    if few:
        started = False
        for job in jobs:
            if job and not started:
                start[0](*start[1])
                started = True
            yield job, make(job) if job else None
        return
    workers = min(MOST_WORKERS, cores())
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_begin, initargs=(start,))
    waiting: dict[Future[Made], Job] = {}
    try:
        for job in jobs:
            if job is None:
                yield None, None
                continue
            waiting[pool.submit(make, job)] = job
            while len(waiting) > 2 * workers:
                yield from _ready(waiting)
        while waiting:
            yield from _ready(waiting)
    except BrokenProcessPool:
        raise CareerpathError("a worker process was ended from outside; start again, what is done stays done") from None
    finally:
        pool.shutdown(wait=not waiting, cancel_futures=True)


def _ready(waiting: dict[Future[Made], Job]) -> Iterator[tuple[Job, Made]]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield waiting.pop(future), future.result()


def _begin(start: Start) -> None:
    """In a worker: Ctrl-C is the parent's affair, and without the parent there is nothing to work for."""
    import signal

    from careerpath.knowledge.worker import end_with_parent

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    start[0](*start[1])


def digest_of(path: Path) -> str | None:
    """The digest of a file's content; None if there is no such file."""
    state = hashlib.blake2b(digest_size=16)
    with suppress(OSError, ValueError):
        if not is_file(path):  # to read a pipe would wait for ever
            return None
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                state.update(block)
        return state.hexdigest()
    return None


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def file_stem(client: Client) -> str:
    """A file name out of the name (letters and digits only) and the code."""
    name = re.sub(r"[\W_]+", "-", client.name).strip("-")[:40]
    return f"{name}-{client.code}" if name else client.code


def _folder(path: Path) -> Path:
    if is_there(path) and not is_folder(path):
        raise CareerpathError(f"{printable(str(path))}: not a folder; name one with -o")
    try:
        return private_folder(path).resolve()
    except (CareerpathError, OSError):
        raise CareerpathError(f"{printable(str(path))}: the folder cannot be made; name another with -o") from None
