"""Reading a profile: the whole of it, or an error that names file, key, what is allowed, and the nearest right word."""

from collections.abc import Iterable
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from fagsystem_sim.profiler import sammenheng
from fagsystem_sim.profiler.modell import Profil
from fagsystem_sim.profiler.naer import mente

MAPPE = Path(__file__).parent
MEST = 10
"""So many errors are told of at once."""

DYPEST = 50
"""So many layers within each other a file may have; a profile has eight."""


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
            raise ProfilFeil(
                f"Det finnes ingen profil «{navn_eller_sti}».{mente(str(navn_eller_sti), navn())} Profilene er "
                f"{', '.join(navn())}; en egen gis som en fil, PROFIL.yaml."
            )
    try:
        innhold = yaml.load(sti.read_text(encoding="utf-8"), _Leser)  # noqa: S506 - a SafeLoader
    except OSError as feil:
        raise ProfilFeil(_utilgjengelig(sti, feil)) from feil
    except UnicodeDecodeError as feil:
        raise ProfilFeil(f"{sti}: er ikke UTF-8") from feil
    except yaml.MarkedYAMLError as feil:
        sted = f", linje {feil.problem_mark.line + 1}" if feil.problem_mark else ""
        hva = str(feil) if isinstance(feil, _Ubrukelig) else f"er ikke YAML: {feil.problem}"
        raise ProfilFeil(f"{sti}{sted}: {hva}.") from feil
    except yaml.reader.ReaderError as feil:
        raise ProfilFeil(f"{sti}: har et tegn som ikke kan stå i YAML (#x{feil.character:04x}).") from feil
    except yaml.YAMLError as feil:
        raise ProfilFeil(f"{sti}: er ikke YAML: {feil}") from feil
    try:
        profil = Profil.model_validate(innhold)
    except ValidationError as feil:
        raise ProfilFeil(_tekst(sti, [_linje(detalj) for detalj in feil.errors(include_url=False)])) from None
    if uenig := [f"{en.hvor}: {en.hva}." for en in sammenheng.feil(profil)]:
        raise ProfilFeil(_tekst(sti, uenig))
    return profil


def _utilgjengelig(sti: Path, feil: OSError) -> str:
    if isinstance(feil, FileNotFoundError):
        if sti.stem in navn():
            return f"{sti}: filen finnes ikke. Mente du «{sti.stem}», profilen som følger med?"
        filer = [fil.name for ending in ("*.yaml", "*.yml") for fil in sti.parent.glob(ending)]
        return f"{sti}: filen finnes ikke.{mente(sti.name, sorted(filer)) or mente(sti.stem, navn())}"
    if isinstance(feil, IsADirectoryError):
        return f"{sti}: er en mappe, og ingen profil."
    if isinstance(feil, PermissionError):
        return f"{sti}: kan ikke leses, du har ikke lov til å åpne den"
    return f"{sti}: kan ikke leses: {feil.strerror}"


class _Ubrukelig(yaml.MarkedYAMLError):
    """YAML that says what no profile can say; the text is a sentence of our own."""

    def __init__(self, hva: str, hvor: yaml.Mark) -> None:
        super().__init__(problem=hva, problem_mark=hvor)

    def __str__(self) -> str:
        return str(self.problem)


class _Leser(yaml.SafeLoader):
    """YAML in which a key stands once and is a word, a value can be, and layers do not go on without end."""

    _lag = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self._lag += 1
        if self._lag > DYPEST:
            raise _Ubrukelig(f"har mer enn {DYPEST} lag inne i hverandre", parent.start_mark)
        node = super().compose_node(parent, index)
        self._lag -= 1
        return node

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        sett = set()
        for noekkel, _ in node.value:
            if not isinstance(noekkel, yaml.ScalarNode):
                raise _Ubrukelig("en nøkkel er ett ord, og ikke en liste eller nøkler", noekkel.start_mark)
            if noekkel.value in sett:
                raise _Ubrukelig(f"«{noekkel.value}» står to ganger", noekkel.start_mark)
            sett.add(noekkel.value)
        return node

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, TypeError, OverflowError) as feil:
            hva = f": «{node.value}»" if isinstance(node, yaml.ScalarNode) else ""
            raise _Ubrukelig(f"har en verdi som ikke finnes{hva}", node.start_mark) from feil


def _tekst(sti: Path, linjer: list[str]) -> str:
    flere = len(linjer) - MEST
    ut = [f"{sti.name}: profilen kan ikke brukes.", *(f"  {linje}" for linje in linjer[:MEST])]
    if flere > 0:
        ut.append(f"  … og {flere} feil til")
    return "\n".join(ut)


def _linje(detalj: ErrorDetails) -> str:
    loc = [del_ for del_ in detalj["loc"] if del_ != "[key]"]
    noekkel = len(loc) < len(detalj["loc"])
    hvor = ".".join(map(str, loc)) or "profilen"
    ctx, verdi = detalj.get("ctx", {}), _vis(detalj["input"])
    match detalj["type"]:
        case "extra_forbidden":
            kjente = _noekler(loc[:-1])
            return f"{hvor}: ukjent nøkkel.{mente(str(loc[-1]), kjente)} Tillatt er {', '.join(kjente)}."
        case "missing":
            return f"{hvor}: mangler."
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            ned, opp = _grenser(loc, noekkel)
            return f"{hvor}: {verdi} er utenfor det tillatte, fra {ned:.10g} til {opp:.10g}."
        case "literal_error":
            lovlige = [ord_.strip(" '") for ord_ in str(ctx.get("expected", "")).replace(" or ", ", ").split(",")]
            return f"{hvor}: «{verdi}» kjennes ikke.{mente(verdi, lovlige)} Tillatt er {', '.join(lovlige)}."
        case "string_pattern_mismatch":
            form = _FORM.get(str(loc[-1]))
            return f"{hvor}: «{verdi}» {form}." if form else f"{hvor}: kan ikke være tom."
        case "value_error":
            return f"{hvor}: {ctx.get('error')}."
        case "model_type" | "dict_type":
            kjent = ", ".join(_noekler(loc)) or "(navn: verdi)"
            return f"{hvor}: skal ha nøklene {kjent}, men er {_er(detalj['input'])}."
        case "too_short":
            return f"{hvor}: kan ikke være tom."
        case slag if detalj["input"] is None:
            return f"{hvor}: er tom; skal være {_SLAG.get(slag, 'noe annet')}."
        case slag:
            return f"{hvor}: {_er(detalj['input'])} duger ikke (skal være {_SLAG.get(slag, 'noe annet')})."


_FORM = {
    "kilde": "er ingen kilde. Tillatt er en kildekode (S70, A, B), et avsnitt (§5.1) eller «kalibrert», gjerne med "
    "noen ord etter",
    "navn": "kan ikke være navnet. Tillatt er små bokstaver a–z, sifre og bindestrek, høyst 30 tegn, som norge-2017",
}
"""What is said of a text that has not the form it should have, by the key it stands at."""

_SLAG = {
    "float_parsing": "et tall", "float_type": "et tall", "int_parsing": "et heltall", "int_type": "et heltall",
    "int_from_float": "et heltall", "int_parsing_size": "et mindre heltall", "string_type": "tekst",
    "date_type": "en dato, som 2017-12-31", "list_type": "en liste (- …)", "bool_parsing": "true eller false",
    "bool_type": "true eller false", "recursion_loop": "ferdig et sted, og ikke inneholde seg selv",
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
