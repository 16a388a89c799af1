"""A fault in words: what is planned, and what struck."""

from mocknir.faults.kinds import KINDS, STAGE_NAMES, STAGES, Stage, Words
from mocknir.faults.rule import Rule


def strike(stage: Stage, kind: str, seconds: float | None, bytes_: int | None, id_: int) -> Words:
    """What a fault did to a call: «Svaret ble borte etter at meldingen var skrevet: forbindelsen … (feil 3).»"""
    what, when = KINDS[kind].what, STAGES[stage]
    of = Words("halvparten", "half") if bytes_ is None else Words(f"{bytes_} byte", f"{bytes_} bytes")
    wait = f"{seconds:g}" if seconds is not None else ""
    return Words(
        f"{what.nb.format(when=when.nb, seconds=wait.replace('.', ','), bytes=of.nb)} (feil {id_}).",
        f"{what.en.format(when=when.en, seconds=wait, bytes=of.en)} (fault {id_}).",
    )


def plan(rule: Rule) -> Words:
    """What a rule is to do, on one line: «drop etter lagring (after-commit), OverfoerRegistreringer, 1 gang»."""
    which = [
        (nb, en, value)
        for nb, en, value in (
            ("", "", rule.operation), ("kommune", "kommune", rule.kommune),
            ("meldingsId", "meldingsId", rule.meldings_id), ("person", "person", rule.person),
            ("bruker", "user", rule.user),
        )
        if value is not None
    ]  # fmt: skip
    chance = f"{rule.probability:g}" if rule.probability is not None else ""
    amount = ([f"{rule.seconds:g} s"] if rule.seconds else []) + ([f"{rule.bytes} byte"] if rule.bytes else [])
    nb = [f"{name} {value}".strip() for name, _, value in which] or ["alle kall"]
    en = [f"{name} {value}".strip() for _, name, value in which] or ["all calls"]
    if rule.nth is not None:
        nb.append(f"fra kall nr. {rule.nth}")
        en.append(f"from call no. {rule.nth}")
    if rule.limit is not None:
        nb.append(f"{rule.limit} {'gang' if rule.limit == 1 else 'ganger'}")
        en.append(f"{rule.limit} {'time' if rule.limit == 1 else 'times'}")
    if chance:
        nb.append(f"sannsynlighet {chance.replace('.', ',')}")
        en.append(f"probability {chance}")
    stage = STAGE_NAMES[rule.stage]
    return Words(
        ", ".join([f"feil {rule.id}: {rule.kind} {stage.nb} ({rule.stage})", *amount, *nb]),
        ", ".join([f"fault {rule.id}: {rule.kind} {stage.en} ({rule.stage})", *amount, *en]),
    )
