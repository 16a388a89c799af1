"""Judge a message of registrations against the register: good ones in, bad ones out, each by itself.

Pure: the state comes in as `Tilstand`, what is to be written goes out as `Behandling`. The rules are handed in,
so that this room knows none of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, cast

from mocknir.register import skjema
from mocknir.register.commands import Linje, Registrer
from mocknir.register.deltaker import Deltaker
from mocknir.register.post import NIR, Post
from mocknir.register.program import paavirker
from mocknir.register.registreringer import INTRO, Innhold
from mocknir.register.vurdering import KANAL_NIR, SLETT, Anmerkning, Sak, Tilgang, Utfallskode, Vurdering

NY, ENDRET, SLETTET = "ny", "endret", "slettet"
_INGEN: dict[int, Post] = {}


@dataclass(slots=True)
class Tilstand:
    """What the register knows that a message may touch.

    `deltakere` by the number they were addressed with; `etter_ekstern_id` holds the registrations in force that
    the kommune (or one of its predecessors) has under the keys of the message, by key and person.
    """

    deltakere: dict[str, Deltaker] = field(default_factory=dict)
    etter_ekstern_id: dict[str, dict[int, Post]] = field(default_factory=dict)
    tilganger: Sequence[Tilgang] = ()


class Utfall(NamedTuple):
    """What became of one line of a message."""

    ekstern_id: str
    ident: str
    kode: Utfallskode
    anmerkninger: tuple[Anmerkning, ...]
    spor: str


class Endring(NamedTuple):
    """A row to write: the new version (or the tombstone, `handling` slettet) and the version it ends."""

    handling: str
    post: Post
    foer: Post | None


@dataclass(slots=True)
class Behandling:
    """The whole result of a message; `beroerte` are the participants whose programmes may have changed."""

    utfall: list[Utfall] = field(default_factory=list)
    endringer: list[Endring] = field(default_factory=list)
    beroerte: dict[int, Deltaker] = field(default_factory=dict)


Vurder = Callable[[Sak, bool], Vurdering]
"""Judge a case; the flag says that the content is unchanged, so that only the rules of access are met."""


def behandle(
    melding: Registrer,
    tilstand: Tilstand,
    vurder: Vurder,
    naa: datetime,
    ider: Iterator[int],
    journal_id: int,
    tekster: Sequence[str],
) -> Behandling:
    """Judge each line in order; a later line sees what an earlier one changed.

    `tekster` are the canonical texts of the lines (`kanoniske_tekster`).
    """
    ut = Behandling()
    for linje, tekst in zip(melding.linjer, tekster, strict=True):
        ut.utfall.append(_behandle_linje(linje, tekst, melding, tilstand, vurder, naa, ider, journal_id, ut))
    return ut


def kanoniske_tekster(melding: Registrer) -> list[str]:
    """The canonical text of each line's content; empty where a line has none."""
    return [
        skjema.til_tekst(linje.type, linje.innhold) if linje.type and linje.innhold is not None else ""
        for linje in melding.linjer
    ]


def fingeravtrykk(melding: Registrer, tekster: Sequence[str]) -> str:
    """A hash of what a message means: two messages with the same are the same message."""
    deler = [melding.kommune]
    for linje, tekst in zip(melding.linjer, tekster, strict=True):
        deler += (linje.ekstern_id, linje.ident, linje.handling, linje.type or "", tekst)
    return sha256("\x1f".join(deler).encode()).hexdigest()


