"""The profiles kept on this machine."""

from __future__ import annotations

from pathlib import Path


def last_profile_path(data_dir: Path) -> Path | None:
    """The profile that was saved last, or None."""
    mark = data_dir / "profiles" / ".last"
    try:
        path = data_dir / "profiles" / mark.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return path if path.is_file() else None
