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
from careerpath.rendering.page import Page
from careerpath.rendering.paper import PaperOptions, page_of, render
from careerpath.services.packets import Job, Made
from careerpath.services.planning import saved
from careerpath.services.roadmap import Roadmap, make_roadmap
from careerpath.services.wages import wages_of

_desk: dict[str, tuple[KnowledgeBase, PaperOptions]] = {}


def start(folders: Sequence[Path], cache_dir: Path | None, options: PaperOptions) -> None:
    """Read the knowledge once per process."""
    gc.set_threshold(100_000, 20, 20)
    _desk["here"] = (cache.knowledge(folders, cache_dir), options)


def make(job: Job) -> Made:
    """The packet."""
    kb, options = _desk["here"]
    try:
        if job.said and job.said_on and _digest(_pages(job, _roadmap(job, job.said_on, kb), kb, options)) == job.said:
            return Made(said=job.said, is_same=True)
        roadmap = _roadmap(job, job.today, kb)
        pages = _pages(job, roadmap, kb, options)
        printed = [render(page, "pdf", options) for page in pages]
    except CareerpathError as error:
        return Made(problem=str(error))
    plan = {**plain(saved(roadmap.plan, kb, job.today)), "wages": wages_of(roadmap)}
    warnings = tuple(dict.fromkeys(warning for one in printed for warning in one.warnings))
    contents = tuple(one.data for one in printed)
    return Made(roadmap.goal, json.dumps(plan, ensure_ascii=False), contents, warnings, said=_digest(pages))


def _roadmap(job: Job, day: date, kb: KnowledgeBase) -> Roadmap:
    return make_roadmap(job.profile, kb, job.goal, day, name=job.client.name, agreed=job.agreed)


def _pages(job: Job, roadmap: Roadmap, kb: KnowledgeBase, options: PaperOptions) -> list[Page]:
    return [page_of(roadmap, kb, options, session=kind == "session") for kind in job.kinds]


def _digest(pages: Sequence[Page]) -> str:
    """Of all that is printed, less the foot, which names the version of the data."""
    said = [(page.title, page.subtitle, page.head, page.blocks) for page in pages]
    return hashlib.blake2b(repr(said).encode("utf-8", "replace"), digest_size=16).hexdigest()
