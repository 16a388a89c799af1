"""What pydantic found wrong with a file, in words for people, at the place in the file."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mocknir.scenario.forventninger import FORVENTNINGER, Expectation
from mocknir.scenario.hendelser import HENDELSER
from mocknir.scenario.modell import MERKER, STEG, Scenario, Step
from mocknir.scenario.ord import Feilord, Ord, Sti, forslag
from mocknir.scenario.verdier import skriv
from mocknir.scenario.verdityper import FEIL, Modell


def av_pydantic(feil: ValidationError) -> list[Feilord]:
    """The errors, each in both languages."""
    alle = feil.errors(include_url=False)
    # A list whose elements are wrong is also told to be too short: those that failed are not counted.
    return [en for f in alle if f["type"] != "too_short" or not f["input"] for en in _en(f)]


def _en(funn: ErrorDetails) -> Iterator[Feilord]:
    loc, slag, ctx, inn = funn["loc"], funn["type"], funn.get("ctx", {}), funn["input"]
    sti = tuple(ledd for ledd in loc if not _er_merke(ledd))
    if slag == FEIL:
        for en in ctx["feil"]:
            yield Feilord((*sti, *en.sti), en.ord, en.er_noekkel or loc[-1:] == ("[key]",))
    elif slag == "extra_forbidden":
        yield Feilord(sti, _ukjent_noekkel(loc), er_noekkel=True)
    elif slag in ("union_tag_not_found", "union_tag_invalid"):
        yield _ukjent_slag(sti, inn)
    elif slag in ("model_type", "model_attributes_type"):
        yield Feilord(sti, _skal_ha_noekler(_modell_ved(loc)))
    elif slag in _TEKSTER:
        tekst, text = _TEKSTER[slag]
        yield Feilord(sti, Ord(tekst.format(**ctx), text.format(**ctx)))
    else:
        v = skriv(inn)
        yield Feilord(sti, Ord(f"«{v}» duger ikke ({funn['msg']})", f"«{v}» will not do ({funn['msg']})"))


def _er_merke(ledd: str | int) -> bool:
    return isinstance(ledd, str) and (ledd in MERKER or ledd == "[key]")


def _noekler(modell: Any) -> list[str]:
    return [] if modell is None else [f.alias or n for n, f in modell.model_fields.items()]


def _skal_ha_noekler(modell: Any) -> Ord:
    eksempel = ", ".join(f"{navn}: …" for navn in _noekler(modell)[:3])
    return Ord(f"skal ha nøkler og verdier, som {{{eksempel}}}", f"must have keys and values, as {{{eksempel}}}")


_LISTE = ("skal være en liste (- …)", "must be a list (- …)")
_TEKSTER: dict[str, tuple[str, str]] = {
    "missing": ("mangler", "is missing"),
    "dict_type": ("skal ha nøkler og verdier (nøkkel: verdi)", "must have keys and values (key: value)"),
    "tuple_type": _LISTE, "list_type": _LISTE,
    "int_type": ("skal være et helt tall", "must be a whole number"),
    "bool_type": ("skal være true eller false", "must be true or false"),
    "literal_error": ("skal være {expected}", "must be {expected}"),
    "string_too_long": ("skal ha høyst {max_length} tegn", "must have at most {max_length} characters"),
    "too_short": ("skal ha minst {min_length} i antall", "must have at least {min_length} of them"),
    "too_long": ("skal ha høyst {max_length} i antall", "must have at most {max_length} of them"),
    "greater_than_equal": ("skal være minst {ge}", "must be at least {ge}"),
    "less_than_equal": ("skal være høyst {le}", "must be at most {le}"),
}  # fmt: skip


def _ukjent_noekkel(loc: tuple[str | int, ...]) -> Ord:
    modell, navn = _modell_ved(loc[:-1]), str(loc[-1])
    kjente = _noekler(modell)
    for slag, klasse in (((STEG, Step)), ((FORVENTNINGER, Expectation))):
        if modell is not None and issubclass(modell, klasse) and navn in slag:
            hva, what = ("steg", "step") if klasse is Step else ("forventning", "expectation")
            return Ord(
                f"kan ikke stå sammen med {modell.noekkel}; skriv det som eget {hva} (- {navn}: …)",
                f"cannot stand beside {modell.noekkel}; write it as a {what} of its own (- {navn}: …)",
            )
    o = forslag(navn, kjente)
    return Ord(f"er ingen nøkkel her{o.tekst}", f"is no key here{o.text}")


def _ukjent_slag(sti: Sti, inn: Any) -> Feilord:
    """That a step, an expectation or an event is none that is known."""
    if sti[-1:] == ("event",):
        type_ = inn.get("type") if isinstance(inn, dict) else None
        if type_ is None:
            alle = ", ".join(HENDELSER)
            return Feilord((*sti, "type"), Ord(f"mangler: en av {alle}", f"is missing: one of {alle}"))
        o = forslag(skriv(type_), HENDELSER)
        tekst, text = f"«{skriv(type_)}» er ingen hendelse{o.tekst}", f"«{skriv(type_)}» is no event{o.text}"
        return Feilord((*sti, "type"), Ord(tekst, text))
    er_steg = len(sti) == 2 and sti[0] == "steps"
    slag: dict[str, Any] = dict(STEG if er_steg else FORVENTNINGER)
    hva, what = ("et steg", "a step") if er_steg else ("en forventning", "an expectation")
    alle = ", ".join(slag)
    egne = [n for n in inn if n != "id"] if isinstance(inn, dict) else []
    if not egne:
        return Feilord(sti, Ord(f"er ikke {hva}; bruk en av {alle}", f"is not {what}; use one of {alle}"))
    forslagene = [forslag(n, slag) for n in egne]
    o = next((f for f in forslagene if "?" in f.tekst), None) or Ord(f"; bruk en av {alle}", f"; use one of {alle}")
    navn = egne[next((nr for nr, f in enumerate(forslagene) if "?" in f.tekst), 0)]
    return Feilord((*sti, navn), Ord(f"er ikke {hva}{o.tekst}", f"is not {what}{o.text}"), er_noekkel=True)


def _modell_ved(loc: tuple[str | int, ...]) -> Any:
    """The model that stands at a place: from field to field, a tag telling which of several it is."""
    slag: Any = Scenario
    for ledd in loc:
        if ledd in MERKER:
            slag = MERKER[str(ledd)]
        elif get_origin(slag) is tuple:
            slag = _uten_omslag(get_args(slag)[0])
        elif get_origin(slag) is dict:
            slag = _uten_omslag(get_args(slag)[1])
        elif isinstance(slag, type) and issubclass(slag, Modell):
            felt = next((f for n, f in slag.model_fields.items() if (f.alias or n) == ledd), None)
            slag = _uten_omslag(felt.annotation) if felt else None
    return slag if isinstance(slag, type) and issubclass(slag, Modell) else None


def _uten_omslag(slag: Any) -> Any:
    """What is within Annotated and «or None»; None where it is one of several, which a tag will tell."""
    while True:
        if hasattr(slag, "__metadata__"):
            slag = slag.__origin__
        elif get_origin(slag) in (Union, UnionType):
            deler = [d for d in get_args(slag) if d is not type(None)]
            if len(deler) > 1:
                return None
            slag = deler[0]
        else:
            return slag