def _behandle_linje(
    linje: Linje,
    tekst: str,
    melding: Registrer,
    tilstand: Tilstand,
    vurder: Vurder,
    naa: datetime,
    ider: Iterator[int],
    journal_id: int,
    ut: Behandling,
) -> Utfall:
    deltaker = tilstand.deltakere.get(linje.ident)
    egne = tilstand.etter_ekstern_id.get(linje.ekstern_id, _INGEN)
    foer = egne.get(deltaker.person.id) if deltaker is not None else next(iter(egne.values()), None)
    annen = linje.ekstern_id if egne and foer is None else None
    if linje.handling == SLETT and foer is not None:
        type_, innhold, tekst = foer.type, cast(Innhold | None, foer.innhold), foer.tekst
    else:
        type_, innhold = linje.type or "", linje.innhold
    uendret = linje.handling != SLETT and foer is not None and foer.type == type_ and foer.tekst == tekst
    sak = Sak(
        linje.ekstern_id, linje.ident, linje.handling, type_, innhold, melding.kommune, melding.bruker,
        melding.kanal, naa.date(), deltaker, foer, annen, tilstand.tilganger,
    )  # fmt: skip
    vurdering = vurder(sak, uendret)
    if vurdering.avvist:
        return Utfall(linje.ekstern_id, linje.ident, Utfallskode.AVVIST, vurdering.anmerkninger, vurdering.spor)
    if uendret:
        return Utfall(linje.ekstern_id, linje.ident, Utfallskode.UENDRET, (), vurdering.spor)
    assert deltaker is not None  # PERSON-UKJENT and EKSTERNID reject all else
    assert innhold is not None
    ny = Post(
        id=next(ider), person_id=deltaker.person.id, kommune=melding.kommune, ekstern_id=linje.ekstern_id,
        type=type_, ordning=innhold.ordning, kode=innhold.kode, fra=innhold.fra, til=innhold.til, tekst=tekst,
        aktoer=melding.bruker.navn, kanal=melding.kanal, registrert_fra=naa, journal_id=journal_id,
        innhold=innhold if innhold.ordning == INTRO else None,  # only programmes ask for it again and again
    )  # fmt: skip
    if linje.handling == SLETT:
        assert foer is not None
        ut.endringer.append(Endring(SLETTET, ny, foer))
        deltaker.med(None, uten=foer)
        del tilstand.etter_ekstern_id[linje.ekstern_id][deltaker.person.id]
    else:
        av_nir = _lukket_av_nir(deltaker, ny) if melding.kanal != KANAL_NIR else None
        ut.endringer.append(Endring(ENDRET if foer else NY, ny, foer))
        deltaker.med(ny, uten=foer)
        tilstand.etter_ekstern_id.setdefault(linje.ekstern_id, {})[deltaker.person.id] = ny
        if av_nir is not None and av_nir is not foer:
            ut.endringer.append(Endring(SLETTET, _gravstein(av_nir, ny, next(ider)), av_nir))
            deltaker.med(None, uten=av_nir)
    if paavirker(ny) or (foer is not None and paavirker(foer)):
        ut.beroerte[deltaker.person.id] = deltaker
    kode = Utfallskode.GODTATT_MED_ADVARSEL if vurdering.anmerkninger else Utfallskode.GODTATT
    return Utfall(linje.ekstern_id, linje.ident, kode, vurdering.anmerkninger, vurdering.spor)


def _lukket_av_nir(deltaker: Deltaker, ny: Post) -> Post | None:
    """The ending NIR set, where a kommune now says itself how and when that programme ended (domain.md §4)."""
    if ny.type != "avslutning" or ny.ordning != INTRO or ny.fra is None:
        return None
    for program in reversed(deltaker.programmer):
        if program.start <= ny.fra:
            slutt = program.avslutning
            return slutt if slutt is not None and slutt.aktoer == NIR else None
    return None


def _gravstein(post: Post, ny: Post, id_: int) -> Post:
    """The row that says a registration of NIR's gave way to the kommune's own."""
    return Post(
        id=id_, person_id=post.person_id, kommune=post.kommune, ekstern_id=post.ekstern_id, type=post.type,
        ordning=post.ordning, kode=post.kode, fra=post.fra, til=post.til, tekst=post.tekst, aktoer=ny.aktoer,
        kanal=ny.kanal, registrert_fra=ny.registrert_fra, journal_id=ny.journal_id,
    )  # fmt: skip
