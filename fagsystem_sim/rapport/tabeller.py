"""The tables as CSV: semicolon, comma as decimal sign, UTF-8 with a byte order mark, as Excel in Norway opens it.

Numbers have nothing between their thousands, so that they are numbers there. Only the 0 that some numbers of kommuner
begin with gets lost in Excel, as it does in every CSV file: the name stands beside it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fagsystem_sim.rapport import kilder, tekster
from fagsystem_sim.rapport.resultat import Maal, Resultat

_HOLDER = {True: "ja", False: "nei", None: ""}


class Tabell(NamedTuple):
    """A table and the file it goes to, without ending."""

    fil: str
    kolonner: Sequence[str]
    rader: Sequence[Sequence[object]]


def alle(r: Resultat) -> Iterator[Tabell]:
    """The tables of a run; the same run gives the same bytes."""
    yield Tabell("sammenligning", (
        "hva", "simulert", "i full skala", "publisert", "regnet som", "toleranse", "holder", "kilde",
    ), [
        (s.hva, s.simulert, s.omregnet, s.publisert, s.regnet or s.publisert, s.toleranse, _HOLDER[s.holder], s.kilde)
        for s in r.sammenligning
    ])  # fmt: skip
    yield Tabell("kilder", ("merke", "hva", "hvem", "hvor"), kilder.brukt(s.kilde for s in r.sammenligning))
    yield Tabell("regnskap", ("post", "registreringer"), [
        (tekster.PLANLAGT, r.regnskap.planlagt), *((post.hva, post.antall) for post in r.regnskap.poster),
        (tekster.OVERFOERT, r.regnskap.overfoert),
    ])  # fmt: skip
    yield Tabell("uker", ("uke fra", "meldinger", "godtatt", "med advarsel", "uendret", "avvist", "lukket av NIR"),
                 [tuple(u) for u in r.uker])  # fmt: skip
    yield Tabell(
        "lukkinger", ("regel", "hva regelen sier", "antall", "herav rettet"), [tuple(en) for en in r.lukkinger]
    )
    yield Tabell("regler", ("regel", "hva regelen krever", "alvor", "registreringer", "personer"),
                 [tuple(a) for a in r.anmerkninger])  # fmt: skip
    yield Tabell("avslutningsaarsaker", ("avslutningsårsak", "kjønn", "antall"),
                 [(*noekkel, antall) for noekkel, antall in sorted(r.aarsaker.items())])  # fmt: skip
    yield Tabell("forsinkelse", ("dager til overføring", "registreringer"), sorted(r.forsinkelse.items()))
    maal = ("avsluttet", "arbeid", "utdanning", "ikke registrert", "lukket av NIR", "måloppnåelse prosent")
    yield Tabell("maaloppnaaelse_frister", ("kjent per", *maal), [_maal(m) for m in r.frister])
    yield Tabell("maaloppnaaelse_kjoenn", ("kjønn", *maal), [_maal(m) for m in r.kjoenn])
    yield Tabell("maaloppnaaelse_kommuner", ("kommunenummer", "kommune", *maal), [
        (k.nummer, k.navn, *_maal(k.maal)[1:]) for k in r.kommuner
    ])  # fmt: skip


def til_csv(tabell: Tabell) -> bytes:
    """The file."""
    ut = io.StringIO()
    skriver = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    skriver.writerows(_verdier([tabell.kolonner, *tabell.rader]))
    return ("\ufeff" + ut.getvalue()).encode()


def _verdier(rader: Iterable[Sequence[object]]) -> Iterator[list[object]]:
    for rad in rader:
        yield [str(v).replace(".", ",") if isinstance(v, float) else _rent(v) for v in rad]


def _rent(verdi: object) -> object:
    """No spaces between thousands, and nothing where a dash says that there is nothing."""
    if not isinstance(verdi, str):
        return verdi
    return "" if verdi == "–" else verdi.replace("\u202f", "")


def _maal(m: Maal) -> tuple[object, ...]:
    return tuple(m)
