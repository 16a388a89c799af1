"""What is shown and tested of the rules and the facts of domain.md §§1–5: docs/dekning.md, by `tests.regelside`."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from mocknir.rules.katalog import KATALOG
from mocknir.scenario.les import Lest, les_alle
from tests.fakta import FAKTA, GRUNNER, Faktum

ROT = Path(__file__).parent.parent
SIDE = ROT / "docs" / "dekning.md"
KILDER = ROT / "docs" / "kilder.md"
VISER = {"biter": "Biter", "biter-ikke": "Biter ikke", "grense": "Grense"}


@cache
def scenarioer() -> tuple[Lest, ...]:
    """The scenarios that can be read, by file."""
    return tuple(lest for lest in les_alle([ROT / "scenarios"]) if isinstance(lest, Lest))


@cache
def etter_regel() -> dict[tuple[str, str | None], list[Lest]]:
    """The scenarios of each rule, by what they show of it."""
    ut: dict[tuple[str, str | None], list[Lest]] = defaultdict(list)
    for lest in scenarioer():
        for regel in lest.scenario.rules:
            ut[regel, lest.scenario.shows].append(lest)
    return ut


@cache
def etter_faktum() -> dict[str, list[Lest]]:
    """The scenarios that name each fact, by its key."""
    ut: dict[str, list[Lest]] = defaultdict(list)
    for lest in scenarioer():
        for faktum in lest.scenario.facts:
            ut[faktum].append(lest)
    return ut


@cache
def merkede() -> dict[str, list[str]]:
    """The tests marked with each rule's id, as `file.py::name`; a marked class counts by its tests."""
    ut: dict[str, list[str]] = defaultdict(list)
    for fil in sorted((ROT / "tests").rglob("test_*.py")):
        if "node_modules" in fil.parts:
            continue
        modul = ast.parse(fil.read_text(encoding="utf-8"))
        felles = [id_ for node in modul.body if isinstance(node, ast.Assign) for id_ in _merker([node.value])]
        for node in modul.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            deler = node.body if isinstance(node, ast.ClassDef) else [node]
            for funksjon in (d for d in deler if isinstance(d, ast.FunctionDef) and d.name.startswith("test_")):
                for id_ in sorted({*felles, *_merker(node.decorator_list), *_merker(funksjon.decorator_list)}):
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


def finnes(test: str) -> bool:
    """Whether there is a test of that name, or a file of tests."""
    fil, _, navn = test.partition("::")
    sti = ROT / "tests" / fil
    return sti.is_file() and f"def {navn}(" in sti.read_text(encoding="utf-8") if navn else sti.is_file()


def dekket(faktum: Faktum) -> bool:
    """Whether something holds a fact: a scenario that names it, a rule, or a test."""
    return bool(etter_faktum().get(faktum.noekkel) or faktum.regler or faktum.tester)


def lenker(leste: Iterable[Lest], skille: str = "<br>") -> str:
    """Links to scenarios, as a page in docs/ writes them."""
    deler = []
    for lest in leste:
        fil = Path(lest.fil).relative_to(ROT)
        deler.append(f"[{lest.scenario.scenario}](../{fil.as_posix()})")
    return skille.join(sorted(deler))


def _regelrad(id_: str) -> str:
    celler = [lenker(etter_regel().get((id_, viser), ())) or "**mangler**" for viser in VISER]
    kilde = KATALOG[id_].kilde
    hvor = f"{kilde.proveniens} {kilde.henvisning}"
    return f"| [{id_}](regler.md#{id_.lower()}) | {hvor} | {' | '.join(celler)} | {len(merkede()[id_])} |"


def _faktumrad(f: Faktum) -> str:
    regler = [f"[{r}](regler.md#{r.lower()})" for r in f.regler]
    tester = [f"`{t}`".replace("::", "`<br>`") for t in f.tester]
    hvorfor = f.hvorfor or ("" if dekket(f) else "**mangler**")
    vist = lenker(etter_faktum().get(f.noekkel, ()))
    return f"| {f.sier} | {vist} | {'<br>'.join(regler)} | {'<br>'.join(tester)} | {hvorfor} |"


def _avsnitt() -> dict[str, str]:
    """The headings of the sections, as docs/kilder.md has them."""
    rader = (linje.split("|") for linje in KILDER.read_text(encoding="utf-8").splitlines() if linje.startswith("| "))
    return {rad[1].strip(): rad[2].strip() for rad in rader if len(rad) > 3}


def side() -> str:
    """The whole page."""
    titler = _avsnitt()
    antall = sum(map(dekket, FAKTA))
    linjer = [
        "# Dekning / Coverage",
        "",
        "Laget av `python -m tests.regelside`; en test holder siden ved like. Den viser hva som er vist og prøvd av",
        "reglene og av faktasamlingen `domain.md` §§ 1–5, og hvorfor resten ikke er det. *What is shown and tested of",
        "the rules and of the dossier, and why the rest is not.*",
        "",
        "## Regler / Rules",
        "",
        f"{len(KATALOG)} regler, {len(scenarioer())} scenarioer. *Tester* er antallet tester merket med regelen.",
        "",
        f"| Regel | Kilde | {' | '.join(VISER.values())} | Tester |",
        "|---|---|---|---|---|---|",
        *map(_regelrad, KATALOG),
        "",
        "## Fakta / Facts",
        "",
        f"{len(FAKTA)} fakta; {antall} er vist eller prøvd, {len(FAKTA) - antall} er det ikke. Hvorfor, står i siste",
        "kolonne:",
        "",
        *(f"- *{grunn}*: {forklart}" for grunn, forklart in GRUNNER.items()),
        "",
    ]
    for avsnitt, fakta in groupby(FAKTA, lambda f: f.noekkel.split()[0][1:]):
        linjer += [
            f"### {avsnitt} {titler[avsnitt]}",
            "",
            "| Faktum | Scenario | Regel | Test | Ikke vist |",
            "|---|---|---|---|---|",
            *map(_faktumrad, fakta),
            "",
        ]
    return "\n".join(linjer).rstrip() + "\n"
