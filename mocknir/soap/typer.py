"""The types of the WS4 contract: the registrations as `skjema.TYPER` has them, and what the register answers.

What WS4 carries and how it names it is not public (domain.md §1.9), so every element name and type here is
ours; `dokumentert` says that NIR is publicly known to hold the fact behind it.
"""

from datetime import date
from decimal import Decimal

from mocknir.register import skjema
from mocknir.register.felt import Kilde, antatt, dokumentert
from mocknir.register.skjema import Feltbeskrivelse, Registreringstype
from mocknir.register.vurdering import REGISTRER, SLETT, Alvor, Utfallskode
from mocknir.soap.skjemamodell import UBEGRENSET, Element, Enkel, Kompleks, Valg

_FORM = antatt("§1.9")
_ID = dokumentert("§8 [S85][S91]")
_SENTRALE = dokumentert("§2.1 [S17][S26]")
_FRIST = dokumentert("§2.3 [S17], §5.5")
_LUKKING = dokumentert("§4 [A]")
_JOURNAL = antatt("§10 pkt. 1")

MAKS_REGISTRERINGER = 1000
MAKS_ENDRINGER = 1000

ENKLE: tuple[Enkel, ...] = (
    Enkel("MeldingsId", "xs:token", "Meldingens egen nøkkel, valgt av fagsystemet. Samme nøkkel med samme "
          "innhold gir samme kvittering og endrer ingenting.",
          "The message's own key, chosen by the client. The same key with the same content gives the same "
          "receipt and changes nothing.", antatt("§10 pkt. 3"), (("minLength", "1"), ("maxLength", "64"))),
    Enkel("EksternId", "xs:token", "Fagsystemets egen nøkkel for registreringen; ny overføring med samme "
          "nøkkel retter den.", "The client's own key of a registration; sending it again corrects it.",
          antatt("§10 pkt. 3"), (("minLength", "1"), ("maxLength", "64"))),
    Enkel("Foedselsnummer", "xs:token", "Fødselsnummer eller D-nummer, 11 siffer med ledende null.",
          "National identity number or D-number, 11 digits with a leading zero.", _ID,
          (("pattern", "[0-9]{11}"),)),
    Enkel("Dufnummer", "xs:token", "DUF-nummer, 12 siffer.", "DUF number (immigration), 12 digits.", _ID,
          (("pattern", "[0-9]{12}"),)),
    Enkel("Kommunenummer", "xs:token", "Kommunenummer, 4 siffer med ledende null.",
          "Municipality number, 4 digits with a leading zero.", dokumentert("§8 [S95]"),
          (("pattern", "[0-9]{4}"),)),
    Enkel("Kodeverdi", "xs:token", "En kode fra et kodeverk. Kodene har gyldighetsdatoer og står derfor ikke "
          "i skjemaet; HentKodeverk gir dem.",
          "A code of a code list. Codes have validity dates and so are not in the schema; HentKodeverk gives "
          "them.", _FORM, (("minLength", "1"), ("maxLength", "64"))),
    Enkel("Dato", "xs:date", "En dag. En tidssone (1990-01-31Z) er lov og leses ikke.",
          "A day. A time zone (1990-01-31Z) is allowed and not read.", _FORM,
          (("minInclusive", "1900-01-01"), ("maxInclusive", "2999-12-31"))),
    Enkel("Timetall", "xs:decimal", "Timer, med inntil to desimaler og punktum som desimaltegn.",
          "Hours, with at most two decimals and a full stop before them.", _FORM,
          (("totalDigits", "7"), ("fractionDigits", "2"), ("minInclusive", "0"))),
    Enkel("Tekst8", "xs:token", "Kort tekst, inntil 8 tegn.", "Short text, at most 8 characters.", _FORM,
          (("minLength", "1"), ("maxLength", "8"))),
    Enkel("Tekst1000", "xs:string", "Fritekst, inntil 1000 tegn.", "Free text, at most 1000 characters.",
          _FORM, (("maxLength", "1000"),)),
    Enkel("Antall", "xs:int", "Antall rader som ønskes, 1–1000.", "Rows wanted, 1–1000.", _FORM,
          (("minInclusive", "1"), ("maxInclusive", str(MAKS_ENDRINGER)))),
    Enkel("Sekvensnummer", "xs:long", "Plass i endringsstrømmen, fra 0. Tallene vokser, men kan hoppe.",
          "Place in the change feed, from 0. The numbers grow, but may skip.", _JOURNAL,
          (("minInclusive", "0"),)),
    Enkel("Handling", "xs:token", "Registrere (eller rette) eller slette.",
          "Register (or correct) or delete.", dokumentert("§10 pkt. 4 [A]"), verdier=(REGISTRER, SLETT)),
    Enkel("Endringstype", "xs:token", "Om registreringen er ny, endret eller slettet.",
          "Whether the registration is new, changed or deleted.", _JOURNAL,
          verdier=("ny", "endret", "slettet")),
    Enkel("Utfallskode", "xs:token", "Hva det ble av registreringen.", "What became of the registration.",
          _FORM, verdier=tuple(Utfallskode)),
    Enkel("Alvor", "xs:token", "Om funnet stanser registreringen eller bare er en advarsel.",
          "Whether the finding stops the registration or only warns.", _FORM, verdier=tuple(Alvor)),
    Enkel("Proveniens", "xs:token", "Om det bygger på en offentlig kilde eller er antatt.",
          "Whether it rests on a public source or is assumed.", _FORM, verdier=("dokumentert", "antatt")),
)  # fmt: skip

