"""Which wage counts for a person: that of their state if the knowledge has it, else the national one."""

from __future__ import annotations

from collections.abc import Iterable

from careerpath.knowledge.models import LocalPay, Role
from careerpath.people.profile import Profile


def local_pay(role: Role, state: str | None) -> LocalPay | None:
    """The wage in the person's state, also if none is released there; None if the knowledge has no word on it."""
    if not state:
        return None
    for pay in role.local_pay:
        if pay.state == state.upper():
            return pay
    return None


def wage_areas(profile: Profile, roles: Iterable[Role]) -> tuple[str, ...]:
    """Names of the areas whose wages stand for the person's state, of all that is known of these roles."""
    local = (local_pay(role, profile.limits.state) for role in roles)
    return tuple(sorted({pay.area for pay in local if pay}))


def national_usd(role: Role) -> float | None:
    """National median [USD a year]; None if the role has none of its own."""
    return role.pay.median_usd if role.pay and role.pay.covers != "proxy" else None


def local_usd(role: Role, state: str | None) -> float | None:
    """Median in the state [USD a year]; None if none is released, or it is none of the role's own."""
    pay = local_pay(role, state)
    return pay.median_usd if pay and pay.covers != "proxy" else None


def wage_for(profile: Profile, role: Role) -> float | None:
    """The median that counts for this person [USD a year]: of their state where it is known, else the national one."""
    local = local_usd(role, profile.limits.state)
    return national_usd(role) if local is None else local


def is_under_floor(profile: Profile, role: Role) -> bool:
    """True if the role's median is known and below what a job must pay at least."""
    floor, wage = profile.limits.pay_floor_usd, wage_for(profile, role)
    return floor is not None and wage is not None and wage < floor


def current_pay(profile: Profile, roles: Iterable[Role]) -> tuple[float | None, float | None]:
    """What pay is compared with [USD a year]: (for national wages, for those of the state).

    What the person earns now, if it is stated (0: nothing, so nothing is compared); else the median of the best paid
    of their current `roles`. Who holds no job has none.
    """
    if profile.pay_now_usd is not None:
        stated = profile.pay_now_usd or None
        return stated, stated
    national, local = [], []
    for role in roles:
        national.append(national_usd(role))
        local.append(local_usd(role, profile.limits.state))
    # where one job has no wage in the state, the best of the others would stand for too little
    return _largest_known(national), None if None in local else _largest_known(local)


def _largest_known(wages: Iterable[float | None]) -> float | None:
    known = [usd for usd in wages if usd is not None]
    return max(known, default=None)
