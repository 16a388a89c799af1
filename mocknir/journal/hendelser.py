"""What happens in a sandbox, entry by entry of the journal: of which kind, and on one line in words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from mocknir.faults.plan import ADDED, REMOVED
from mocknir.journal import forstyrrelser, poster, sentralt, spraak
from mocknir.journal.poster import Journalpost
from mocknir.journal.spraak import velg
from mocknir.register.svar import Lukking
from mocknir.register.vurdering import KANAL_NIR, Utfallskode
from mocknir.sandbox import Sandbox
from mocknir.sandbox.sentralt import SENTRALT
from mocknir.store import koding
from mocknir.store import tabeller as t

TRANSFER, REPEAT, QUESTION, FAULT, STRIKE = "transfer", "repeat", "question", "fault", "strike"
CLOSING, CENTRAL, CLOCK, ACCESS, CASE = "closing", "central", "clock", "access", "case"
PARAMETER, USER, PLAN, OTHER = "parameter", "user", "plan", "other"
SLAG = (
    TRANSFER, REPEAT, QUESTION, FAULT, STRIKE, CLOSING, CENTRAL, CLOCK, ACCESS, CASE, PARAMETER, USER, PLAN, OTHER,
)  # fmt: skip
"""The kinds of event. `strike` is a call that came to nothing more than what a fault of the plan made of it; what else
a fault struck is told with the event that it was."""

_ETTER_KOMMANDO = {
    "FlyttKlokke": CLOCK, "SettKlokke": CLOCK, "GiTilgang": ACCESS, "TrekkTilgang": ACCESS, "SoekTilgang": CASE,
    "AvgjoerSak": CASE, "SettPraksis": CASE, "SettParameter": PARAMETER, "OpprettBruker": USER,
    "ByttPassord": USER, "FjernBruker": USER,
    ADDED: PLAN, REMOVED: PLAN,
}  # fmt: skip
_PLAN = (ADDED, REMOVED)


class Hendelse(NamedTuple):
    """An event: the entry, its kind, whom NIR closed in it, and which faults of the plan struck it."""

    post: Journalpost
    slag: str
    lukkinger: Sequence[Lukking]
    avslag: poster.Avslag
    feil: Sequence[forstyrrelser.Slag]

    def i_ord(self, lang: str) -> str:
        """The event on one line, without its time."""
        hva = _i_ord(self, lang)
        slo_til = " ".join(velg(lang, *ett.sagt) for ett in self.feil)
        return f"{hva.removesuffix('.')}. {slo_til}" if slo_til else hva


def etter(sandbox: Sandbox, nummer: int, antall: int) -> list[Hendelse]:
    """The events after an entry's number, in the order they came."""
    with sandbox.base.les() as forbindelse:
        funnet = poster.etter(forbindelse, nummer, antall)
        numre = [post.nummer for post in funnet]
        feil = forstyrrelser.ved(forbindelse, numre)
        avslag = poster.avslag(
            forbindelse,
            [post.nummer for post in funnet if post.feilkode or post.nummer in feil or post.operasjon in _PLAN],
        )
        lukkinger = _lukkinger(forbindelse, [post.nummer for post in funnet if post.kanal == KANAL_NIR])
    return [
        Hendelse(post, _slag(post, post.nummer in feil), lukkinger.get(post.nummer, ()),
                 avslag.get(post.nummer, poster.INGEN), feil.get(post.nummer, ()))
        for post in funnet
    ]  # fmt: skip


def _slag(post: Journalpost, rammet: bool) -> str:
    if post.kanal == KANAL_NIR:
        return CLOSING
    if post.kanal == SENTRALT:
        return CENTRAL
    if post.operasjon in _ETTER_KOMMANDO:
        return _ETTER_KOMMANDO[post.operasjon]
    if post.feilkode:
        return FAULT
    if rammet and not post.meldings_id:
        return STRIKE
    if post.operasjon.startswith("Hent"):
        return QUESTION
    if post.operasjon == "OverfoerRegistreringer":
        return TRANSFER if post.meldings_id else REPEAT
    return OTHER


def _lukkinger(forbindelse: Connection, numre: Sequence[int]) -> dict[int, list[Lukking]]:
    """The closings that those entries hold."""
    en, p = t.lukking, t.person
    sql = (
        select(en, p.c.foedselsnummer, p.c.dufnummer)
        .join(p, p.c.id == en.c.person_id)
        .where(en.c.journal_id.in_(numre))
        .order_by(en.c.id)
    )
    ut: dict[int, list[Lukking]] = {}
    for rad in forbindelse.execute(sql) if numre else ():
        ut.setdefault(rad.journal_id, []).append(koding.lukking(rad, rad.foedselsnummer or rad.dufnummer))
    return ut


def _i_ord(h: Hendelse, lang: str) -> str:
    post = h.post
    if h.slag == CLOSING:
        hvem = ", ".join(f"{en.ident} ({en.regel})" for en in h.lukkinger)
        return velg(lang, f"NIR lukket i {spraak.kommune(post.kommune or '')}: {hvem}",
                    f"NIR closed in {spraak.kommune(post.kommune or '')}: {hvem}")  # fmt: skip
    if h.slag == CENTRAL:
        return f"{post.ident}: {sentralt.i_ord(post.operasjon, post.tekst, lang)}"
    if h.slag == CLOCK:
        return _klokke(post, lang)
    if h.slag == PLAN:
        return f"{post.operasjon}: {velg(lang, post.tekst or '', h.avslag.text or post.tekst or '')}"
    if h.slag in (TRANSFER, REPEAT, QUESTION, FAULT, STRIKE):
        return f"{post.operasjon} ({_hvem(post)}): {_utfall(h, lang)}".removesuffix(": ")
    return f"{post.operasjon}: {post.tekst}"


def _klokke(post: Journalpost, lang: str) -> str:
    f = dict(re.findall(r"(\w+)=([^,]*)", post.tekst or ""))
    if post.operasjon == "SettKlokke":
        gaar = f["modus"] == "running"
        return velg(lang, f"Klokken går, {f['fart']} s/s" if gaar else "Klokken står",
                    f"The clock runs, {f['fart']} s/s" if gaar else "The clock stands still")  # fmt: skip
    fra, til = (spraak.tid(koding.tid(f[navn]), lang) for navn in ("fra", "til"))
    return velg(lang, f"Klokken gikk fra {fra} til {til}; NIR lukket {f['lukket']}",
                f"The clock went from {fra} to {til}; NIR closed {f['lukket']}")  # fmt: skip


def _hvem(post: Journalpost) -> str:
    hvem = (post.bruker, spraak.kommune(post.kommune) if post.kommune else None, post.meldings_id or post.ident)
    return ", ".join(del_ for del_ in hvem if del_) or post.kanal


def _utfall(h: Hendelse, lang: str) -> str:
    post = h.post
    if post.feilkode:
        return f"{post.feilkode}. {velg(lang, post.tekst or '', h.avslag.text or post.tekst or '')}"
    if h.slag == REPEAT:
        return velg(lang, "samme melding igjen, samme kvittering", "the same again, the same receipt")
    antall = zip(Utfallskode, (post.godtatt, post.advart, post.uendret, post.avvist), strict=True)
    return ", ".join(f"{n} {spraak.utfall(kode, lang)}" for kode, n in antall if n)