_SLAG = {date: "Dato", Decimal: "Timetall", bool: "xs:boolean"}


def _felttype(felt: Feltbeskrivelse) -> str:
    if felt.slag in _SLAG:
        return _SLAG[felt.slag]
    if felt.felt.kodeverk:
        return "Kodeverdi"
    if felt.attributt.endswith("ekstern_id"):
        return "EksternId"
    return f"Tekst{felt.felt.maks_lengde}"


def _registreringstype(type_: Registreringstype) -> Kompleks:
    felter = tuple(
        Element(f.navn, _felttype(f), f.felt.tekst, f.felt.text, f.felt.kilde, int(f.paakrevd), 1, f.felt.kodeverk)
        for f in type_.felter
    )
    return Kompleks(typenavn(type_.navn), type_.tekst, type_.text, dokumentert("§1.6, §2.2"), felter)


def typenavn(navn: str) -> str:
    """The name of the complex type of an element of that name."""
    return navn[0].upper() + navn[1:]


def _e(navn: str, type_: str, tekst: str, text: str, kilde: Kilde = _FORM, minst: int = 1,
       mest: int | str = 1, kodeverk: str | None = None) -> Element:  # fmt: skip
    return Element(navn, type_, tekst, text, kilde, minst, mest, kodeverk)


def _liste(navn: str, type_: str, tekst: str, text: str, kilde: Kilde = _FORM) -> Element:
    return Element(navn, type_, tekst, text, kilde, 0, UBEGRENSET)


def _valgfri(navn: str, type_: str, tekst: str, text: str, kilde: Kilde = _FORM) -> Element:
    return Element(navn, type_, tekst, text, kilde, 0)


PERSON_VALG = Valg((
    _e("foedselsnummer", "Foedselsnummer", "Personens fødselsnummer eller D-nummer",
       "The person's national identity number", _ID),
    _e("dufnummer", "Dufnummer", "Personens DUF-nummer", "The person's DUF number", _ID),
))  # fmt: skip
KOMMUNE = _e("kommune", "Kommunenummer", "Kommunen det gjelder", "The kommune concerned", antatt("§1.5"))
MELDINGS_ID = _e("meldingsId", "MeldingsId", "Meldingens nøkkel", "The message's key", antatt("§10 pkt. 3"))
EKSTERN_ID = _e("eksternId", "EksternId", "Fagsystemets nøkkel", "The client's key", antatt("§10 pkt. 3"))
LUKKING = _valgfri("lukking", "Lukking", "Hvorfor NIR lukket, når det var NIR som gjorde det",
                   "Why NIR closed it, where it was NIR that did", _LUKKING)  # fmt: skip

TO_TEKSTER = (
    _e("tekst", "xs:string", "Tekst på bokmål", "Text in bokmål"),
    _e("tekstEngelsk", "xs:string", "Tekst på engelsk", "Text in English"),
)
PROVENIENS = _e("proveniens", "Proveniens", "Dokumentert eller antatt", "Documented or assumed")


