"""Jobs of hospital IT that somebody does, or did, elsewhere: their ids, and the roles of ours that they are."""

from __future__ import annotations

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.models import Role

CODE_LETTERS = len("15-1244.00")


def code_and_role(key: str) -> tuple[str, str]:
    """The O*NET code in the id of an occupation, and the role of ours that it is; empty if none is named.

    `onet-15-1244.00-endpoint-engineer` is the job of our endpoint engineer, done elsewhere.
    """
    rest = key.removeprefix(OCCUPATION)
    return rest[:CODE_LETTERS], rest[CODE_LETTERS + 1 :]


def elsewhere(role: str, code: str, kb: KnowledgeBase) -> str:
    """The id under which a role of ours that is done elsewhere is held.

    The code alone says it where no other role of ours shares it.
    """
    plain = OCCUPATION + code
    same = [twin.id for twin in twins(kb.roles[plain], kb)]
    return plain if same == [role] else f"{plain}-{role}"


def twins(job: Role, kb: KnowledgeBase) -> tuple[Role, ...]:
    """The roles of hospital IT that a job outside the list is: the one it names, else those of its O*NET code.

    Of the latter close ones count only if none is exact.
    """
    if job.kind != "occupation" or job.occupation is None:
        return ()
    _, named = code_and_role(job.id)
    if named and named in kb.roles:
        return (kb.roles[named],)
    same = []
    for key in kb.indexes.ranked_roles:
        role = kb.roles[key]
        if role.kind == "hospital-it" and role.occupation and role.occupation.code == job.occupation.code:
            same.append(role)
    for match in ("exact", "close"):
        of_match = tuple(role for role in same if role.occupation and role.occupation.match == match)
        if of_match:
            return of_match
    return ()
