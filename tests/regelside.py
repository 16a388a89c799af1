"""The page that ties each rule to its source and its tests: `python -m tests.regelside` writes docs/regler.md."""

import ast
from collections import defaultdict
from pathlib import Path

from mocknir.register.felt import Kilde
from mocknir.rules.katalog import KATALOG
from mocknir.rules.regel import Art, Regel

ROT = Path(__file__).parent.parent
SIDE = ROT / "docs" / "regler.md"

_ARTER = {
    Art.INNGANG: ("Ved inngangen", "dømmes én gang for hele meldingen"),
    Art.REGISTRERING: ("På hver registrering", "funnet står i kvitteringen"),
    Art.LUKKING: ("Om natten", "NIR avslutter selv"),
    Art.STATISTIKK: ("I årets tall", "hvem som regnes med, og som hva"),
}


def tester() -> dict[str, list[str]]:
    """The tests marked with each rule's id, as `file.py::name`; a marked class counts by its tests."""
    ut: dict[str, list[str]] = defaultdict(list)
    for fil in sorted((ROT / "tests").rglob("test_*.py")):
        modul = ast.parse(fil.read_text())
        felles = [id_ for node in modul.body if isinstance(node, ast.Assign) for id_ in _merker([node.value])]
        for node in modul.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            deler = node.body if isinstance(node, ast.ClassDef) else [node]
            funksjoner = [d for d in deler if isinstance(d, ast.FunctionDef) and d.name.startswith("test_")]
            for funksjon in funksjoner:
                merker = {*felles, *_merker(node.decorator_list), *_merker(funksjon.decorator_list)}
                for id_ in sorted(merker):
                    ut[id_].append(f"{fil.relative_to(ROT / 'tests')}::{funksjon.name}")
    return ut


def _merker(uttrykk: list[ast.expr]) -> list[str]:
    """The rule ids of the marks among some expressions: decorators, or a module's `pytestmark`."""
    return [
        str(argument.value)
        for dekorator in uttrykk
        if isinstance(dekorator, ast.Call) and ast.unparse(dekorator.func) == "pytest.mark.regel"
        for argument in dekorator.args
        if isinstance(argument, ast.Constant)
    ]


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
    return [*linjer, f"- Tester: {len(marker)}, i {', '.join(f'`{f}`' for f in _filer(marker))}", ""]


def _filer(marker: list[str]) -> list[str]:
    return sorted({m.split("::")[0] for m in marker})


def side() -> str:
    """The whole page."""
    merket = tester()
    linjer = [
        "# Reglene / The rules",
        "",
        "Laget av `python -m tests.regelside`; en test holder siden ved like. Henvisningene slås opp i",
        "[kilder.md](kilder.md). *dokumentert*: har en offentlig kilde. *antatt*: vårt valg, og en parameter.",
        "",
    ]
    for art, (navn, hva) in _ARTER.items():
        linjer += [f"## {navn}", "", f"{hva.capitalize()}.", ""]
        for regel in KATALOG.values():
            if regel.art is art:
                linjer += _avsnitt(regel, merket[regel.id])
    return "\n".join(linjer).rstrip() + "\n"


if __name__ == "__main__":
    SIDE.write_text(side())
