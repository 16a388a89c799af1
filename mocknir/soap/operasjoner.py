"""The operations of the WS4 contract.

Each answer has one element in its wrapper, so that stacks which unwrap (JAX-WS, Axis, zeep) return it as one value.
"""

from mocknir.register.felt import antatt, dokumentert
from mocknir.soap.skjemamodell import Element, Operasjon
from mocknir.soap.typer import (
    KOMMUNE,
    MAKS_ENDRINGER,
    MAKS_REGISTRERINGER,
    MELDINGS_ID,
    PERSON_VALG,
)

_FORM = antatt("§10 pkt. 1")
_LES = antatt("§10 pkt. 2")

STANDARD_ANTALL = 100
"""How many rows HentEndringer gives when the client does not say."""

KVITTERING = Element("kvittering", "Kvittering", "Kvitteringen", "The receipt", _FORM)

OVERFOER = Operasjon(
    "OverfoerRegistreringer",
    f"Overfører 1–{MAKS_REGISTRERINGER} registreringer for én kommune. Hver registrering vurderes for seg og "
    "får sitt eget utfall.",
    f"Transfers 1–{MAKS_REGISTRERINGER} registrations for one kommune. Each is judged by itself and gets its "
    "own outcome.",
    dokumentert("§1.1 [S1]"),
    (
        MELDINGS_ID,
        KOMMUNE,
        Element("registrering", "Registrering", "Registreringene", "The registrations", _FORM, 1,
                MAKS_REGISTRERINGER),
    ),
    (KVITTERING,),
)  # fmt: skip

HENT_KVITTERING = Operasjon(
    "HentKvittering",
    "Gir kvitteringen for en tidligere melding: det en klient spør om når svaret ble borte.",
    "Gives the receipt of an earlier message: what a client asks after a lost answer.",
    _FORM,
    (MELDINGS_ID, KOMMUNE),
    (KVITTERING,),
)

HENT_DELTAKER = Operasjon(
    "HentDeltaker",
    "Gir det NIR vet om en person: lov, kategori og ordning, frister med beregningslogg, programmer og "
    "registreringer, og hvem som avsluttet hva og hvorfor.",
    "Gives what NIR knows of a person: law, category and scheme, deadlines with their computation, "
    "programmes and registrations, and who ended what and why.",
    _LES,
    (KOMMUNE, PERSON_VALG),
    (Element("deltaker", "Deltaker", "Personen slik NIR kjenner den", "The person as NIR knows them", _LES),),
)  # fmt: skip

HENT_ENDRINGER = Operasjon(
    "HentEndringer",
    "Gir kommunens endringsstrøm fra et sekvensnummer, også det NIR gjorde selv (automatisk lukking).",
    "Gives the change feed of a kommune from a sequence number on, including what NIR did itself (automatic "
    "closing).",
    _LES,
    (
        KOMMUNE,
        Element("fraSekvens", "Sekvensnummer", "Endringer etter dette nummeret; 0 gir alt",
                "Changes after this number; 0 gives all", _LES),
        Element("maksAntall", "Antall",
                f"Høyst så mange, 1–{MAKS_ENDRINGER}; {STANDARD_ANTALL} når det utelates",
                f"At most so many, 1–{MAKS_ENDRINGER}; {STANDARD_ANTALL} when left out", _LES, 0),
        Element("bareNir", "xs:boolean", "Bare det NIR gjorde selv, ikke det kommunene sendte; usant når det utelates",
                "Only what NIR did itself, not what kommuner sent; false when left out", _LES, 0),
    ),
    (Element("endringer", "Endringer", "Endringene", "The changes", _LES),),
)  # fmt: skip

HENT_KODEVERK = Operasjon(
    "HentKodeverk",
    "Gir kodeverkene som gjelder på en dato.",
    "Gives the code lists valid on a date.",
    antatt("§10 pkt. 7"),
    (
        Element("dato", "Dato", "Dagen; i dag etter sandkassens klokke når den utelates",
                "The day; today by the sandbox's clock when left out", antatt("§10 pkt. 7"), 0),
        Element("navn", "xs:token", "Bare dette kodeverket", "Only this code list", antatt("§10 pkt. 7"), 0),
    ),
    (Element("kodeverksamling", "Kodeverksamling", "Kodeverkene", "The code lists", antatt("§10 pkt. 7")),),
)  # fmt: skip

OPERASJONER: dict[str, Operasjon] = {
    o.navn: o for o in (OVERFOER, HENT_KVITTERING, HENT_DELTAKER, HENT_ENDRINGER, HENT_KODEVERK)
}
