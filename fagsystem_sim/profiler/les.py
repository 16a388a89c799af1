"""Reading a profile: the whole of it, or an error that names file, key, what is allowed, and the nearest right word."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from fagsystem_sim.profiler import sammenheng
from fagsystem_sim.profiler.modell import Gruppe, Profil
from fagsystem_sim.profiler.naer import meant, mente

MAPPE = Path(__file__).parent
MEST = 5
"""So many errors are told of at once."""

DYPEST = 50
"""So many layers within each other a file may have; a profile has eight."""


class ProfilFeil(Exception):
    """A profile that is not there or cannot be used; the text is for people, in bokmål and English."""


def navn() -> list[str]:
    """The profiles that come with the program."""
    return sorted(fil.stem for fil in MAPPE.glob("*.yaml"))


def les(navn_eller_sti: str | Path, vaner: Collection[str] | None = None) -> Profil:
    """The profile of that name, or of that file (anything with a slash or ending in .yaml or .yml).

    `vaner` are the habits that there are; without it any name may stand for one. Raises ProfilFeil, which tells of all
    that is wrong, save what only shows when the rest is right.
    """
    sti = Path(navn_eller_sti)
    if len(sti.parts) == 1 and sti.suffix not in (".yaml", ".yml"):
        sti = MAPPE / f"{navn_eller_sti}.yaml"
        if not sti.is_file():
            raise ProfilFeil(
                f"Det finnes ingen profil «{navn_eller_sti}».{mente(str(navn_eller_sti), navn())} Profilene er "
                f"{', '.join(navn())}; en egen gis som en fil, PROFIL.yaml. / There is no profile "
                f"«{navn_eller_sti}».{meant(str(navn_eller_sti), navn())} One of your own is given as a file."
            )
    innhold = _les_yaml(sti)
    galt: list[str] = []
    try:
        profil = Profil.model_validate(innhold)
    except ValidationError as feil:
        galt = list(_linjer(feil.errors(include_url=False)))
        profil = _det_gode(innhold)
    ukjent = _ukjente_vaner(innhold, vaner) if vaner is not None else ()
    if linjer := [*galt, *ukjent, *_uenig(profil, hele=not galt)]:
        raise ProfilFeil(_tekst(sti, linjer))
    return profil


def _les_yaml(sti: Path) -> Any:
    try:
        return yaml.load(sti.read_text(encoding="utf-8"), _Leser)  # noqa: S506 - a SafeLoader
    except OSError as feil:
        raise ProfilFeil(_utilgjengelig(sti, feil)) from feil
    except UnicodeDecodeError as feil:
        raise ProfilFeil(f"{sti}: er ikke UTF-8. / It is not UTF-8.") from feil
    except yaml.MarkedYAMLError as feil:
        linje = feil.problem_mark.line + 1 if feil.problem_mark else None
        sted, place = (f", linje {linje}", f"Line {linje}") if linje else ("", "It")
        if isinstance(feil, _Ubrukelig):
            raise ProfilFeil(f"{sti}{sted}: {feil}. / {place} {feil.paa_engelsk}.") from feil
        raise ProfilFeil(f"{sti}{sted}: er ikke YAML: {feil.problem}. / {place} is not YAML: {feil.problem}.") from feil
    except yaml.reader.ReaderError as feil:
        tegn = f"(#x{feil.character:04x})"
        raise ProfilFeil(
            f"{sti}: har et tegn som ikke kan stå i YAML {tegn}. / It has a character that YAML cannot have {tegn}."
        ) from feil
    except yaml.YAMLError as feil:
        raise ProfilFeil(f"{sti}: er ikke YAML: {feil}. / It is not YAML: {feil}.") from feil


def _det_gode(innhold: Any) -> Profil:
    """A profile of the parts and groups that are right by themselves; the others are not there at all."""
    skrevet = _noekler_i(innhold)
    deler: dict[str, Any] = {"grupper": {}}
    for navn_, felt in Profil.model_fields.items():
        slag: Any = felt.annotation
        with suppress(ValidationError):
            if navn_ in skrevet:
                deler[navn_] = TypeAdapter(slag).validate_python(skrevet[navn_])
    for navn_, gruppe in _noekler_i(skrevet.get("grupper")).items():
        with suppress(ValidationError):
            deler["grupper"][navn_] = Gruppe.model_validate(gruppe)
    return Profil.model_construct(**deler)


def _noekler_i(verdi: Any) -> dict[Any, Any]:
    return verdi if isinstance(verdi, dict) else {}


def _uenig(profil: Profil, *, hele: bool) -> Iterator[str]:
    """What does not agree; of a profile that is not whole only what can be compared, and not the shares of groups."""
    try:
        for en in sammenheng.feil(profil):
            if hele or (en.hvor != "grupper" and en.hvor.split(".")[2:] != ["andel", "verdi"]):
                yield _setning(en.hvor, en.hva)
    except AttributeError:  # a part that is wrong is not there
        if hele:
            raise


def _ukjente_vaner(innhold: Any, kjente: Collection[str]) -> Iterator[str]:
    for navn_ in _noekler_i(_noekler_i(innhold).get("vaner")):
        if navn_ not in kjente:
            yield (
                f"vaner.{navn_}: ingen vane heter det.{mente(str(navn_), kjente)} Se fagsystem-sim habits. / "
                f"There is no such habit.{meant(str(navn_), kjente)}"
            )


def _utilgjengelig(sti: Path, feil: OSError) -> str:
    if isinstance(feil, FileNotFoundError):
        borte, gone = f"{sti}: filen finnes ikke.", "/ There is no such file."
        if sti.stem in navn():
            nb, en = f"Mente du «{sti.stem}», profilen som følger med?", f"Did you mean the profile «{sti.stem}»?"
            return f"{borte} {nb} {gone} {en}"
        filer = sorted(fil.name for ending in ("*.yaml", "*.yml") for fil in sti.parent.glob(ending))
        ord_, kjente = (sti.name, filer) if mente(sti.name, filer) else (sti.stem, navn())
        return f"{borte}{mente(ord_, kjente)} {gone}{meant(ord_, kjente)}"
    if isinstance(feil, IsADirectoryError):
        return f"{sti}: er en mappe, og ingen profil. / It is a folder, and no profile."
    if isinstance(feil, PermissionError):
        return f"{sti}: kan ikke leses, du har ikke lov til å åpne den. / You may not open it."
    return f"{sti}: kan ikke leses: {feil.strerror}. / It cannot be read."


class _Ubrukelig(yaml.MarkedYAMLError):
    """YAML that says what no profile can say; the texts are sentences of our own."""

    def __init__(self, hva: str, paa_engelsk: str, hvor: yaml.Mark) -> None:
        super().__init__(problem=hva, problem_mark=hvor)
        self.paa_engelsk = paa_engelsk

    def __str__(self) -> str:
        return str(self.problem)


class _Leser(yaml.SafeLoader):
    """YAML in which a key stands once and is a word, a value can be, and layers do not go on without end."""

    _lag = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self._lag += 1
        if self._lag > DYPEST:
            raise _Ubrukelig(
                f"har mer enn {DYPEST} lag inne i hverandre", f"has more than {DYPEST} layers within each other",
                parent.start_mark,
            )  # fmt: skip
        node = super().compose_node(parent, index)
        self._lag -= 1
        return node

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        sett = set()
        for noekkel, _ in node.value:
            if not isinstance(noekkel, yaml.ScalarNode):
                raise _Ubrukelig(
                    "en nøkkel er ett ord, og ikke en liste eller nøkler", "has a key that is not a word",
                    noekkel.start_mark,
                )  # fmt: skip
            if noekkel.value in sett:
                raise _Ubrukelig(
                    f"«{noekkel.value}» står to ganger", f"has «{noekkel.value}» twice", noekkel.start_mark
                )
            sett.add(noekkel.value)
        return node

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, TypeError, OverflowError) as feil:
            hva = f": «{node.value}»" if isinstance(node, yaml.ScalarNode) else ""
            raise _Ubrukelig(
                f"har en verdi som ikke finnes{hva}", f"has a value that there is not{hva}", node.start_mark
            ) from feil


def _tekst(sti: Path, linjer: list[str]) -> str:
    flere = len(linjer) - MEST
    hva = f"{sti.name}: profilen kan ikke brukes. / The profile cannot be used."
    ut = [hva, *(f"  {linje}" for linje in linjer[:MEST])]
    if flere > 0:
        ut.append(f"  … og {flere} til. / And {flere} more.")
    return "\n".join(ut)


def _setning(hvor: str, hva: str) -> str:
    """An error in both languages, as those that make it write it: `bokmål / English`, without the last points."""
    nb, _, en = hva.partition(" / ")
    return f"{hvor}: {nb}. / {en}."


def _linjer(detaljer: Iterable[ErrorDetails]) -> Iterator[str]:
    """A line an error; what is missing at one place is told of in one, so that it hides no other error."""
    mangler: dict[tuple[int | str, ...], list[str]] = {}
    for detalj in detaljer:
        if detalj["type"] == "missing":
            mangler.setdefault(detalj["loc"][:-1], []).append(str(detalj["loc"][-1]))
    for detalj in detaljer:
        if detalj["type"] != "missing":
            yield _linje(detalj)
        elif noekler := mangler.pop(sted := detalj["loc"][:-1], None):
            yield f"{'.'.join(map(str, (*sted, ', '.join(noekler))))}: mangler. / Missing."


def _linje(detalj: ErrorDetails) -> str:
    loc = [del_ for del_ in detalj["loc"] if del_ != "[key]"]
    noekkel = len(loc) < len(detalj["loc"])
    hvor = ".".join(map(str, loc)) or "profilen"
    ctx, verdi = detalj.get("ctx", {}), _vis(detalj["input"])
    match detalj["type"]:
        case "extra_forbidden":
            ord_, kjente = str(loc[-1]), _noekler(loc[:-1])
            nb = f"ukjent nøkkel.{mente(ord_, kjente)} Tillatt er {', '.join(kjente)}."
            en = f"Unknown key.{meant(ord_, kjente)}"
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            ned, opp = _grenser(loc, noekkel)
            nb = f"{verdi} er utenfor det tillatte, fra {ned:.10g} til {opp:.10g}."
            en = f"It must be from {ned:.10g} to {opp:.10g}."
        case "literal_error":
            lovlige = [ord_.strip(" '") for ord_ in str(ctx.get("expected", "")).replace(" or ", ", ").split(",")]
            nb = f"«{verdi}» kjennes ikke.{mente(verdi, lovlige)} Tillatt er {', '.join(lovlige)}."
            en = f"«{verdi}» is unknown.{meant(verdi, lovlige)}"
        case "string_pattern_mismatch" if form := _FORM.get(str(loc[-1])):
            nb, en = f"«{verdi}» {form[0]}.", f"{form[1]}."
        case "string_pattern_mismatch" | "too_short":
            nb, en = "kan ikke være tom.", "It cannot be empty."
        case "value_error":
            return _setning(hvor, str(ctx.get("error")))
        case "model_type" | "dict_type":
            kjent = ", ".join(_noekler(loc)) or "(navn: verdi)"
            nb = f"skal ha nøklene {kjent}, men er {_er(detalj['input'])}."
            en = "It must have keys."
        case slag if detalj["input"] is None:
            ventet = _SLAG.get(slag, _NOE_ANNET)
            nb, en = f"er tom; skal være {ventet[0]}.", f"It is empty; it must be {ventet[1]}."
        case slag:
            ventet = _SLAG.get(slag, _NOE_ANNET)
            nb, en = f"{_er(detalj['input'])} duger ikke (skal være {ventet[0]}).", f"It must be {ventet[1]}."
    return f"{hvor}: {nb} / {en}"


_FORM = {
    "kilde": (
        "er ingen kilde. Tillatt er en kildekode (S70, A, B), et avsnitt (§5.1) eller «kalibrert», gjerne med noen ord "
        "etter",
        "It is no source: write a tag (S70, A, B), a section (§5.1) or «kalibrert»",
    ),
    "navn": (
        "kan ikke være navnet. Tillatt er små bokstaver a–z, sifre og bindestrek, høyst 30 tegn, som norge-2017",
        "It must be small letters a–z, digits and hyphens, at most 30 of them",
    ),
}
"""What is said of a text that has not the form it should have, by the key it stands at."""

_NOE_ANNET = ("noe annet", "something else")
_TALL, _HELTALL = ("et tall", "a number"), ("et heltall", "a whole number")
_JA_NEI = ("true eller false", "true or false")
_SLAG = {
    "float_parsing": _TALL, "float_type": _TALL, "int_parsing": _HELTALL, "int_type": _HELTALL,
    "int_from_float": _HELTALL, "int_parsing_size": ("et mindre heltall", "a smaller whole number"),
    "string_type": ("tekst", "text"), "date_type": ("en dato, som 2017-12-31", "a date, as 2017-12-31"),
    "list_type": ("en liste (- …)", "a list (- …)"), "bool_parsing": _JA_NEI, "bool_type": _JA_NEI,
    "recursion_loop": ("ferdig et sted, og ikke inneholde seg selv", "done somewhere, and not hold itself"),
}  # fmt: skip


def _vis(verdi: Any) -> str:
    """A value as it stands in the file, or the beginning of it."""
    tekst = str(verdi).lower() if isinstance(verdi, bool) else str(verdi)
    return tekst if len(tekst) <= 60 else f"{tekst[:57]}…"


def _er(verdi: Any) -> str:
    """What a value is, in words where it is no single one."""
    if isinstance(verdi, list):
        return "en liste"
    if isinstance(verdi, dict):
        return "nøkler med verdier"
    return "tom" if verdi is None else f"«{_vis(verdi)}»"


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


def _grenser(loc: list[int | str], noekkel: bool) -> tuple[float, float]:
    """The bounds of the value at a place, or of the keys there."""
    if noekkel:
        _, grenser = _uten_omslag(get_args(_ved(loc[:-1])[0])[0])
    else:
        _, grenser = _ved(loc)
    ned = next((g.ge for g in grenser if getattr(g, "ge", None) is not None), float("-inf"))
    opp = next((g.le for g in grenser if getattr(g, "le", None) is not None), float("inf"))
    return ned, opp
