"""What the register refuses as a whole: one error type that every way in can show (SOAP fault, problem details)."""

from enum import StrEnum

from mocknir.register.felt import ANTATT


class Feilkode(StrEnum):
    """The codes a client can tell apart; they are ours (`antatt`), as NIR's are not public (domain.md §1.9)."""

    UGYLDIG_MELDING = "UgyldigMelding"
    UKJENT_OPERASJON = "UkjentOperasjon"
    IKKE_AUTENTISERT = "IkkeAutentisert"
    INGEN_TILGANG = "IngenTilgang"
    OVERFOERING_STENGT = "OverfoeringStengt"
    MELDINGS_ID_BRUKT = "MeldingsIdBrukt"
    UKJENT_MELDING = "UkjentMelding"
    PERSON_UKJENT = "PersonUkjent"
    TJENESTEN_AVVIKLET = "TjenestenAvviklet"
    UGYLDIG_VERDI = "UgyldigVerdi"
    FINNES_ALLEREDE = "FinnesAllerede"
    FINNES_IKKE = "FinnesIkke"
    KLOKKEN_GAAR_FRAM = "KlokkenGaarFram"
    INTERN_FEIL = "InternFeil"


RAAD: dict[Feilkode, tuple[str, str]] = {
    Feilkode.UGYLDIG_MELDING: ("Rett meldingen, og send den på nytt", "Correct the message, and send it again"),
    Feilkode.UKJENT_OPERASJON: ("Bruk en av operasjonene i kontrakten", "Use one of the operations of the contract"),
    Feilkode.IKKE_AUTENTISERT: ("Send brukernavn og passord", "Send user name and password"),
    Feilkode.INGEN_TILGANG: ("Bruk en bruker som har tilgangen, eller gi den til denne",
                             "Use a user who may, or give this one the access"),
    Feilkode.OVERFOERING_STENGT: ("Vent til overføringen er åpen, eller registrer i NIR web",
                                  "Wait until the transfer is open, or register in NIR web"),
    Feilkode.MELDINGS_ID_BRUKT: ("Bruk en ny meldingsId", "Use a new meldingsId"),
    Feilkode.UKJENT_MELDING: ("Send meldingen på nytt", "Send the message again"),
    Feilkode.PERSON_UKJENT: ("Sjekk nummeret, eller legg inn personen", "Check the number, or bring the person in"),
    Feilkode.TJENESTEN_AVVIKLET: ("Bruk WS4", "Use WS4"),
    Feilkode.UGYLDIG_VERDI: ("Rett det som er nevnt, og send på nytt; /control/v1/ viser hva som kan sendes",
                             "Correct what is named, and send it again; /control/v1/ shows what can be sent"),
    Feilkode.FINNES_ALLEREDE: ("Velg noe annet, eller bruk det som finnes", "Choose another, or use the one there is"),
    Feilkode.FINNES_IKKE: ("Sjekk navnet eller nummeret mot listen, eller lag det først",
                           "Check the name or the number against the list, or make it first"),
    Feilkode.KLOKKEN_GAAR_FRAM: ("Velg et senere tidspunkt, eller gå tilbake til et snapshot",
                                 "Choose a later moment, or restore a snapshot"),
    Feilkode.INTERN_FEIL: ("Prøv igjen, og meld feilen hvis den blir ved", "Try again, and report it if it goes on"),
}  # fmt: skip
"""What can be done about any error of a kind; the text of an Avvik says more exactly what about this one."""


class Avvik(Exception):
    """A command or a question that the register refuses whole, with nothing changed.

    `tekst` (bokmål) and `text` (English) name the place and the remedy; `felt` is the wire name of the field at
    fault; `regel` the rule that refused, with its `proveniens`; `sted` which of several commands it was, from 0.
    """

    def __init__(
        self,
        kode: Feilkode,
        tekst: str,
        text: str,
        *,
        felt: str | None = None,
        regel: str | None = None,
        proveniens: str = ANTATT,
    ) -> None:
        super().__init__(f"{tekst} / {text}")
        self.kode = kode
        self.tekst = tekst
        self.text = text
        self.felt = felt
        self.regel = regel
        self.proveniens = proveniens
        self.sted: int | None = None
