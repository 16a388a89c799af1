"""The tables of `wsdl/README.md`: what is documented and what is assumed, down to each field and code."""

from collections.abc import Iterable

from mocknir.register.felt import Kilde
from mocknir.register.kodeverk import KODEVERK
from mocknir.soap.operasjoner import OPERASJONER
from mocknir.soap.skjemamodell import Element, Ledd, elementer
from mocknir.soap.typer import ENKLE, FEIL, KOMPLEKSE

START = "<!-- tabellene herfra og ned er skrevet av python -m mocknir.soap.kontrakt -->"


def sett_inn(readme: str) -> str:
    """The README with its generated part, from the mark on, written anew."""
    hode, merke, _ = readme.partition(START)
    if not merke:
        raise ValueError(f"wsdl/README.md mangler linjen / lacks the line: {START}")
    return f"{hode}{START}\n\n{tabeller()}"


def tabeller() -> str:
    """All tables as Markdown."""
    linjer = ["## Operasjoner", "", *_tabell(("Operasjon", "Hva", "What", "Proveniens", "Kilde"), (
        (f"`{o.navn}`", o.tekst, o.text, *o.kilde) for o in OPERASJONER.values()
    ))]  # fmt: skip
    for o in OPERASJONER.values():
        linjer += [f"### {o.navn}", "", "Sendes:", "", *_felter(o.inn), "Svar:", "", *_felter(o.ut)]
    linjer += ["## Feilen", "", *_tabell(("Element", "Type", "Hva", "What", "Proveniens", "Kilde"), [
        (f"`{FEIL.navn}`", f"`{FEIL.type}`", FEIL.tekst, FEIL.text, *FEIL.kilde)
    ])]  # fmt: skip
    linjer += ["## Typer", ""]
    for t in KOMPLEKSE:
        linjer += [f"### {t.navn}", "", f"{t.tekst} / {t.text} ({_kilde(t.kilde)})", "", *_felter(t.ledd)]
    linjer += ["## Enkle typer", "", *_tabell(("Type", "Bygger på", "Hva", "What", "Proveniens", "Kilde"), (
        (f"`{e.navn}`", f"`{e.base}`", e.tekst, e.text, *e.kilde) for e in ENKLE
    ))]  # fmt: skip
    linjer += ["## Kodeverk", "", "Hver kodeverdi er vår egen; proveniensen gjelder begrepet bak den. / "
               "Every code value is our own; the provenance is that of the concept.", ""]  # fmt: skip
    for liste in KODEVERK.values():
        linjer += [f"### {liste.navn}", "", f"{liste.tekst} / {liste.text}", ""]
        linjer += _tabell(("Kode", "Tekst", "Text", "Gjelder", "Lover", "Proveniens", "Kilde"), (
            (f"`{k.kode}`", k.tekst, k.text, _gyldighet(k.fra, k.til), ", ".join(k.lover) or "alle", *k.kilde)
            for k in liste.koder
        ))  # fmt: skip
    return "\n".join(linjer).rstrip() + "\n"


def _felter(ledd: tuple[Ledd, ...]) -> list[str]:
    return _tabell(("Element", "Type", "Antall", "Hva", "What", "Proveniens", "Kilde"), (
        (f"`{e.navn}`", _type(e), _antall(e), e.tekst, e.text, *e.kilde) for e in elementer(ledd)
    ))  # fmt: skip


def _type(e: Element) -> str:
    return f"`{e.type}`" + (f" ({e.kodeverk})" if e.kodeverk else "")


def _antall(e: Element) -> str:
    mest = "*" if e.mest == "unbounded" else str(e.mest)
    return mest if str(e.minst) == mest else f"{e.minst}–{mest}"


def _kilde(kilde: Kilde) -> str:
    return f"{kilde.proveniens} {kilde.henvisning}"


def _gyldighet(fra: object, til: object) -> str:
    return "alltid" if fra is None and til is None else f"{fra or ''}–{til or ''}"


def _tabell(hode: tuple[str, ...], rader: Iterable[tuple[str, ...]]) -> list[str]:
    return [
        f"| {' | '.join(hode)} |",
        f"| {' | '.join('---' for _ in hode)} |",
        *(f"| {' | '.join(celle.replace('|', chr(92) + '|') for celle in rad)} |" for rad in rader),
        "",
    ]
