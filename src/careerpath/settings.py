"""Flag, then environment, then `config.toml`, then default: resolved once, here.

Nothing below `cli` reads the environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import is_file, printable, read_bytes
from careerpath.record import Record

LONGEST_CONFIG = 100_000
"""Bytes; no settings need more, and a file that stands there by mistake is refused unread."""
CONFIG_KEYS = (
    "attachment", "counselor", "demand", "keyring", "knowledge", "logo", "organization", "paper", "phone", "plain",
    "today",
)  # fmt: skip


class Settings(Record):
    """What a command may know about its surroundings."""

    today: date
    knowledge: tuple[Path, ...]
    """Overlay folders, in order; the bundled knowledge comes before them."""
    data_dir: Path
    cache_dir: Path | None
    plain: bool
    color: bool
    width: int | None
    no_input: bool
    passphrase: str | None = None
    """Of an encrypted caseload."""
    passphrase_fd: int | None = None
    """The file descriptor that it comes from instead."""
    keyring: bool = False
    """Whether the system's keyring is asked for it."""
    organization: str = ""
    """The name at the head of documents."""
    logo: Path | None = None
    """The picture beside it, PNG or SVG."""
    paper: str = "letter"
    counselor: str = ""
    """Name and phone on the attachment to an employment plan."""
    phone: str = ""
    attachment: tuple[str, ...] | None = None
    """Its sections that are printed; None for all."""
    demand: Path | None = None
    """The counselor's table of occupations in demand by the lists of states (CSV)."""


def resolve(
    environment: Mapping[str, str],
    *,
    today: str | None = None,
    knowledge: tuple[Path, ...] = (),
    plain: bool = False,
    no_input: bool = False,
    passphrase_fd: str | None = None,
) -> Settings:
    """Settings from flags, environment and config file. Raises CareerpathError for a value that makes no sense."""
    data_dir, cache_dir = folders(environment)
    config = _config(data_dir / "config.toml")
    overlays = knowledge or _overlays(environment, config)
    day = today or environment.get("CAREERPATH_TODAY") or config.get("today")
    return Settings(
        today=parse_day(str(day), "--today") if day else date.today(),
        knowledge=overlays,
        data_dir=data_dir,
        cache_dir=None if environment.get("CAREERPATH_NO_CACHE") else cache_dir,
        plain=plain or environment.get("ACCESSIBLE", "") not in ("", "0") or bool(config.get("plain")),
        color=not environment.get("NO_COLOR") and environment.get("TERM") != "dumb",
        width=_width(environment),
        no_input=no_input,
        passphrase=environment.get("CAREERPATH_PASSPHRASE") or None,
        passphrase_fd=_descriptor(passphrase_fd or environment.get("CAREERPATH_PASSPHRASE_FD") or None),
        keyring=bool(config.get("keyring")),
        organization=_text(config, "organization"),
        logo=_path(config, "logo"),
        paper=_text(config, "paper") or "letter",
        counselor=_text(config, "counselor"),
        phone=_text(config, "phone"),
        attachment=_attachment(config),
        demand=_path(config, "demand"),
    )


def _overlays(environment: Mapping[str, str], config: Mapping[str, object]) -> tuple[Path, ...]:
    """The overlay folders of the environment; without any there, those of the config file."""
    parts = environment.get("CAREERPATH_KNOWLEDGE", "").split(os.pathsep)
    named = tuple(Path(part) for part in parts if part)
    if named or "knowledge" not in config:
        return named
    return tuple(_expanded(str(part), "knowledge") for part in _as_list(config["knowledge"]))


def _path(config: Mapping[str, object], key: str) -> Path | None:
    text = _text(config, key)
    return _expanded(text, key) if text else None


def _attachment(config: Mapping[str, object]) -> tuple[str, ...] | None:
    """The sections that are printed; None, which is all, if the file does not name any."""
    if "attachment" not in config:
        return None
    return tuple(str(section) for section in _as_list(config["attachment"]))


def _expanded(text: str, key: str) -> Path:
    """The path with `~` resolved. Raises CareerpathError where nobody has that home."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        shown = printable(text[:60])
        raise CareerpathError(f"config.toml: {key}: {shown!r} names a home folder that is not known") from None


def _descriptor(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise CareerpathError(f"--passphrase-fd: {printable(text[:40])!r} is no number of an open file descriptor")
    return int(text)


def parse_day(text: str, option: str) -> date:
    """A date written YYYY-MM-DD between 1950 and 2150."""
    try:
        day = date.fromisoformat(text)
        if day.isoformat() != text:  # 20270131 and 2027-W04-7
            raise ValueError
    except ValueError:
        example = _american(text) or "2027-01-31"
        raise CareerpathError(f"{option}: {printable(text[:40])!r} is no date; write it as {example}") from None
    if not 1950 <= day.year <= 2150:
        raise CareerpathError(f"{option}: the year {day.year} is out of range")
    return day


def _american(text: str) -> str | None:
    """12/1/2026 -> 2026-12-01; None for anything else."""
    with suppress(ValueError):
        month, day, year = (int(part) for part in text.split("/"))
        if year > 999:
            return date(year, month, day).isoformat()
    return None


def folders(environment: Mapping[str, str]) -> tuple[Path, Path]:
    """Where profiles and drafts are kept, and where the cache is."""
    home = environment.get("CAREERPATH_HOME")
    if home:
        return Path(home), Path(home) / "cache"
    try:
        user = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path("~").expanduser())
    except RuntimeError:
        raise CareerpathError("no home folder is known; set HOME, or CAREERPATH_HOME to a folder of your own") from None
    if sys.platform == "darwin":
        return user / "Library/Application Support/careerpath", user / "Library/Caches/careerpath"
    if sys.platform == "win32":
        local = Path(environment.get("LOCALAPPDATA") or user / "AppData/Local")
        return local / "careerpath", local / "careerpath" / "cache"
    data = Path(environment.get("XDG_DATA_HOME") or user / ".local/share")
    cache = Path(environment.get("XDG_CACHE_HOME") or user / ".cache")
    return data / "careerpath", cache / "careerpath"


def _config(path: Path) -> dict[str, object]:
    shown = printable(str(path))
    try:
        if not is_file(path):
            return {}
        text = read_bytes(path, limit=LONGEST_CONFIG).decode("utf-8")
    except UnicodeDecodeError:
        raise CareerpathError(f"{shown}: not UTF-8 text") from None
    import tomllib

    try:
        config = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CareerpathError(f"{shown}: not valid TOML: {printable(str(error))[:200]}") from None
    unknown = sorted(set(config) - set(CONFIG_KEYS))
    if unknown:
        raise CareerpathError(f"{shown}: unknown key {unknown[0]!r}; known are {', '.join(CONFIG_KEYS)}")
    return config


def _text(config: Mapping[str, object], key: str) -> str:
    value = config.get(key, "")
    if not isinstance(value, str):
        raise CareerpathError(f"config.toml: {key}: text in quotes is wanted")
    return value


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _width(environment: Mapping[str, str]) -> int | None:
    """The width that COLUMNS asks for, 40 to 400; None where it is no number of columns."""
    columns = environment.get("COLUMNS", "")
    if not columns.isdecimal() or len(columns) > 5 or int(columns) == 0:
        return None
    return max(40, min(int(columns), 400))


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # in a container fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
