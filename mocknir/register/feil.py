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