def _innhold(minst: int) -> Valg:
    return Valg(
        tuple(_e(t.navn, typenavn(t.navn), t.tekst, t.text, dokumentert("§1.6")) for t in skjema.TYPER.values()),
        minst,
    )


REGISTRERING = Kompleks(
    "Registrering", "En registrering som sendes. Ved sletting kan innholdet utelates.",
    "A registration as sent. When deleting, the content may be left out.", antatt("§10 pkt. 1"),
    (
        EKSTERN_ID,
        PERSON_VALG,
        _e("handling", "Handling", "Registrere eller slette", "Register or delete",
           dokumentert("§10 pkt. 4 [A]")),
        _innhold(0),
    ),
)  # fmt: skip

_SVARTYPER = (
    Kompleks("Kvittering", "Kvitteringen for en melding.", "The receipt of a message.", _FORM, (
        MELDINGS_ID,
        KOMMUNE,
        _e("mottatt", "xs:dateTime", "Når meldingen kom, etter sandkassens klokke",
           "When the message came, by the sandbox's clock"),
        _e("journalnummer", "xs:long", "Nummeret i journalen", "The number in the journal", _JOURNAL),
        _e("gjentatt", "xs:boolean", "Sant når meldingen var mottatt før og ingenting ble endret",
           "True when the message had been received before and nothing was changed", antatt("§10 pkt. 3")),
        _e("antall", "Utfallsantall", "Antall av hvert utfall", "How many of each outcome"),
        _liste("utfall", "Registreringsutfall", "Utfallet for hver registrering, i meldingens rekkefølge",
               "The outcome of each registration, in the order of the message", antatt("§3.1")),
    )),
    Kompleks("Utfallsantall", "Antall av hvert utfall.", "How many of each outcome.", _FORM, (
        _e("godtatt", "xs:int", "Godtatt", "Accepted"),
        _e("godtattMedAdvarsel", "xs:int", "Godtatt med advarsel", "Accepted with a warning"),
        _e("uendret", "xs:int", "Sto slik fra før", "Stood so already"),
        _e("avvist", "xs:int", "Avvist", "Rejected"),
    )),
    Kompleks("Registreringsutfall", "Hva det ble av én registrering.", "What became of one registration.",
             _FORM, (
        EKSTERN_ID,
        _e("utfall", "Utfallskode", "Utfallet", "The outcome"),
        _liste("funn", "Regelfunn", "Hva reglene fant", "What the rules found", antatt("§3.1")),
    )),
    Kompleks("Regelfunn", "Hva en regel fant.", "What a rule found.", antatt("§3.1"), (
        _e("regel", "xs:token", "Regelens id", "The rule's id"),
        _e("alvor", "Alvor", "Alvorsgrad", "Severity"),
        *TO_TEKSTER,
        _valgfri("felt", "xs:token", "Feltet det gjelder", "The field concerned"),
        PROVENIENS,
    )),
    Kompleks("Registerpost", "En registrering som den står i registeret.",
             "A registration as the register has it.", antatt("§10 pkt. 2"), (
        _e("nummer", "xs:long", "Nummeret på denne versjonen", "The number of this version", _JOURNAL),
        EKSTERN_ID,
        _e("kommune", "Kommunenummer", "Kommunen som registrerte", "The kommune that registered it"),
        _e("aktoer", "xs:token", "Brukeren som registrerte; «NIR» når registeret gjorde det selv",
           "The user who registered it; «NIR» where the register did it itself", _LUKKING),
        _e("kanal", "xs:token", "WS4, NIR-web eller NIR", "WS4, NIR-web or NIR", dokumentert("§1.5 [S1]")),
        _e("registrertFra", "xs:dateTime", "Når denne versjonen ble registrert",
           "When this version was registered"),
        _innhold(1),
    )),
    Kompleks("Deltaker", "En person slik NIR kjenner den på en dag.", "A person as NIR knows them on a day.",
             antatt("§10 pkt. 2"), (
        _e("dato", "Dato", "Dagen svaret gjelder, etter sandkassens klokke",
           "The day it holds for, by the sandbox's clock"),
        _e("person", "Person", "Personen", "The person", dokumentert("§2.1 [S17]")),
        _valgfri("kommune", "Kommunenummer", "Bostedskommunen", "The kommune of residence",
                 dokumentert("§2.1 [S26]")),
        _e("lov", "xs:token", "introduksjonsloven, integreringsloven eller integreringsloven6A",
           "The governing law", dokumentert("§1.3 [S1], §2.2 [S6]")),
        _liste("kategori", "Kategori", "Kategorier og ordninger", "Categories and schemes",
               dokumentert("§2.1 [S17]")),
        _liste("frist", "Frist", "Frister", "Deadlines", _FRIST),
        _liste("program", "Program", "Introduksjonsprogrammer", "Introduction programmes", antatt("§10 pkt. 2")),
        _liste("registrering", "Registerpost", "Registreringene som står", "The registrations in force",
               antatt("§10 pkt. 2")),
    )),
    Kompleks("Person", "Personen slik de sentrale registrene kjenner den.",
             "The person as the central registers know them.", _SENTRALE, (
        _valgfri("foedselsnummer", "Foedselsnummer", "Fødselsnummer eller D-nummer",
                 "National identity number", _ID),
        _valgfri("dufnummer", "Dufnummer", "DUF-nummer", "DUF number", _ID),
        _e("navn", "xs:string", "Navn", "Name", _SENTRALE),
        _e("foedt", "Dato", "Fødselsdato", "Date of birth", _SENTRALE),
        _e("kjoenn", "xs:token", "K eller M", "K (female) or M (male)", _SENTRALE),
        _e("statsborgerskap", "xs:token", "Statsborgerskap", "Citizenship", _SENTRALE),
        _liste("opphold", "Opphold", "Oppholdstillatelser", "Residence permits", _SENTRALE),
        _liste("adresse", "Adresse", "Adresser", "Addresses", _SENTRALE),
        _valgfri("ankomst", "Dato", "Ankomst til Norge", "Arrival in Norway", antatt("§5.2")),
        _e("avtaltBosatt", "xs:boolean", "Bosatt etter avtale med kommunen", "Settled by agreement",
           dokumentert("§5.1 [S32]")),
        _valgfri("doed", "Dato", "Dødsdato", "Day of death", _SENTRALE),
        _valgfri("utvandret", "Dato", "Utvandringsdato", "Day of emigration", _SENTRALE),
    )),
    Kompleks("Opphold", "En oppholdstillatelse (UDI).", "A residence permit (UDI).", _SENTRALE, (
        _e("gitt", "Dato", "Dagen den ble gitt", "The day it was granted", _SENTRALE),
        _e("grunnlag", "xs:token", "Grunnlaget: paragraf i utlendingsloven, familie eller annet",
           "The ground: section of the Immigration Act, family or other", dokumentert("§5.1 [S32]")),
    )),
    Kompleks("Adresse", "Hvor personen bor (Folkeregisteret).", "Where the person lives.", _SENTRALE, (
        _e("fra", "Dato", "Fra denne dagen", "From this day", _SENTRALE),
        _e("kommune", "Kommunenummer", "Kommunen", "The kommune", _SENTRALE),
        _e("mottak", "xs:boolean", "Om adressen er et asylmottak", "Whether it is a reception centre",
           dokumentert("§2.8 [S49]")),
    )),
    Kompleks("Kategori",
             "En ordning personen hører til, og kategorien i den. NIR er ikke et rettighetsregister.",
             "A scheme the person belongs to, and the category in it. NIR is no register of rights.",
             dokumentert("§2.1 [S17][S18]"), (
        _e("ordning", "Kodeverdi", "Ordningens kode", "The scheme's code", dokumentert("§2.1 [S24]"),
           kodeverk="ordning"),
        _e("ordningsnavn", "xs:string", "Navnet NIR viser", "The name NIR shows",
           dokumentert("§2.1 [S13][S24]")),
        _e("kategori", "xs:string", "Kategorien, som «rett og plikt»", "The category, as «rett og plikt»",
           dokumentert("§2.1 [S17]")),
        _valgfri("fra", "Dato", "Fra denne dagen", "From this day"),
    )),
    Kompleks("Frist", "En frist og beregningsloggen dens.", "A deadline and how it was computed.", _FRIST, (
        _e("navn", "xs:string", "Fristens navn", "Its name in bokmål", _FRIST),
        _e("navnEngelsk", "xs:string", "Fristens navn på engelsk", "Its name in English"),
        _e("dato", "Dato", "Fristen", "The deadline", _FRIST),
        _liste("beregning", "Beregningssteg", "Beregningsloggen, steg for steg",
               "The computation, step by step", dokumentert("§2.1 [S17]")),
    )),
    Kompleks("Beregningssteg", "En linje i beregningsloggen.", "A line of the computation.", antatt("§5.5"), (
        *TO_TEKSTER,
        _e("dato", "Dato", "Datoen steget førte til", "The date the step led to"),
    )),
    Kompleks("Program", "Et introduksjonsprogram, utledet av det som er registrert.",
             "An introduction programme, derived from what is registered.", antatt("§10 pkt. 2"), (
        _e("nr", "xs:int", "Personens program nr.", "The person's programme no."),
        _e("kommune", "Kommunenummer", "Kommunen", "The kommune"),
        _e("lov", "xs:token", "introduksjonsloven, integreringsloven eller integreringsloven6A",
           "The governing law", dokumentert("§1.3 [S1]")),
        _valgfri("kategori", "xs:string", "Kategori ved start", "Category at the start",
                 dokumentert("§2.1 [S10]")),
        _e("status", "xs:string", "Status i dag, som «i program»", "Status today", dokumentert("§2.1 [S17]")),
        _e("start", "Dato", "Første dag", "First day", dokumentert("§2.3 [S22]")),
        _valgfri("planlagtSlutt", "Dato", "Siste dag etter vedtakene", "Last day by the decisions"),
        _e("gjennomfoeringsfrist", "Frist", "Frist for gjennomføring", "Deadline for completion", _FRIST),
        _e("grense", "Dato", "Siste dag NIR kan holde noe om programmet", "The last day that NIR can hold",
           dokumentert("§5.1 [B]")),
        _e("sistAktiv", "Dato", "Siste dag dekket av vedtak, tiltak eller permisjon",
           "Last day covered by decision, measure or leave", antatt("§4 [A]")),
        _e("forlenget", "xs:boolean", "Om det er forlenget ved vedtak", "Whether a decision extended it",
           dokumentert("§5.1 [S51]")),
        _valgfri("slutt", "Dato", "Sluttdato", "Day of the ending", dokumentert("§2.3 [S22]")),
        _e("avslutningsaarsak", "Kodeverdi", "Avslutningsårsak", "Reason for ending",
           dokumentert("§2.9 [S42]"), minst=0, kodeverk="avslutningsaarsak"),
        _valgfri("avslutningsaarsakTekst", "xs:string", "Avslutningsårsak som tekst", "The reason as text",
                 dokumentert("§2.9, §4 [S12]")),
        _valgfri("avsluttetAv", "xs:token", "«kommune» eller «NIR»", "«kommune» or «NIR»", _LUKKING),
        _e("viderefoert", "xs:boolean", "Om en annen kommune førte det videre",
           "Whether another kommune carried it on", antatt("§4 [S59]")),
        LUKKING,
    )),
    Kompleks("Lukking", "Hvorfor NIR selv lukket et program.", "Why NIR itself closed a programme.",
             _LUKKING, (
        _e("regel", "xs:token", "Regelen det gikk etter", "The rule it went by"),
        _e("sluttdato", "Dato", "Dagen programmet regnes som avsluttet", "The day it counts as ended"),
        _e("natt", "Dato", "Natten det ble gjort", "The night it was done"),
        *TO_TEKSTER,
        _liste("parameter", "Parameter", "Regelens parametre", "The rule's parameters", antatt("§10 pkt. 6")),
        _liste("saaPaa", "xs:long", "Numrene på registreringene som avgjorde det",
               "The numbers of the registrations that decided it"),
    )),
    Kompleks("Parameter", "En parameter i en regel.", "A parameter of a rule.", antatt("§10 pkt. 6"), (
        _e("navn", "xs:token", "Navn", "Name"),
        _e("verdi", "xs:string", "Verdi", "Value"),
    )),
    Kompleks("Endringer", "En side av kommunens endringsstrøm.", "A page of the feed of a kommune.",
             antatt("§10 pkt. 2"), (
        _liste("endring", "Endring", "Endringene", "The changes", antatt("§10 pkt. 2")),
        _e("sisteSekvens", "Sekvensnummer", "Spør videre fra dette nummeret", "Ask again from this number",
           _JOURNAL),
        _e("flere", "xs:boolean", "Om det finnes flere", "Whether there are more", _JOURNAL),
    )),
    Kompleks("Endring", "Én endring i kommunens endringsstrøm.", "One change in the feed of a kommune.",
             antatt("§10 pkt. 2"), (
        _e("sekvens", "Sekvensnummer", "Endringens nummer", "Its number", _JOURNAL),
        _e("tidspunkt", "xs:dateTime", "Når den skjedde", "When it happened"),
        _e("handling", "Endringstype", "Ny, endret eller slettet", "New, changed or deleted"),
        PERSON_VALG,
        _e("registrering", "Registerpost", "Registreringen; ved sletting slik den sto",
           "The registration; for a deletion as it stood"),
        LUKKING,
    )),
    Kompleks("Kodeverksamling", "Kodeverkene på en dag.", "The code lists on a day.", antatt("§10 pkt. 7"), (
        _e("dato", "Dato", "Dagen svaret gjelder", "The day it holds for", antatt("§10 pkt. 7")),
        _liste("kodeverk", "Kodeliste", "Kodeverkene", "The code lists", antatt("§10 pkt. 7")),
    )),
    Kompleks("Kodeliste", "Et kodeverk.", "A code list.", antatt("§10 pkt. 7"), (
        _e("navn", "xs:token", "Kodeverkets navn", "Its name"),
        *TO_TEKSTER,
        _liste("kode", "Kode", "Kodene", "The codes"),
    )),
    Kompleks("Kode", "En kode, når og for hvilke lover den gjelder.",
             "A code, when and under which laws it holds.", antatt("§10 pkt. 7"), (
        _e("verdi", "Kodeverdi", "Koden", "The code", antatt("§10 pkt. 7")),
        *TO_TEKSTER,
        _valgfri("gyldigFra", "Dato", "Første dag den kan brukes", "First day it may be used",
                 dokumentert("§1.7 [S4]")),
        _valgfri("gyldigTil", "Dato", "Siste dag den kan brukes", "Last day it may be used"),
        _liste("lov", "xs:token", "Lovene den gjelder for; ingen betyr alle", "Its laws; none means all",
               dokumentert("§2.2 [S6]")),
        _valgfri("gruppe", "xs:token", "Grovere kode i IMDis statistikk", "Coarser code of IMDi's statistics",
                 dokumentert("§2.5 [S42], §2.9 [S42]")),
        PROVENIENS,
        _e("kilde", "xs:string", "Hvor det står", "Where it stands"),
    )),
    Kompleks("Feil", "Innholdet i feilen NirFeil.", "The content of the fault NirFeil.",
             antatt("§10 pkt. 8"), (
        _e("kode", "xs:token", "Feilkoden, som «IkkeAutentisert»", "The code, as «IkkeAutentisert»",
           antatt("§10 pkt. 8")),
        *TO_TEKSTER,
        _valgfri("felt", "xs:token", "Feltet det gjelder", "The field concerned"),
        _valgfri("regel", "xs:token", "Regelen som avviste", "The rule that refused"),
        PROVENIENS,
        _valgfri("journalnummer", "xs:long", "Nummeret i journalen", "The number in the journal", _JOURNAL),
        _liste("funn", "Skjemafunn", "Hva som ikke følger skjemaet", "What does not follow the schema"),
    )),
    Kompleks("Skjemafunn", "Et brudd på skjemaet.", "A breach of the schema.", antatt("§10 pkt. 8"), (
        _e("linje", "xs:int", "Linjen i meldingen", "The line in the message"),
        _e("sti", "xs:string", "Stien til elementet", "The path to the element"),
        _valgfri("eksternId", "xs:string", "Registreringen det gjelder", "The registration concerned"),
        *TO_TEKSTER,
    )),
)  # fmt: skip

KOMPLEKSE: tuple[Kompleks, ...] = (
    REGISTRERING,
    *(_registreringstype(t) for t in skjema.TYPER.values()),
    *_SVARTYPER,
)
FEIL = Element("NirFeil", "Feil", "Den ene erklærte feilen.", "The one declared fault.", antatt("§10 pkt. 8"))
