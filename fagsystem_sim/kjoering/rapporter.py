"""The figures of a year, as NIR's own reports give them over the control plane."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fagsystem_sim.datoer import EN_DAG, norsk
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.rapport.resultat import Anmerkning, Kommunemaal, Lukking, Maal

LOVER = ("introduksjonsloven", "integreringsloven", "integreringsloven6A")


@dataclass(frozen=True, slots=True)
class Rapporter:
    """What NIR knew at the end of `per` of the year `aar`; `deltakere` and `avsluttede` are rows a person.

    `staar` are the closings that no kommune had corrected before the last round, at the end of `staar_per`: what IMDi
    counted when it wrote of «om lag 250» in the spring of 2018, before the last deadline (domain.md §4 [A]).
    `rettet_i_runder` were corrected on the day of a round; None where there are no rounds.
    """

    aar: int
    per: date
    deltakere: Sequence[dict[str, Any]]
    avsluttede: Sequence[dict[str, Any]]
    alle: Maal
    tatt_ut: int
    kjoenn: Sequence[Maal]
    kommuner: Sequence[Kommunemaal]
    frister: Sequence[Maal]
    lukkinger: Sequence[Lukking]
    staar: Sequence[Lukking]
    rettet_i_runder: int | None
    anmerkninger: Sequence[Anmerkning]
    staar_per: date | None = None

    @property
    def aarsaker(self) -> Counter[tuple[str, str]]:
        """Endings by reason and sex; who ended twice in the year counts by the last."""
        siste = {rad["ident"]: rad for rad in sorted(self.avsluttede, key=lambda rad: str(rad["slutt"]))}
        return Counter((rad["avslutningsaarsak"], rad["kjoenn"]) for rad in siste.values())


def hent(kontroll: Kontroll, aar: int, per: date, runder: Sequence[date]) -> Rapporter:
    """Ask NIR for all of it; `runder` are the days of corrections whose knowledge is compared, the last of them `per`.

    Without any there is one day to tell of, `per`.
    """
    frister = runder or [per]
    kjoenn = kontroll.rapport("maaloppnaaelse", aar, per=per, etter="kjoenn")
    foer_siste_runde = frister[-2] if len(frister) > 1 else per
    kommuner = kontroll.rapport("maaloppnaaelse", aar, per=per, etter="kommune")
    lukket: dict[date, list[Lukking]] = {
        dag: _lukkinger(kontroll.rapport("lukkinger", aar, per=dag)["rader"])
        for dag in {*frister, *(runde - EN_DAG for runde in runder)}
    }
    rettet = {dag: sum(en.rettet for en in lukkinger) for dag, lukkinger in lukket.items()}
    return Rapporter(
        aar=aar,
        per=per,
        deltakere=kontroll.rapport("deltakere", aar, per=per)["rader"],
        avsluttede=kontroll.rapport("avsluttede", aar, per=per)["rader"],
        alle=_maal("i alt", kjoenn["summer"]),
        tatt_ut=kjoenn["summer"]["tattUt"],
        kjoenn=[_maal(rad["kjoenn"], rad) for rad in kjoenn["rader"]],
        kommuner=[
            Kommunemaal(rad["kommune"], rad["kommunenavn"], _maal(rad["kommunenavn"], rad)) for rad in kommuner["rader"]
        ],
        frister=[
            _maal(norsk(dag), kontroll.rapport("maaloppnaaelse", aar, per=dag)["summer"]) for dag in frister
        ],
        lukkinger=lukket[per],
        staar=lukket[foer_siste_runde],
        rettet_i_runder=sum(rettet[runde] - rettet[runde - EN_DAG] for runde in runder) if runder else None,
        anmerkninger=[
            Anmerkning(rad["regel"], rad["regeltittel"], rad["alvor"], rad["registreringer"], rad["personer"])
            for rad in kontroll.rapport("avvisninger")["rader"]
        ],
        staar_per=foer_siste_runde,
    )  # fmt: skip


def _maal(hvem: str, rad: dict[str, Any]) -> Maal:
    return Maal(
        hvem, rad["avsluttet"], rad["arbeid"], rad["utdanning"], rad["ikkeRegistrert"], rad["lukketAvNir"],
        rad["prosent"],
    )  # fmt: skip


def _lukkinger(rader: Sequence[dict[str, Any]]) -> list[Lukking]:
    """By rule, the kommuner together, the most frequent first."""
    antall: Counter[str] = Counter()
    rettet: Counter[str] = Counter()
    tekst: dict[str, str] = {}
    for rad in rader:
        antall[rad["regel"]] += rad["antall"]
        rettet[rad["regel"]] += rad["rettet"]
        tekst[rad["regel"]] = rad["regeltittel"] or rad["regel"]
    return [Lukking(regel, tekst[regel], n, rettet[regel]) for regel, n in sorted(antall.items(), key=_flest)]


def _flest(par: tuple[str, int]) -> tuple[int, str]:
    return -par[1], par[0]
