"""Problem documents (RFC 9457)."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict


class Merknad(TypedDict):
    """One of several errors, with where it is."""

    detail: str
    detailEnglish: str
    field: NotRequired[str]
    line: NotRequired[int]
    column: NotRequired[str]
    registration: NotRequired[int]
    eksternId: NotRequired[str]


class Problem(TypedDict):
    """What was wrong, and what to do about it (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    detailEnglish: str
    remedy: str
    remedyEnglish: str
    field: NotRequired[str]
    rule: NotRequired[str]
    errors: NotRequired[Sequence[Merknad]]
