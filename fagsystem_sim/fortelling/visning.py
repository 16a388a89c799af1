"""How a telling looks in the terminal: chapters, tables, and the expectations at the end."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from fagsystem_sim.datoer import MAANEDSNAVN, norsk
from fagsystem_sim.fagsystem import Resultat
from fagsystem_sim.fortelling.fasit import Maaloppnaaelse, Sjekk
from fagsystem_sim.fortelling.gang import Maanedsrapport
from fagsystem_sim.fortelling.modell import Fortelling
from fagsystem_sim.meldinger import Endring

BREDDE = 110
"""Columns where the output goes to a file or a pipe."""

_SETNINGSSLUTT = re.compile(r"\.(?= [A-ZÆØÅ«])")
"""Not the full stop of an abbreviation or a date, which no capital follows."""

STOLPE = 30
"""Characters of a bar that stands for 100 per cent."""


class Visning:
    """Tells a story on a console, in bokmål; plain lines where it is no terminal."""

    def __init__(self, konsoll: Console, fortelling: Fortelling) -> None:
        self.konsoll = konsoll
        self.f = fortelling
        self._etter_id = {d.id: f"{d.id} {d.navn}" for d in fortelling.deltakere}
        self._navn = {d.ident: self._etter_id[d.id] for d in fortelling.deltakere}
        self._kapittel = 0

    def kapittel(self, tittel: str) -> None:
        """Begin a chapter."""
        self._kapittel += 1
        self.konsoll.print()
        self.konsoll.print(Rule(Text(f"{self._kapittel}  {tittel}", style="bold"), align="left", style="dim"))

    def si(self, tekst: str) -> None:
        """A line of the story; rich markup is read."""
        self.konsoll.print(tekst, highlight=False)

    def dagbok(self, dag: date | None, tekst: str) -> None:
        """A line of the story on a day, its text in a column of its own; no day goes on with the last one."""
        rute = Table.grid(padding=(0, 2))
        rute.add_column(width=10)
        rute.add_column()
        rute.add_row(norsk(dag) if dag else "", tekst)
        self.konsoll.print(rute, highlight=False)

    def hvorfor(self, forklaring: dict[str, Any]) -> None:
        """How a person's programme came to stand as it does: the history from the first thing out of the ordinary."""
        for p in forklaring["programmer"]:
            maal = "måloppnåelse" if p["maaloppnaaelse"] else "ikke måloppnåelse"
            hva = p["status"]
            if p["slutt"]:
                av = "NIR" if p["avsluttetAv"] == "NIR" else "kommunen"
                hva = f"avsluttet {_iso(p['slutt'])} av {av}: {p['avslutningsaarsak']}, {maal}"
            self.si(f"Program {p['nr']} fra {_iso(p['start'])}, {hva}.")
        historikk = forklaring["historikk"]
        foerste = next((nr for nr, h in enumerate(historikk) if h["slag"] in ("avvist", "lukking")), 0)
        self.si(f"[dim]{foerste} hendelser til og med {_iso(historikk[foerste - 1]['tidspunkt'])} er vanlige.[/dim]")
        forrige = None
        for h in historikk[foerste:]:
            dag = date.fromisoformat(h["tidspunkt"][:10])
            self.dagbok(dag if dag != forrige else None, escape(_kort(h["tekst"], 230)))
            forrige = dag

    def framdrift(self) -> Progress:
        """A progress bar that leaves nothing behind; nothing at all where there is no terminal."""
        return Progress(
            TextColumn("{task.description}"), BarColumn(STOLPE), MofNCompleteColumn(), console=self.konsoll,
            transient=True, disable=not self.konsoll.is_terminal,
        )  # fmt: skip

    def begynnelse(self, ws4: str) -> None:
        """Who and where."""
        f = self.f
        self.konsoll.print(Text(f.tittel, style="bold"))
        self.si(
            f"Kommune {f.kommune} {f.kommunenavn}, {len(f.deltakere)} deltakere (oppdiktet), "
            f"{len(f.brukere)} overføringsbrukere."
        )
        self.si(f"[dim]NIR: {ws4}[/dim]")

    def aaret(self, maaneder: Sequence[Maanedsrapport]) -> None:
        """A year of transfers, a month a row, with what stood out."""
        tabell = _tabell("Måned", ">Godtatt", ">Advarsel", ">Avvist", "Hva som skjedde")
        for m in maaneder:
            godtatt, advarsel, uendret, avvist = m.resultat.tall
            tabell.add_row(
                MAANEDSNAVN[m.maaned.nr - 1], str(godtatt + uendret), _tall(advarsel, "yellow"), _tall(avvist, "red"),
                Text("\n").join(self._hendelser(m)),
            )  # fmt: skip
        self.konsoll.print(tabell)

    def _hendelser(self, m: Maanedsrapport) -> Iterable[Text]:
        """What stood out: what caseworkers did and what NIR answered, a lost answer, what NIR closed."""
        svar = _svar_etter_deltaker(m.resultat)
        for notat in self.f.notater:
            if notat.maaned == m.maaned:
                linje = Text(f"{self._etter_id[notat.deltaker]} {notat.tekst}")
                yield linje.append_text(svar.pop(notat.deltaker, Text()))
        for deltaker, tekst in svar.items():
            yield Text(self._etter_id[deltaker]).append_text(tekst)
        for melding in m.reddet:
            yield Text(f"Svaret på {melding} kom aldri fram; HentKvittering ga kvitteringen", style="cyan")
        for (natt, regel), gruppe in groupby(m.lukket, lambda lukking: (lukking["natt"], lukking["regel"])):
            hvem = ", ".join(sorted(self._navn[lukking["person"]] for lukking in gruppe))
            yield Text(f"{_iso(natt)} avslutter NIR {hvem}: {regel}", style="magenta")

    def regler(self, resultat: Resultat) -> None:
        """What was warned of and rejected, by rule, each with an example of what NIR answered."""
        eksempler = {f.regel: f.tekst for utfall in reversed(resultat.merknader) for f in utfall.funn}
        tabell = _tabell("Regel", "", ">Antall", "NIR svarer, for eksempel")
        for (regel, alvor), antall in sorted(resultat.regler.items(), key=lambda r: (r[0][1], -r[1])):
            stil = "red" if alvor == "avvist" else "yellow"
            tabell.add_row(regel, Text(alvor, style=stil), str(antall), Text(_kort(eksempler[regel], 150)))
        self.konsoll.print(tabell)

    def lukkinger(self, endringer: Sequence[Endring]) -> None:
        """Whom NIR closed, when, by which rule, and what it looked at."""
        tabell = _tabell("Deltaker", "Sluttdato", "Hvorfor", ">Så på")
        for endring in endringer:
            lukking = endring.lukking
            assert lukking is not None
            hvorfor = Text(f"{lukking.regel}: ", style="magenta").append(lukking.tekst, style="default")
            tabell.add_row(
                self._navn[endring.ident], norsk(lukking.sluttdato), hvorfor, str(len(lukking.saa_paa))
            )  # fmt: skip
        self.konsoll.print(tabell)
        self.si("[dim]«Så på»: så mange registreringer avgjorde det; numrene står i HentEndringer.[/dim]")

    def avsluttede(self, rader: Sequence[dict[str, Any]]) -> None:
        """The year's report of ended participants."""
        tabell = _tabell("Navn", "Slutt", "Avslutningsårsak", "Avsluttet av", "Mål")
        for rad in sorted(rader, key=lambda rad: rad["slutt"]):
            regel = rad["lukketAvRegel"]
            stil = "magenta" if regel else ""
            tabell.add_row(
                rad["navn"], _iso(rad["slutt"]), rad["avslutningsaarsak"],
                f"NIR, {regel}" if regel else rad["avsluttetAv"], "ja" if rad["maaloppnaaelse"] else "nei", style=stil,
            )  # fmt: skip
        self.konsoll.print(tabell)

    def maaloppnaaelse(self, tall: Sequence[Maaloppnaaelse]) -> None:
        """The figures of the year at each deadline."""
        tabell = _tabell("Slik NIR kjente det", ">Avsluttet", ">I mål", ">Lukket av NIR", ">Måloppnåelse", "")
        for m in tall:
            stolpe = "█" * round(m.prosent * STOLPE / 100)
            tabell.add_row(
                norsk(m.per), str(m.avsluttet), str(m.maal), str(m.av_nir), m.andel, Text(stolpe, style="green")
            )  # fmt: skip
        self.konsoll.print(tabell)

    def fasit(self, sjekker: Sequence[Sjekk], alle: bool) -> None:
        """Every expectation beside what came.

        Participants whose state nothing was to change are told in one line a group, as long as they hold.
        """
        tabell = _tabell("", "", "", "Ventet", "Fikk")
        for gruppe, innhold in groupby(sjekker, lambda s: s.gruppe):
            rader = list(innhold)
            samles = [] if alle else [s for s in rader if s.samles and s.holder]
            if samles:
                fortalt = f"{len(samles)} tilstander"
                tabell.add_row(_merke(True), gruppe, "", fortalt, f"{len(samles)} som ventet")
            for s in rader:
                if s not in samles:
                    stil = "" if s.holder else "red"
                    tabell.add_row(_merke(s.holder), s.hva, s.side, s.ventet, s.fikk, style=stil)
        self.konsoll.print(tabell)


