"""Punctual casework against a real NIR: every fact transferred on the day it is known, and nothing else."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from fagsystem_sim.fakta import Faktum, Innbygger, Livsloep, Sentralt
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.meldinger import Melding, Registrering, Utfall
from fagsystem_sim.profiler import Profil
from fagsystem_sim.ws4 import NirFeil, Ws4Klient, hent_kontrakt, ny_transport

ROLLER = ["kommuneintrobruker", "kommunenorskbruker"]


class Punktlig(NamedTuple):
    """What NIR answered: outcomes by code, what was found in registrations, and the rules by which it closed."""

    utfall: Counter[str]
    funn: list[tuple[Faktum, Utfall]]
    lukket: list[dict[str, str]]

    @property
    def avvist(self) -> list[str]:
        """The rejections, for reading."""
        return [f"{f} → {u.funn}" for f, u in self.funn if u.kode == "avvist"]


def overfoer_punktlig(kontroll: Kontroll, profil: Profil, liv: Iterable[Livsloep]) -> Punktlig:
    """Live through the whole of it, day by day: first what the central registers tell, then the casework."""
    alle = list(liv)
    personer = {ett.innbygger.nr: ett.innbygger for ett in alle}
    hendelser: list[tuple[object, ...]] = sorted(
        [(p.bosatt, 0, p.nr, p) for p in personer.values()]
        + [(s.dag, 1, i, s) for ett in alle for i, s in enumerate(ett.sentrale)]
        + [(f.dag, 2, i, f) for ett in alle for i, f in enumerate(ett.fakta)],
        key=lambda h: h[:3],
    )  # fmt: skip
    kontroll.lag_sandkasse(profil.foerste_dag)
    klienter: dict[str, Ws4Klient] = {}
    transport = ny_transport()  # one for all kommuner: the server holds no more than a hundred connections
    kontrakt = hent_kontrakt(kontroll.ws4, transport)
    svar = Punktlig(Counter(), [], [])
    venter: dict[str, list[Faktum]] = {}
    for dag, gruppe in groupby(hendelser, key=lambda h: h[0]):
        svar.lukket.extend(kontroll.flytt_klokken(dag))
        fakta, venter = venter, {}
        nye = []
        for *_, ting in gruppe:
            if isinstance(ting, Innbygger):
                nye.append(ting)
            elif isinstance(ting, Sentralt):
                kontroll.sentral_hendelse(personer[ting.innbygger].foedselsnummer, ting.type, ting.dag, **ting.felter)
            elif isinstance(ting, Faktum):
                fakta.setdefault(ting.kommune, []).append(ting)
        if nye:
            kontroll.importer_personer(_csv(nye))
        for kommune, deres in fakta.items():
            if kommune not in klienter:
                kontroll.lag_bruker(f"{kommune}-sim", "hemmelig-nok-for-test", kommune, ROLLER)
                klienter[kommune] = Ws4Klient(
                    kontroll.ws4, f"{kommune}-sim", "hemmelig-nok-for-test", kommune, kontrakt=kontrakt,
                    transport=transport,
                )  # fmt: skip
            try:
                _overfoer(klienter[kommune], str(dag), deres, personer, svar)
            except NirFeil as feil:
                if feil.kode != "OverfoeringStengt":
                    raise
                venter[kommune] = deres  # merged at New Year: the transfer opens again three weeks later
    svar.lukket.extend(kontroll.flytt_klokken(profil.simuleres.til))
    return svar


def _overfoer(klient: Ws4Klient, dag: str, fakta: list[Faktum], personer: dict[int, Innbygger], svar: Punktlig) -> None:
    registreringer = [
        Registrering(f"{f.innbygger}-{f.noekkel}", personer[f.innbygger].foedselsnummer, f.type, f.innhold)
        for f in fakta
    ]
    kvittering = klient.overfoer(Melding(f"{klient.kommune}-{dag}", klient.kommune, registreringer))
    for faktum, utfall in zip(fakta, kvittering.utfall, strict=True):
        svar.utfall[utfall.kode] += 1
        if utfall.funn:
            svar.funn.append((faktum, utfall))


def _csv(personer: Iterable[Innbygger]) -> str:
    ut = io.StringIO()
    skriver = csv.writer(ut, delimiter=";")
    skriver.writerow((
        "foedselsnummer", "dufnummer", "navn", "foedselsdato", "kjoenn", "statsborgerskap", "kommune", "bosatt",
        "grunnlag", "opphold_gitt", "ankomst", "avtalt_bosatt",
    ))  # fmt: skip
    for p in personer:
        skriver.writerow((
            p.foedselsnummer, p.dufnummer, p.navn, p.foedt, p.kjoenn, p.statsborgerskap, p.kommune, p.bosatt,
            p.grunnlag, p.opphold_gitt, p.ankomst, "ja" if p.avtalt_bosatt else "nei",
        ))  # fmt: skip
    return ut.getvalue()
