"""One client's packet: the roadmap to take home and the sheet for the talk, as PDF. Runs in worker processes too."""

from __future__ import annotations

import gc
import json
from collections.abc import Sequence
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge import cache
from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.rendering.paper import PaperOptions, render_roadmap
from careerpath.services.packets import Job, Made
from careerpath.services.planning import saved
from careerpath.services.roadmap import make_roadmap

_desk: dict[str, tuple[KnowledgeBase, PaperOptions]] = {}


def start(folders: Sequence[Path], cache_dir: Path | None, options: PaperOptions) -> None:
    """Read the knowledge once per process."""
    gc.set_threshold(100_000, 20, 20)
    _desk["here"] = (cache.knowledge(folders, cache_dir), options)


def make(job: Job) -> Made:
    """The packet."""
    kb, options = _desk["here"]
    try:
        roadmap = make_roadmap(job.profile, kb, None, job.today, name=job.client.name, agreed=job.agreed)
        printed = [render_roadmap(roadmap, kb, "pdf", options, session=session) for session in (False, True)]
    except CareerpathError as error:
        return Made(problem=str(error))
    plan = json.dumps(plain(saved(roadmap.plan, kb, job.today)), ensure_ascii=False)
    warnings = tuple(dict.fromkeys(warning for one in printed for warning in one.warnings))
    return Made(roadmap.goal, plan, tuple(one.data for one in printed), warnings)
