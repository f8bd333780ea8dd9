"""Data folders whose cache is warm: to read the YAML anew takes ten times as long as most commands."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from careerpath.knowledge import where
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.cache import knowledge


@cache
def _warm() -> TemporaryDirectory[str]:
    """The cache of the bundled knowledge, made once in this process and gone with it."""
    folder = TemporaryDirectory(prefix="careerpath-warm-")
    knowledge([where.bundled()], Path(folder.name))
    return folder


def warm_cache() -> Path:
    """The folder of a cache that has the bundled knowledge. Not to be written to: it is everybody's."""
    return Path(_warm().name)


def bundled() -> KnowledgeBase:
    """The bundled knowledge, each time with nothing remembered."""
    return knowledge([where.bundled()], warm_cache())


def warmed(home: str | os.PathLike[str]) -> Path:
    """The data folder, with the cache in it unless it has one; a place where no folder can be stays as it is."""
    folder = Path(home)
    with suppress(OSError):
        if folder.is_absolute() and not os.path.lexists(folder / "cache"):
            folder.mkdir(mode=0o700, exist_ok=True)
            shutil.copytree(warm_cache(), folder / "cache")
            (folder / "cache").chmod(0o700)
    return folder
