"""Reading a profile: the whole of it, or an error that names file, key, what is allowed, and the nearest right word."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from fagsystem_sim.profiler.modell import Profil

MAPPE = Path(__file__).parent
MEST = 10
"""So many errors are told of at once."""


class ProfilFeil(Exception):
    """A profile that is not there or cannot be used; the text is for people, in bokmål."""


def navn() -> list[str]:
    """The profiles that come with the program."""
    return sorted(fil.stem for fil in MAPPE.glob("*.yaml"))


def les(navn_eller_sti: str | Path) -> Profil:
    """The profile of that name, or of that file (anything with a slash or ending in .yaml or .yml).

    Raises ProfilFeil.
    """
    sti = Path(navn_eller_sti)
    if len(sti.parts) == 1 and sti.suffix not in (".yaml", ".yml"):
        sti = MAPPE / f"{navn_eller_sti}.yaml"
        if not sti.is_file():
            like = _naermest(str(navn_eller_sti), navn())
            raise ProfilFeil(
                f"Det finnes ingen profil «{navn_eller_sti}».{like} Profilene er {', '.join(navn())}; "
                "en egen gis som en fil, PROFIL.yaml."
            )
    try:
        innhold = yaml.load(sti.read_text(encoding="utf-8"), _Leser)  # noqa: S506 - a SafeLoader
    except OSError as feil:
        raise ProfilFeil(f"{sti}: kan ikke leses: {feil.strerror}") from feil
    except UnicodeDecodeError as feil:
        raise ProfilFeil(f"{sti}: er ikke UTF-8") from feil
    except yaml.MarkedYAMLError as feil:
        sted = f", linje {feil.problem_mark.line + 1}" if feil.problem_mark else ""
        raise ProfilFeil(f"{sti}{sted}: er ikke YAML: {feil.problem}") from feil
    except yaml.YAMLError as feil:
        raise ProfilFeil(f"{sti}: er ikke YAML: {feil}") from feil
    except (ValueError, TypeError, RecursionError) as feil:  # a date that is none, as 2017-02-30; a list as a key
        raise ProfilFeil(
            f"{sti}: har en verdi som ikke finnes ({feil}); sett den i anførselstegn, så sies det hvor den står"
        ) from feil
    try:
        return Profil.model_validate(innhold)
    except ValidationError as feil:
        raise ProfilFeil(_tekst(sti, feil)) from None


class _Leser(yaml.SafeLoader):
    """YAML in which a key that stands twice is an error and not the later one's victory."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        sett = set()
        for noekkel, _ in node.value:
            if noekkel.value in sett:
                raise yaml.MarkedYAMLError(problem=f"«{noekkel.value}» står to ganger", problem_mark=noekkel.start_mark)
            sett.add(noekkel.value)
        return node


def _tekst(sti: Path, feil: ValidationError) -> str:
    linjer = [_linje(detalj) for detalj in feil.errors(include_url=False)]
    flere = len(linjer) - MEST
    ut = [f"{sti.name}: profilen kan ikke brukes.", *(f"  {linje}" for linje in linjer[:MEST])]
    if flere > 0:
        ut.append(f"  … og {flere} feil til")
    return "\n".join(ut)


def _linje(detalj: ErrorDetails) -> str:
    loc = [del_ for del_ in detalj["loc"] if del_ != "[key]"]
    hvor = ".".join(map(str, loc)) or "profilen"
    ctx, verdi = detalj.get("ctx", {}), detalj["input"]
    match detalj["type"]:
        case "extra_forbidden":
            kjente = _noekler(loc[:-1])
            like = _naermest(str(loc[-1]), kjente)
            return f"{hvor}: ukjent nøkkel.{like} Tillatt er {', '.join(kjente)}."
        case "missing":
            return f"{hvor}: mangler."
        case "greater_than_equal" | "less_than_equal":
            ned, opp = _grenser(loc)
            return f"{hvor}: {verdi} er utenfor det tillatte, fra {ned:g} til {opp:g}."
        case "literal_error":
            lovlige = [ord_.strip(" '") for ord_ in str(ctx.get("expected", "")).replace(" or ", ", ").split(",")]
            return f"{hvor}: «{verdi}» kjennes ikke.{_naermest(str(verdi), lovlige)} Tillatt er {', '.join(lovlige)}."
        case "string_pattern_mismatch" if loc and loc[-1] == "kilde":
            return (
                f"{hvor}: «{verdi}» er ingen kilde. Tillatt er en kildekode (S70, A, B), et avsnitt (§5.1) eller "
                "«kalibrert», gjerne med noen ord etter."
            )
        case "string_pattern_mismatch":
            return f"{hvor}: «{verdi}» har ikke formen {ctx.get('pattern')}."
        case "value_error":
            return f"{hvor}: {ctx.get('error')}."
        case "model_type" | "dict_type":
            return f"{hvor}: skal ha nøklene {', '.join(_noekler(loc)) or '(navn: verdi)'}, men er «{verdi}»."
        case _:
            return f"{hvor}: «{verdi}» duger ikke ({_SLAG.get(detalj['type'], detalj['msg'])})."


_SLAG = {
    "float_parsing": "skal være et tall", "float_type": "skal være et tall", "int_parsing": "skal være et heltall",
    "int_type": "skal være et heltall", "int_from_float": "skal være et heltall", "string_type": "skal være tekst",
    "date_from_datetime_parsing": "skal være en dato, som 2017-12-31", "date_type": "skal være en dato",
    "date_parsing": "skal være en dato, som 2017-12-31", "list_type": "skal være en liste (- …)",
    "bool_parsing": "skal være true eller false", "too_short": "kan ikke være tom",
}  # fmt: skip


def _naermest(ord_: str, kjente: Iterable[str]) -> str:
    like = get_close_matches(ord_, list(kjente), n=1, cutoff=0.5)
    return f" Mente du «{like[0]}»?" if like else ""


def _ved(loc: Iterable[int | str]) -> tuple[Any, tuple[Any, ...]]:
    """The type that stands at a place in the model, and the bounds that are set on it."""
    slag: Any = Profil
    grenser: tuple[Any, ...] = ()
    for del_ in loc:
        if isinstance(slag, type) and issubclass(slag, BaseModel):
            felt = slag.model_fields.get(str(del_))
            slag, grenser = (felt.annotation, tuple(felt.metadata)) if felt else (None, ())
        else:
            args = get_args(slag)
            slag, grenser = (args[-1] if args else None), ()
        slag, flere = _uten_omslag(slag)
        grenser += flere
    return slag, grenser


def _uten_omslag(slag: Any) -> tuple[Any, tuple[Any, ...]]:
    """The plain type inside Annotated and «or None»."""
    grenser: tuple[Any, ...] = ()
    while True:
        if hasattr(slag, "__metadata__"):
            for ett in slag.__metadata__:
                grenser += tuple(getattr(ett, "metadata", ()))
            slag = slag.__origin__
        elif get_origin(slag) in (Union, UnionType):
            slag = next(arg for arg in get_args(slag) if arg is not type(None))
        else:
            return slag, grenser


def _noekler(loc: Iterable[int | str]) -> list[str]:
    slag, _ = _ved(loc)
    return list(slag.model_fields) if isinstance(slag, type) and issubclass(slag, BaseModel) else []


def _grenser(loc: Iterable[int | str]) -> tuple[float, float]:
    _, grenser = _ved(loc)
    ned = next((g.ge for g in grenser if getattr(g, "ge", None) is not None), float("-inf"))
    opp = next((g.le for g in grenser if getattr(g, "le", None) is not None), float("inf"))
    return ned, opp
