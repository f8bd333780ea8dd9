"""One client's packet: the roadmap to take home and the sheet for the talk, as PDF. Runs in worker processes too."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge import cache
from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.record import replace
from careerpath.rendering.attachment_page import Office, attachment_page
from careerpath.rendering.page import Page
from careerpath.rendering.paper import PaperOptions, page_of, render
from careerpath.services.packets import Edition, Job, Made
from careerpath.services.planning import saved
from careerpath.services.roadmap import Roadmap, Standpoint, take_stock
from careerpath.services.wages import wages_of

NO_OFFICE = Office()
_desk: dict[str, tuple[KnowledgeBase, PaperOptions, Office]] = {}


def start(folders: Sequence[Path], cache_dir: Path | None, options: PaperOptions, office: Office = NO_OFFICE) -> None:
    """Read the knowledge once per process; `office` stands on attachments to employment plans."""
    gc.set_threshold(100_000, 20, 20)
    _desk["here"] = (cache.knowledge(folders, cache_dir), options, office)


def make(job: Job) -> Made:
    """The packet."""
    kb, options, _ = _desk["here"]
    try:
        if _is_unchanged(job, kb):
            return Made(said=job.said, is_same=True)
        roadmap = _roadmap(job, job.today, kb)
        pages = _pages(job, roadmap, job.now)
        printed = [render(page, "pdf", options) for page in pages]
    except CareerpathError as error:
        return Made(problem=str(error))
    plan = {}
    if isinstance(roadmap, Roadmap):
        plan = {**plain(saved(roadmap.plan, kb, job.today)), "wages": wages_of(roadmap)}
    contents = tuple(document.data for document in printed)
    warnings: dict[str, None] = {}  # a warning of several documents is told once
    for document in printed:
        warnings |= dict.fromkeys(document.warnings)
    plan_text = json.dumps(plan, ensure_ascii=False)
    return Made(roadmap.goal, plan_text, contents, tuple(warnings), said=_digest(pages))


def _is_unchanged(job: Job, kb: KnowledgeBase) -> bool:
    """True if what was printed last would be printed again, word for word, as of that day."""
    if not job.said or not job.said_on:
        return False
    roadmap = _roadmap(job, job.said_on, kb)
    return _digest(_pages(job, roadmap, job.then)) == job.said


def _roadmap(job: Job, day: date, kb: KnowledgeBase) -> Standpoint:
    return take_stock(job.profile, kb, job.goal, day, name=job.client.name, agreed=job.agreed)


def _pages(job: Job, roadmap: Standpoint, edition: Edition) -> list[Page]:
    return [_page(kind, job, roadmap, edition) for kind in job.kinds]


def _page(kind: str, job: Job, roadmap: Standpoint, edition: Edition) -> Page:
    kb, options, office = _desk["here"]
    if kind == "attachment":
        mine = replace(office, code=job.client.code, version=edition.before, since=edition.since)
        return attachment_page(roadmap, kb, mine)
    return page_of(roadmap, kb, options, session=kind == "session", easy=kind == "easy")


def _digest(pages: Sequence[Page]) -> str:
    """Of all that is printed, less the foot, which names the version of the data."""
    printed = [(page.title, page.subtitle, page.head, page.blocks) for page in pages]
    return hashlib.blake2b(repr(printed).encode("utf-8", "replace"), digest_size=16).hexdigest()
