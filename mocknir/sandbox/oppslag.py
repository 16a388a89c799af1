"""What NIR answers when it is asked: a participant, the change feed of a kommune."""

from datetime import datetime

from mocknir.register import frist, kommuner
from mocknir.register.deltaker import Deltaker
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.kategori import kategorier
from mocknir.register.programrad import rader
from mocknir.register.svar import Deltakerbilde, Feedrad, Feedside, Kvittering, Programbilde
from mocknir.store import koding, lesing, skriving
from mocknir.store import spoersmaal as q
from mocknir.store.base import Base, Rad


def deltakerbilde(base: Base, deltaker: Deltaker, naa: datetime) -> Deltakerbilde:
    """All that NIR knows of a person, as it stands on that virtual day."""
    dag, person = naa.date(), deltaker.person
    programmer = []
    for program, rad in zip(deltaker.programmer, rader(deltaker), strict=True):
        lukking = lesing.lukking_av(base, program.avslutning, person.ident)
        programmer.append(Programbilde(rad, program.status(dag), deltaker.programfrist_logg(program), lukking))
    alle = (
        frist.oppstartsfrist(person, deltaker.poster, deltaker.rammer),
        *(p.frist for p in programmer[-1:]),
        frist.norskfrist(person, deltaker.poster, deltaker.rammer, dag),
        frist.samfunnskunnskapsfrist(person, deltaker.rammer, dag),
    )
    return Deltakerbilde(
        person, dag, deltaker.lov(dag), person.kommune_paa(dag), kategorier(person, dag),
        tuple(f for f in alle if f is not None), tuple(programmer), tuple(deltaker.poster),
    )  # fmt: skip


def feed(base: Base, kommune: str, fra_sekvens: int, maks: int, naa: datetime, bare_nir: bool = False) -> Feedside:
    """The changes that concern a kommune (or one it grew out of) after a sequence number: all, or NIR's own."""
    slekt = sorted(kommuner.slekt(kommune, naa.date()))
    verdier = {"kommuner": base.liste(slekt), "fra_sekvens": fra_sekvens, "antall": maks + 1}
    funnet = base.rader(q.feed_av_nir if bare_nir else q.feed, verdier)
    side = funnet[:maks]
    poster = [(koding.post(rad), rad[14], rad[15] or rad[16]) for rad in side]
    lukkinger = lesing.lukkinger(base, [post.id for post, _, _ in poster if post.av_nir])
    feedrader = tuple(
        Feedrad(
            post.id, post.registrert_fra, handling, ident, post,
            koding.lukking(lukkinger[post.id], ident) if post.id in lukkinger else None,
        )
        for post, handling, ident in poster
    )  # fmt: skip
    return Feedside(feedrader, feedrader[-1].sekvens if feedrader else fra_sekvens, len(funnet) > maks)


def kvittering(rad: Rad) -> Kvittering:
    """The receipt that a row of the journal holds."""
    return Kvittering(rad[7], rad[5], koding.tid(rad[1]), rad[0], skriving.utfall_fra_detaljer(rad[16]))


def beskriv(command: object) -> str:
    """A command as one line of the journal; a password is never written."""
    felter = getattr(command, "__slots__", ())
    verdier = ((felt, getattr(command, felt)) for felt in felter if felt != "passord")
    return ", ".join(f"{felt}={_skriv(verdi)}" for felt, verdi in verdier if verdi not in (None, ()))


def _skriv(verdi: object) -> str:
    """A value, or a few of them, as somebody would write it."""
    if isinstance(verdi, bool):
        return "ja" if verdi else "nei"
    if isinstance(verdi, tuple):
        navn = getattr(verdi, "_fields", None)
        if navn is None:
            return " + ".join(map(_skriv, verdi))
        return " ".join(felt if en is True else str(en) for felt, en in zip(navn, verdi, strict=True) if en)
    return str(verdi)


def ukjent_melding(meldings_id: str, kommune: str) -> Avvik:
    """That no message of the kommune has that id."""
    return Avvik(
        Feilkode.UKJENT_MELDING,
        f"NIR har ingen melding «{meldings_id}» fra kommune {kommune}: den kom ikke fram. Send den igjen"
        " med samme meldingsId",
        f"NIR has no message «{meldings_id}» from kommune {kommune}: it did not arrive. Send it again"
        " with the same meldingsId",
        felt="meldingsId",
    )


def ingen_befatning(kommune: str, ident: str) -> Avvik:
    """That the kommune has nothing to do with the person."""
    return Avvik(
        Feilkode.INGEN_TILGANG,
        f"Kommune {kommune} har ikke noe med {ident} å gjøre: personen har verken bodd der eller vært"
        " registrert av den",
        f"Kommune {kommune} has nothing to do with {ident}: the person has neither lived there nor been"
        " registered by it",
        felt="person",
        regel="TILGANG-ANSVAR",
    )


def ukjent_person(ident: str) -> Avvik:
    """That NIR does not know the person."""
    return Avvik(
        Feilkode.PERSON_UKJENT,
        f"NIR kjenner ingen person med nummer {ident}. Personer kommer fra Folkeregisteret og UDI, ikke"
        " fra fagsystemet",
        f"NIR knows no person by the number {ident}. Persons come from the central registers, not from the case system",
        felt="person",
        regel="PERSON-UKJENT",
    )
