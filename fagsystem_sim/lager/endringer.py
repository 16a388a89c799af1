"""What NIR did by itself, out of the change feed and into the record."""

from datetime import date
from typing import NamedTuple

from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.ws4_masse import Masseklient


class Lukket(NamedTuple):
    """A programme that NIR has closed, as the store remembers it."""

    kommune: str
    ident: str
    ekstern_id: str
    regel: str
    sluttdato: date
    natt: date
    tekst: str


def les_endringer(lager: Lager, klient: Masseklient, kommune: str, dag: date) -> list[Lukket]:
    """Read the feed on from where it was read last; the programmes that NIR has closed since.

    What a page says and how far it goes are written down together, so that a page is read once.
    """
    rader = lager.rader("SELECT sekvens FROM stroem WHERE kommune=?", kommune)
    sekvens, flere = (rader[0][0] if rader else 0), True
    ut: list[Lukket] = []
    while flere:
        lukkinger, siste, flere = klient.lukkinger(sekvens)
        nye = [(e, e.lukking) for e in lukkinger if e.lukking is not None]
        if siste == sekvens:
            break
        with lager.transaksjon():
            lager.mange(
                "INSERT INTO lukking (kommune, sekvens, ident, ekstern_id, regel, sluttdato, natt, tekst) "
                "VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (kommune, sekvens) DO NOTHING",
                [
                    (kommune, e.sekvens, e.ident, e.ekstern_id, lukking.regel, lukking.sluttdato.isoformat(),
                     lukking.natt.isoformat(), lukking.tekst)
                    for e, lukking in nye
                ],
            )  # fmt: skip
            lager.mange(
                "INSERT INTO hendelse (kommune, ekstern_id, dag, hva, tekst) VALUES (?,?,?,?,?)",
                [(kommune, e.ekstern_id, dag.isoformat(), "lukket", lukking.regel) for e, lukking in nye],
            )
            lager.en(
                "INSERT INTO stroem (kommune, sekvens) VALUES (?,?) "
                "ON CONFLICT (kommune) DO UPDATE SET sekvens=excluded.sekvens",
                kommune, siste,
            )  # fmt: skip
        sekvens = siste
        ut += [
            Lukket(kommune, e.ident, e.ekstern_id, lukking.regel, lukking.sluttdato, lukking.natt, lukking.tekst)
            for e, lukking in nye
        ]
    return ut


def lukkede(lager: Lager, kommune: str | None = None) -> list[Lukket]:
    """What NIR has closed, as far as the feed has been read."""
    bare, verdier = ("WHERE kommune=?", (kommune,)) if kommune else ("", ())
    funnet = lager.rader(
        "SELECT kommune, ident, ekstern_id, regel, sluttdato, natt, tekst FROM lukking "
        f"{bare} ORDER BY kommune, sekvens",
        *verdier,
    )  # fmt: skip
    return [
        Lukket(k, ident, id_, regel, date.fromisoformat(slutt), date.fromisoformat(natt), tekst)
        for k, ident, id_, regel, slutt, natt, tekst in funnet
    ]
