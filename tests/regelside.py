"""The page that ties each rule to its source, its scenarios and its tests: docs/regler.md.

`python -m tests.regelside` writes it, and docs/dekning.md with it.
"""

from mocknir.register.felt import Kilde
from mocknir.rules.katalog import KATALOG
from mocknir.rules.regel import Art, Regel
from tests import dekning
from tests.dekning import ROT, VISER

SIDE = ROT / "docs" / "regler.md"

_ARTER = {
    Art.INNGANG: ("Ved inngangen", "dømmes én gang for hele meldingen"),
    Art.REGISTRERING: ("På hver registrering", "funnet står i kvitteringen"),
    Art.LUKKING: ("Om natten", "NIR avslutter selv"),
    Art.STATISTIKK: ("I årets tall", "hvem som regnes med, og som hva"),
}


def _kilde(kilde: Kilde) -> str:
    return f"**{kilde.proveniens}** {kilde.henvisning}"


def _gyldighet(regel: Regel) -> str:
    if regel.fra is None and regel.til is None:
        return "alltid"
    fra = f"fra {regel.fra:%d.%m.%Y}" if regel.fra else ""
    til = f"til {regel.til:%d.%m.%Y}" if regel.til else ""
    return f"{fra} {til}".strip()


def _avsnitt(regel: Regel, marker: list[str]) -> list[str]:
    linjer = [
        f"### {regel.id}",
        "",
        f"{regel.tittel}. / *{regel.title}.*",
        "",
        f"- Regelen: {_kilde(regel.kilde)}; detaljene: {_kilde(regel.detaljer)}",
        f"- Gjelder {_gyldighet(regel)}; utslag: {regel.alvor}" if regel.art in (Art.INNGANG, Art.REGISTRERING)
        else f"- Gjelder {_gyldighet(regel)}",
    ]  # fmt: skip
    linjer += [f"- `{p.navn}` = {p.standard}: {p.tekst} ({_kilde(p.kilde)})" for p in regel.parametre]
    for viser, ord_ in VISER.items():
        linjer.append(
            f"- {ord_}: {dekning.lenker(dekning.etter_regel().get((regel.id, viser), ()), ', ') or 'mangler'}"
        )
    return [*linjer, f"- Tester: {len(marker)}, i {', '.join(f'`{f}`' for f in _filer(marker))}", ""]


def _filer(marker: list[str]) -> list[str]:
    return sorted({m.split("::")[0] for m in marker})


def side() -> str:
    """The whole page."""
    merket = dekning.merkede()
    linjer = [
        "# Reglene / The rules",
        "",
        "Laget av `python -m tests.regelside`; en test holder siden ved like. Henvisningene slås opp i",
        "[kilder.md](kilder.md). *dokumentert*: har en offentlig kilde. *antatt*: vårt valg, og en parameter.",
        "Hver regel har scenarioer der den biter, der den så vidt ikke gjør det, og på grensen;",
        "[dekning.md](dekning.md) viser helheten.",
        "",
    ]
    for art, (navn, hva) in _ARTER.items():
        linjer += [f"## {navn}", "", f"{hva.capitalize()}.", ""]
        for regel in KATALOG.values():
            if regel.art is art:
                linjer += _avsnitt(regel, merket[regel.id])
    return "\n".join(linjer).rstrip() + "\n"


if __name__ == "__main__":
    SIDE.write_text(side(), encoding="utf-8")
    dekning.SIDE.write_text(dekning.side(), encoding="utf-8")
