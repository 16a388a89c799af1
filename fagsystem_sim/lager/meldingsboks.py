"""From outbox to message and back: what is to be sent next, and what became of it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from fagsystem_sim.fakta import Arbeid
from fagsystem_sim.lager import koding
from fagsystem_sim.lager.lager import Lager, Utboksrad, bunke
from fagsystem_sim.meldinger import AVVIST, UENDRET, Utfall
from fagsystem_sim.vaner.register import Vaner
from fagsystem_sim.ws4 import PORSJON
from fagsystem_sim.ws4_masse import Rad

NY, USIKKER, KVITTERT = "ny", "usikker", "kvittert"


class Koe(NamedTuple):
    """A queue of its own: what goes out for a kommune, by one way, as one user. First in, first out."""

    kommune: str
    kanal: str
    rolle: str


class Sending(NamedTuple):
    """A message as the store keeps it; `usikker` says that it may have arrived.

    `rader` is what a message holds that has just been put together; otherwise the store is asked.
    """

    koe: Koe
    nr: int
    meldings_id: str
    omvendt: bool
    usikker: bool
    forsoek: int
    neste: str
    rader: tuple[Rad, ...] | None = None


_HVOR = "kommune=? AND kanal=? AND rolle=?"
_AAPEN = (
    "SELECT nr, meldings_id, omvendt, status, forsoek, neste FROM melding "
    f"WHERE {_HVOR} AND status<>'kvittert' ORDER BY nr LIMIT 1"
)
_KLARE = (
    f"SELECT id, ekstern_id, ident, handling, type, innhold, igjen FROM utboks "
    f"WHERE {_HVOR} AND melding IS NULL AND klar<=? ORDER BY klar, id LIMIT {PORSJON}"
)


def koer(lager: Lager, dag: str, kommune: str | None = None) -> list[Koe]:
    """The queues that have something to send on a day."""
    bare = "" if kommune is None else "kommune=? AND "
    verdier = () if kommune is None else (kommune,)
    sql = f"SELECT DISTINCT kommune, kanal, rolle FROM utboks WHERE {bare}klar<=? ORDER BY kommune, kanal, rolle"
    return [Koe(*rad) for rad in lager.rader(sql, *verdier, dag)]


def registrer(
    lager: Lager, arbeid: Iterable[Arbeid], naa: datetime, vaner: Vaner | None, sendes: Callable[[Koe], bool],
    husk: tuple[str, str] | None = None,
) -> list[Sending]:  # fmt: skip
    """Keep registrations of one kommune, and put together the first message of each queue that `sendes` now.

    Record, event, outbox and message are written in one transaction, and what is written need not be read again.
    Where something of the kommune is waiting already, there are no messages: it comes first.
    """
    ferdig, sendinger = bunke(arbeid), []
    with lager.transaksjon():
        if ferdig.utboks and not lager.rader("SELECT 1 FROM utboks WHERE kommune=? LIMIT 1", ferdig.utboks[0].kommune):
            koer: dict[tuple[str, ...], list[int]] = {}
            for nr, rad in enumerate(ferdig.utboks):
                koer.setdefault(rad[:3], []).append(nr)
            for noekkel, numre in sorted(koer.items()):
                if sendes(Koe(*noekkel)) and (sending := _pakk(lager, Koe(*noekkel), ferdig.utboks, numre, naa, vaner)):
                    sendinger.append(sending)
        lager.skriv(ferdig, husk)
    return sendinger


def _pakk(
    lager: Lager, koe: Koe, utboks: list[Utboksrad], numre: list[int], naa: datetime, vaner: Vaner | None
) -> Sending | None:
    """The first message of a queue that holds the rows of those numbers only; they are marked with it."""
    dag, les = naa.date().isoformat(), koding.les
    valgt: dict[str, int] = {}
    for _, nr in sorted([(utboks[nr].klar, nr) for nr in numre if utboks[nr].klar <= dag])[:PORSJON]:
        if utboks[nr].ekstern_id in valgt:  # a correction goes in the next message
            break
        valgt[utboks[nr].ekstern_id] = nr
    if not valgt:
        return None
    rader = [utboks[nr] for nr in valgt.values()]
    sending = _ny(
        lager, koe, [Rad(r.ekstern_id, r.ident, r.handling, r.type, les(r.innhold)) for r in rader], naa, vaner
    )
    for nr, rad in zip(valgt.values(), rader, strict=True):
        utboks[nr] = Utboksrad(*rad[:-1], sending.meldings_id)
    return sending


def neste(lager: Lager, koe: Koe, naa: datetime, vaner: Vaner | None) -> Sending | None:
    """The message that is first in the queue: one that has no answer yet, or a new one.

    A new one has its meldingsId written down before anybody sends it.
    """
    with lager.transaksjon():
        if not lager.rader(f"SELECT 1 FROM utboks WHERE {_HVOR} LIMIT 1", *koe):
            return None
        if aapne := lager.rader(_AAPEN, *koe):
            nr, id_, omvendt, status, forsoek, tid = aapne[0]
            return Sending(koe, nr, id_, bool(omvendt), status == USIKKER, forsoek, tid)
        ider: dict[str, int] = {}
        funnet, igjen = [], False
        for rad_id, ekstern_id, ident, handling, type_, innhold, igjen_ in lager.rader(
            _KLARE, *koe, naa.date().isoformat()
        ):
            if ekstern_id in ider:  # a correction goes in the next message: a receipt names each key once
                break
            ider[ekstern_id] = rad_id
            funnet.append(Rad(ekstern_id, ident, handling, type_, koding.les(innhold)))
            igjen = igjen or igjen_
        if not ider:
            return None
        sending = _ny(lager, koe, funnet, naa, None if igjen else vaner)
        lager.mange("UPDATE utboks SET melding=? WHERE id=?", [(sending.meldings_id, nr) for nr in ider.values()])
    return sending


def _ny(lager: Lager, koe: Koe, rader: list[Rad], naa: datetime, vaner: Vaner | None) -> Sending:
    """Write down a new message; in the wrong order where that is the habit."""
    nr = lager.rader(f"SELECT coalesce(max(nr), 0) + 1 FROM melding WHERE {_HVOR}", *koe)[0][0]
    meldings_id = f"{lager.merke}-{koe.kommune}-{_KORT.get(koe.rolle, koe.rolle)}{koe.kanal[0]}-{nr}"
    omvendt = vaner is not None and "feil-rekkefoelge" in vaner.melding(meldings_id)
    tid = naa.isoformat()
    lager.en(
        "INSERT INTO melding (kommune, kanal, rolle, nr, meldings_id, antall, omvendt, status, forsoek, neste) "
        "VALUES (?,?,?,?,?,?,?,?,?,?)",
        *koe, nr, meldings_id, len(rader), omvendt, NY, 0, tid,
    )  # fmt: skip
    return Sending(koe, nr, meldings_id, omvendt, False, 0, tid, tuple(rader[::-1] if omvendt else rader))


_KORT = {"kommuneintrobruker": "i", "kommunenorskbruker": "n"}


def rader(lager: Lager, sending: Sending) -> list[Rad]:
    """What a message holds, in the order in which it is sent."""
    if sending.rader is not None:
        return list(sending.rader)
    funnet = lager.rader(
        f"SELECT ekstern_id, ident, handling, type, innhold FROM utboks WHERE {_HVOR} AND melding=? ORDER BY klar, id",
        *sending.koe, sending.meldings_id,
    )  # fmt: skip
    ut = [Rad(id_, ident, handling, type_, koding.les(innhold)) for id_, ident, handling, type_, innhold in funnet]
    return ut[::-1] if sending.omvendt else ut


def kvitter(lager: Lager, sending: Sending, utfall: tuple[Utfall, ...], dag: str) -> None:
    """Write down what became of a message; all but `utfall` was accepted.

    What was rejected stays with its findings for the caseworker; out of a message in the wrong order it goes out once
    more.
    """
    koe, id_ = sending.koe, sending.meldings_id
    with lager.transaksjon():
        lager.en(
            "UPDATE registrering SET status='godtatt', funn=NULL, svart=? WHERE kommune=? AND ekstern_id IN "
            f"(SELECT ekstern_id FROM utboks WHERE {_HVOR} AND melding=?)",
            dag, koe.kommune, *koe, id_,
        )  # fmt: skip
        sier_noe = [u for u in utfall if u.kode != UENDRET]
        if sier_noe:
            lager.mange(
                "UPDATE registrering SET status=?, funn=? WHERE kommune=? AND ekstern_id=?",
                [(u.kode, koding.skriv_funn(u.funn), koe.kommune, u.ekstern_id) for u in sier_noe],
            )
            lager.mange(
                "INSERT INTO hendelse (kommune, ekstern_id, dag, hva, tekst) VALUES (?,?,?,?,?)",
                [(koe.kommune, u.ekstern_id, dag, u.kode, " ".join(f.regel for f in u.funn)) for u in sier_noe],
            )
        uendret = [(UENDRET, koe.kommune, u.ekstern_id) for u in utfall if u.kode == UENDRET and not u.funn]
        lager.mange("UPDATE registrering SET status=? WHERE kommune=? AND ekstern_id=?", uendret)
        if sending.omvendt:
            avviste = [(True, *koe, id_, u.ekstern_id) for u in utfall if u.kode == AVVIST]
            lager.mange(
                f"UPDATE utboks SET melding=NULL, igjen=? WHERE {_HVOR} AND melding=? AND ekstern_id=?", avviste
            )
        lager.en(f"DELETE FROM utboks WHERE {_HVOR} AND melding=?", *koe, id_)
        lager.en(f"UPDATE melding SET status='kvittert', feil=NULL WHERE {_HVOR} AND nr=?", *koe, sending.nr)


def utsett(lager: Lager, sending: Sending, neste_gang: datetime, feil: str, usikker: bool) -> None:
    """Try a message again later."""
    with lager.transaksjon():
        lager.en(
            f"UPDATE melding SET status=?, forsoek=forsoek+1, neste=?, feil=? WHERE {_HVOR} AND nr=?",
            USIKKER if usikker or sending.usikker else NY, neste_gang.isoformat(), feil, *sending.koe, sending.nr,
        )  # fmt: skip


def gi_ny_id(lager: Lager, sending: Sending, neste_gang: datetime, feil: str) -> None:
    """The same content, as a new message: what a system does that does not know its own."""
    stamme, _, omgang = sending.meldings_id.partition("~")
    ny = f"{stamme}~{int(omgang or 1) + 1}"
    with lager.transaksjon():
        lager.en(f"UPDATE utboks SET melding=? WHERE {_HVOR} AND melding=?", ny, *sending.koe, sending.meldings_id)
        lager.en(
            "UPDATE melding SET meldings_id=?, status='ny', forsoek=forsoek+1, neste=?, feil=? "
            f"WHERE {_HVOR} AND nr=?",
            ny, neste_gang.isoformat(), feil, *sending.koe, sending.nr,
        )  # fmt: skip


def del_opp(lager: Lager, sending: Sending) -> None:
    """Take a message apart into one for each registration, so that only the one at fault stays behind."""
    koe = sending.koe
    with lager.transaksjon():
        nr = lager.rader(f"SELECT max(nr) FROM melding WHERE {_HVOR}", *koe)[0][0]
        ider = lager.rader(
            f"SELECT id FROM utboks WHERE {_HVOR} AND melding=? ORDER BY klar, id", *koe, sending.meldings_id
        )
        for i, (rad_id,) in enumerate(ider, 1):
            ny = f"{sending.meldings_id}.{i}"
            lager.en("UPDATE utboks SET melding=? WHERE id=?", ny, rad_id)
            lager.en(
                "INSERT INTO melding (kommune, kanal, rolle, nr, meldings_id, antall, omvendt, status, forsoek, "
                "neste) VALUES (?,?,?,?,?,?,?,?,?,?)",
                *koe, nr + i, ny, 1, False, NY, 0, sending.neste,
            )  # fmt: skip
        lager.en(f"UPDATE melding SET status='kvittert', feil='delt' WHERE {_HVOR} AND nr=?", *koe, sending.nr)
