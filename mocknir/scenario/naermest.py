"""Whether the most alike element of a list is alike enough to be told of."""

from collections.abc import Mapping, Sequence
from typing import Any

from mocknir.scenario.forventninger import Expectation
from mocknir.scenario.matchere import Difference, Differences, Felter, Inneholder, Liste, Matcher
from mocknir.scenario.ord import Sti
from mocknir.scenario.tidslinje import Fakta
from mocknir.scenario.verdier import MANGLER, vis


def bare_naere(f: Expectation, avvik: Differences, fakta: Fakta) -> Differences:
    """The differences, without a nearest element where it differs in all that was asked for."""
    ut = []
    for a in avvik:
        m = _finn(f, a.path) if a.nearest else None
        if isinstance(m, Inneholder):
            element = next((e for e in m.elementer if Inneholder((e,)).beskriv(fakta) == a.expected), None)
            if element is not None and len(a.nearest) >= _blader(element) and not _ukjent_felt(a.nearest):
                a = a._replace(nearest=())
        ut.append(a)
    return ut


def _ukjent_felt(naermest: Sequence[Difference]) -> bool:
    """Whether it was asked for a single field that no element has."""
    return len(naermest) == 1 and naermest[0].actual == vis(MANGLER)


def _blader(m: Matcher) -> int:
    """How many values a matcher asks for."""
    return sum(_blader(del_) for del_ in m.felter.values()) if isinstance(m, Felter) else 1


def _finn(f: Expectation, sti: Sti) -> Any:
    """The matcher at a place, None when there is none by that path."""
    her: Any = {felt.alias or navn: getattr(f, navn) for navn, felt in type(f).model_fields.items()}
    for ledd in sti:
        if isinstance(her, Felter):
            her = her.felter.get(str(ledd))
        elif isinstance(her, Liste) and isinstance(ledd, int):
            her = her.elementer[ledd]
        else:
            her = her.get(ledd) if isinstance(her, Mapping) else None
    return her
