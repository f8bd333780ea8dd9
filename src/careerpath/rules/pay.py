"""Which wage counts for a person: that of their state if the knowledge has it, else the national one."""

from __future__ import annotations

from collections.abc import Iterable

from careerpath.knowledge.models import LocalPay, Role
from careerpath.people.profile import Profile


def local_pay(role: Role, state: str | None) -> LocalPay | None:
    """The wage in the person's state, also if none is released there; None if the knowledge has no word on it."""
    if not state or not role.local_pay:
        return None
    return next((pay for pay in role.local_pay if pay.state == state.upper()), None)


def national_usd(role: Role) -> float | None:
    """National median [USD a year]; None if the role has none of its own."""
    return role.pay.median_usd if role.pay and role.pay.covers != "proxy" else None


def local_usd(role: Role, state: str | None) -> float | None:
    """Median in the state [USD a year]; None if none is released, or it is none of the role's own."""
    pay = local_pay(role, state)
    return pay.median_usd if pay and pay.covers != "proxy" else None


def current_pay(profile: Profile, roles: Iterable[Role]) -> tuple[float | None, float | None]:
    """(national, local) median of the best paid current role [USD a year]."""
    roles, state = list(roles), profile.limits.state
    national = [usd for role in roles if (usd := national_usd(role)) is not None]
    local = [usd for role in roles if (usd := local_usd(role, state)) is not None]
    return max(national, default=None), max(local, default=None) if len(local) == len(roles) else None
