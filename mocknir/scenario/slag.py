"""Which kind of value stands where, so that names and codes in an expectation can be held against what is there."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from mocknir.faults.kinds import KINDS, Stage
from mocknir.register.feil import Feilkode
from mocknir.register.kodeverk import KODEVERK
from mocknir.register.lov import LOVER
from mocknir.register.person import GRUNNLAG
from mocknir.register.program import AVSLUTTET, I_PROGRAM, PERMISJON, PLANLAGT, STANSET
from mocknir.register.skjema import TYPER, Feltbeskrivelse
from mocknir.register.vurdering import KANAL_NIR, NIR_WEB, WS4, Alvor, Utfallskode
from mocknir.rules.katalog import KATALOG


class Slag(NamedTuple):
    """A kind of value: `valg` are the words allowed, `felter` the names an object has, `element` what a list holds.

    `tid` is a moment, which a day matches; `person` takes a name of the scenario or a number; `fri` takes anything.
    `kort` is the field of an object that a single value stands for.
    """

    navn: Literal["tekst", "tall", "ja/nei", "dato", "tid", "person", "kommune", "objekt", "liste", "fri"]
    valg: tuple[str, ...] = ()
    felter: Mapping[str, "Slag"] | None = None
    element: "Slag | None" = None
    kort: str | None = None


def objekt(**felter: Slag) -> Slag:
    """An object with these names and no others."""
    return Slag("objekt", felter=felter)


def liste(element: Slag) -> Slag:
    """A list."""
    return Slag("liste", element=element)


def en_av(*ord_: str) -> Slag:
    """One of these words."""
    return Slag("tekst", ord_)


FRI, TEKST, TALL, BOOL = Slag("fri"), Slag("tekst"), Slag("tall"), Slag("ja/nei")
DATO, TID, PERSON, KOMMUNE = Slag("dato"), Slag("tid"), Slag("person"), Slag("kommune")
REGEL = en_av(*KATALOG)
LOV = en_av(*LOVER)
ORDNING = en_av(*(k.kode for k in KODEVERK["ordning"].koder))
KANAL = en_av(WS4, NIR_WEB, KANAL_NIR)
AARSAK = en_av(*(k.kode for k in KODEVERK["avslutningsaarsak"].koder))


def _felt(f: Feltbeskrivelse) -> Slag:
    if f.felt.kodeverk is not None:
        return en_av(*(k.kode for k in KODEVERK[f.felt.kodeverk].koder))
    return {"date": DATO, "Decimal": TALL, "bool": BOOL}.get(f.slag.__name__, TEKST)


def _innhold() -> dict[str, Slag]:
    """The fields of all kinds of registration; a name that means different things in two of them is free."""
    felter: dict[str, Slag] = {}
    for type_ in TYPER.values():
        for f in type_.felter:
            slag = _felt(f)
            felter[f.navn] = slag if felter.setdefault(f.navn, slag) == slag else FRI
    return felter


LUKKING = objekt(
    person=PERSON, programNr=TALL, kommune=KOMMUNE, regel=en_av(*(i for i in KATALOG if i.startswith("LUKKING-"))),
    sluttdato=DATO, natt=DATO, tekst=TEKST, tekstEngelsk=TEKST, parameter=FRI, saaPaa=liste(TALL), nummer=TALL,
)  # fmt: skip
REGISTRERING = objekt(
    nummer=TALL, eksternId=TEKST, type=en_av(*TYPER), kommune=KOMMUNE, aktoer=TEKST, kanal=KANAL, registrertFra=TID,
    content=Slag("objekt", felter=_innhold()),
)  # fmt: skip
FRIST = objekt(
    navn=TEKST, navnEngelsk=TEKST, dato=DATO,
    beregning=liste(objekt(tekst=TEKST, tekstEngelsk=TEKST, dato=DATO)),
)  # fmt: skip
PROGRAM = objekt(
    nr=TALL, kommune=KOMMUNE, lov=LOV, kategori=TEKST,
    status=en_av(PLANLAGT, I_PROGRAM, PERMISJON, STANSET, AVSLUTTET),
    start=DATO, planlagtSlutt=DATO, gjennomfoeringsfrist=FRIST, grense=DATO, sistAktiv=DATO, forlenget=BOOL,
    slutt=DATO, avslutningsaarsak=AARSAK, avslutningsaarsakTekst=TEKST, avsluttetAv=en_av("NIR", "kommune"),
    maaloppnaaelse=BOOL, viderefoert=BOOL, lukking=LUKKING,
)  # fmt: skip
KATEGORI = objekt(ordning=ORDNING, ordningsnavn=TEKST, kategori=TEKST, fra=DATO)
PERSONALIA = objekt(
    ident=PERSON, foedselsnummer=TEKST, dufnummer=TEKST, navn=TEKST, foedt=DATO, kjoenn=en_av("K", "M"),
    statsborgerskap=TEKST, kommune=KOMMUNE, opphold=liste(objekt(gitt=DATO, grunnlag=en_av(*GRUNNLAG))),
    adresse=liste(objekt(fra=DATO, kommune=KOMMUNE, mottak=BOOL)), ankomst=DATO, avtaltBosatt=BOOL, doed=DATO,
    utvandret=DATO,
)  # fmt: skip
FUNN = objekt(
    regel=REGEL, alvor=en_av(*Alvor), tekst=TEKST, tekstEngelsk=TEKST, felt=TEKST,
    proveniens=en_av("dokumentert", "antatt"),
)  # fmt: skip
FEILKODE = en_av(*Feilkode, "VersionMismatch", "MustUnderstand")
"""NIR's own codes, and those of SOAP that come without one."""
UTFALLSKODE = en_av(*Utfallskode)
UTFALL = objekt(eksternId=TEKST, person=PERSON, utfall=UTFALLSKODE, funn=liste(FUNN))
ET_UTFALL = UTFALL._replace(kort="utfall")
"""An outcome by its code alone, or by its fields."""
ENDRING = objekt(
    sekvens=TALL, tidspunkt=TID, handling=en_av("ny", "endret", "slettet"), person=PERSON,
    registrering=REGISTRERING, lukking=LUKKING,
)  # fmt: skip
STRIKE = objekt(
    fault=TALL, nr=TALL, stage=en_av(*Stage), kind=en_av(*KINDS), seconds=TALL, bytes=TALL, tekst=TEKST,
    tekstEngelsk=TEKST,
)  # fmt: skip
JOURNALPOST = objekt(
    journalnummer=TALL, tidspunkt=TID, kanal=KANAL, operasjon=TEKST, bruker=TEKST, kommune=KOMMUNE, ident=PERSON,
    meldingsId=TEKST, feilkode=TEKST, tekst=TEKST, tekstEngelsk=TEKST, regel=REGEL,
    antall=objekt(godtatt=TALL, godtattMedAdvarsel=TALL, uendret=TALL, avvist=TALL), faults=liste(STRIKE),
)  # fmt: skip