def konsoll(fil: Any = None) -> Console:
    """A console for the story: as wide as the terminal, or a fixed width in a file."""
    proeve = Console(file=fil)
    return proeve if proeve.is_terminal else Console(file=fil, width=BREDDE)


def _merke(holder: bool) -> Text:
    return Text("✓", style="green") if holder else Text("✗", style="bold red")


def _tabell(*kolonner: str) -> Table:
    """A quiet table; a heading that begins with > stands over numbers."""
    tabell = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, padding=(0, 2, 0, 0), header_style="dim")
    for kolonne in kolonner:
        tabell.add_column(kolonne.lstrip(">"), justify="right" if kolonne.startswith(">") else "left")
    return tabell


def _tall(antall: int, stil: str) -> Text:
    return Text(str(antall), style=stil if antall else "dim")


def _svar_etter_deltaker(resultat: Resultat) -> dict[str, Text]:
    """What NIR objected to in a transfer, by participant: each rule once, with how many registrations."""
    antall: dict[str, Counter[tuple[str, str]]] = {}
    for utfall in resultat.merknader:
        deltaker = utfall.ekstern_id.partition("-")[0]
        antall.setdefault(deltaker, Counter()).update({(funn.alvor, funn.regel) for funn in utfall.funn})
    ut = {}
    for deltaker, regler in antall.items():
        ut[deltaker] = Text()
        for (alvor, regel), n in regler.items():
            ganger = f"{n} " if n > 1 else ""
            ut[deltaker].append(f" → {ganger}{alvor}: {regel}", style="red" if alvor == "avvist" else "yellow")
    return ut


def _kort(tekst: str, lengde: int) -> str:
    """The beginning of a text: whole sentences where one fits, else whole words."""
    if len(tekst) <= lengde:
        return tekst
    setninger = [slutt.end() for slutt in _SETNINGSSLUTT.finditer(tekst, 0, lengde)]
    if setninger:
        return tekst[: setninger[-1]]
    return tekst[:lengde].rpartition(" ")[0].rstrip(",;:") + " …"


def _iso(dag: str) -> str:
    """A day, or the day of a moment, from ISO form."""
    aar, maaned, dagen = dag[:10].split("-")
    return f"{dagen}.{maaned}.{aar}"
