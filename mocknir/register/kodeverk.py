"""The code lists, each code with its validity, its law and its source (domain.md §2.4–2.9).

NIR's own code tables are not public (domain.md §1.9), so every *code value* is ours; what is `dokumentert`
is that NIR knows the concept behind it.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from mocknir.register.felt import Kilde, antatt, dokumentert
from mocknir.register.lov import INTEGRERINGSLOVEN, INTRODUKSJONSLOVEN, KAPITTEL_6A

_NY_LOV = (INTEGRERINGSLOVEN, KAPITTEL_6A)
_GAMMEL_LOV = (INTRODUKSJONSLOVEN,)
_NYE_TILTAK = date(2021, 3, 1)
"""NIR took tiltak under integreringsloven from the delivery of March 2021 (domain.md §1.7)."""


class Kode(NamedTuple):
    """One code: valid from `fra` to `til` (None = always), for `lover` (empty = every law).

    `gruppe` is the coarser code of IMDi's statistics where there is one (domain.md §2.9).
    """

    kode: str
    tekst: str
    text: str
    kilde: Kilde
    fra: date | None = None
    til: date | None = None
    lover: tuple[str, ...] = ()
    gruppe: str | None = None

    def gjelder(self, dato: date) -> bool:
        """Whether the code may be used on that day."""
        return (self.fra is None or self.fra <= dato) and (self.til is None or dato <= self.til)


class Kodeverk(NamedTuple):
    """A code list."""

    navn: str
    tekst: str
    text: str
    koder: tuple[Kode, ...]


IKKE_REGISTRERT = "ikkeRegistrert"
"""«Avslutningsårsak ikke registrert»: only NIR sets it (domain.md §4)."""

TILDELING = "tildeling"
AVSLAG = "avslag"
FORLENGELSE = "forlengelse"
STANS_MIDLERTIDIG = "stansMidlertidig"
STANS_PERMANENT = "stansPermanent"
UTVIDET_NORSK = "utvidetNorsk"

MAALGRUPPER = ("arbeid", "utdanning")
"""The groups of avslutningsaarsak that IMDi's statistics count as reaching the goal (domain.md §2.9 b, c)."""

_S42, _S22, _S4 = dokumentert("§2.9 (a) [S42]"), dokumentert("§2.3 [S22]"), dokumentert("§1.7 [S4]")
_S29, _S39, _S49 = dokumentert("§2.4 [S29]"), dokumentert("§2.6 [S39]"), dokumentert("§2.8 [S49]")
_TILTAK = dokumentert("§2.5 (a) [S42]")
_ELEMENT = dokumentert("§2.5 (d) [S33][S35]")
_FORSLAG = antatt("§2.9 [INF]")

_LISTER = (
    Kodeverk("ordning", "Ordninger", "Schemes", (
        Kode("intro", "Introduksjonsprogram", "Introduction programme", dokumentert("§2.1 [S24]")),
        Kode("norsk", "Opplæring i norsk og samfunnskunnskap", "Norwegian and social studies",
             dokumentert("§2.1 [S24]")),
        Kode("asylnorsk", "Opplæring for asylsøkere i mottak", "Training for asylum seekers",
             dokumentert("§2.1 [S24][S17]")),
        Kode("mottak", "Kvalifisering i mottak", "Qualification in reception centres",
             dokumentert("§2.1 [S24]")),
    )),
    Kodeverk("kontakttype", "Kontakttyper", "Kinds of contact", (
        Kode("tilbud", "Tilbud fra kommunen", "Offer by the municipality", _S22),
        Kode("krav", "Framsatt krav", "Claim by the person", _S22),
        Kode("soeknad", "Søknad", "Application", dokumentert("§1.7 [S4]")),
        Kode("kontakt", "Kontakt", "Contact", dokumentert("§1.7 [S4]")),
    )),
    Kodeverk("vedtakstype", "Vedtakstyper", "Kinds of decision", (
        Kode(TILDELING, "Tildeling", "Grant", _S22),
        Kode(AVSLAG, "Avslag", "Refusal", _S22),
        Kode(FORLENGELSE, "Forlengelse av programmet", "Extension of the programme",
             dokumentert("§2.4, §5.1 [S51]")),
        Kode(STANS_MIDLERTIDIG, "Midlertidig stans", "Temporary stop", _S29),
        Kode(STANS_PERMANENT, "Permanent stans", "Permanent stop", _S29),
        Kode(UTVIDET_NORSK, "Utvidet norskopplæring (§ 43 g)", "Extended Norwegian (section 43 g)",
             dokumentert("§2.4 [S13][S21]"), fra=date(2023, 7, 1), lover=(KAPITTEL_6A,)),
    )),
    Kodeverk("tiltakstype", "Tiltak i introduksjonsprogram", "Measures in the introduction programme", (
        Kode("norskopplaring", "Norskopplæring", "Norwegian training", _TILTAK, gruppe="grunnl_norsk_sk"),
        Kode("samfunnskunnskap", "Samfunnskunnskap", "Social studies", _ELEMENT, gruppe="grunnl_norsk_sk"),
        Kode("sprakpraksis", "Språkpraksis", "Language practice", _TILTAK, gruppe="arbeidsliv"),
        Kode("arbeidstrening", "Arbeidstrening", "Work training", _TILTAK, gruppe="arbeidsliv"),
        Kode("arbeidsmarkedsopp", "Arbeidsmarkedsopplæring", "Labour market training", _TILTAK,
             gruppe="arbeidsliv"),
        Kode("arbeid", "Arbeid", "Work", _TILTAK, gruppe="arbeidsliv"),
        Kode("grunnskoleopp", "Grunnskoleopplæring", "Primary and lower secondary", _TILTAK,
             gruppe="utd_kurs_godkjkomp"),
        Kode("fagivgs", "Fag i videregående skole", "Subjects in upper secondary", _TILTAK,
             gruppe="utd_kurs_godkjkomp"),
        Kode("yrkesrettet_kurs", "Yrkesrettet kurs", "Vocational course", _TILTAK,
             gruppe="utd_kurs_godkjkomp"),
        Kode("vurdering_realkompv_mkomp", "Vurdering av realkompetanse eller medbrakt kompetanse",
             "Assessment of prior learning", _TILTAK, gruppe="utd_kurs_godkjkomp"),
        Kode("helsefremmende", "Helsefremmende tiltak", "Health promotion", _TILTAK, gruppe="samfunnsliv"),
        Kode("sosialt_nettverk", "Sosialt nettverk", "Social network", _TILTAK, gruppe="samfunnsliv"),
        Kode("annet", "Annet", "Other", _TILTAK),
        Kode("livsmestring", "Livsmestring i et nytt land", "Life skills in a new country", _ELEMENT,
             fra=_NYE_TILTAK, lover=_NY_LOV, gruppe="samfunnsliv"),
        Kode("foreldreveiledning", "Foreldreveiledning", "Parental guidance", _ELEMENT,
             fra=_NYE_TILTAK, lover=_NY_LOV, gruppe="samfunnsliv"),
        Kode("praksis", "Praksis (standardisert element)", "Practice (standardised element)", _ELEMENT,
             fra=_NYE_TILTAK, lover=_NY_LOV, gruppe="arbeidsliv"),
        Kode("hurtigspor", "Hurtigspor", "Fast track", _ELEMENT, fra=_NYE_TILTAK, lover=_NY_LOV,
             gruppe="arbeidsliv"),
        Kode("digital_kompetanse", "Digital kompetanse", "Digital skills", _ELEMENT, fra=_NYE_TILTAK,
             lover=_NY_LOV, gruppe="utd_kurs_godkjkomp"),
    )),
    Kodeverk("fag", "Fag", "Subjects", (
        Kode("norsk", "Norsk", "Norwegian", dokumentert("§2.6 [S5]")),
        Kode("samfunnskunnskap", "Samfunnskunnskap", "Social studies", dokumentert("§2.6 [S5]")),
        Kode("norskKulturOgVerdier", "Norsk kultur og norske verdier", "Norwegian culture and values",
             dokumentert("§2.1 [S25], §2.7b [S109]")),
    )),
    Kodeverk("fravaersgrunn", "Fraværsgrunner", "Reasons for absence", (
        Kode("egenSykdom", "Egen sykdom", "Own illness", _S39),
        Kode("barnsSykdom", "Barns sykdom", "Child's illness", _S39),
        Kode("velferd", "Velferdsgrunner", "Welfare reasons", dokumentert("§5.2 [S30]")),
        Kode("foedsel", "Fødsel", "Birth", _S39),
        Kode("hoeytid", "Religiøs høytid", "Religious holiday", dokumentert("§5.2 [S30]")),
        Kode("ferie", "Ferie", "Holiday", dokumentert("§2.3 [S17]")),
        Kode("etterFoedselspermisjon", "Fravær etter endt fødselspermisjon", "Absence after parental leave",
             dokumentert("§2.3 [S17][S22]")),
        Kode("annet", "Annet", "Other", antatt("§2.6")),
    )),
    Kodeverk("permisjonsgrunn", "Permisjonsgrunner", "Reasons for leave", (
        Kode("foedsel", "Fødsel", "Birth", _S39),
        Kode("adopsjon", "Adopsjon", "Adoption", dokumentert("§2.3 [S22]")),
        Kode("omsorg", "Omsorgspermisjon", "Care leave", _S39),
        Kode("langvarigSykdom", "Langvarig sykdom", "Long illness", _S39),
        Kode("velferd", "Velferdspermisjon", "Welfare leave", dokumentert("§5.1 [S62]")),
        Kode("annet", "Annet", "Other", antatt("§2.4")),
    )),
    Kodeverk("dagtype", "Dagtyper", "Kinds of day", (
        Kode("kalenderdager", "Kalenderdager", "Calendar days", dokumentert("§2.3 [S17]")),
        Kode("virkedager", "Virkedager", "Working days", dokumentert("§2.3 [S17]")),
    )),
    Kodeverk("avslutningsaarsak", "Avslutningsårsaker", "Reasons for ending", (
        Kode("arbeidHeltid", "Arbeid, heltid", "Work, full time", _FORSLAG, gruppe="arbeid"),
        Kode("arbeidDeltid", "Arbeid, deltid", "Work, part time", _FORSLAG, gruppe="arbeid"),
        Kode("videregaaende", "Videregående opplæring", "Upper secondary", _S42, gruppe="utdanning"),
        Kode("hoeyereUtdanning", "Høyere utdanning eller fagskole", "Higher education", _S42,
             gruppe="utdanning"),
        Kode("grunnskole", "Grunnskole", "Primary and lower secondary", _S42, gruppe="gr_skole"),
        Kode("kvalifisering", "Videre kvalifisering eller arbeidsmarkedstiltak", "Further qualification",
             _S42, gruppe="kvalifisering"),
        Kode("arbeidssoeker", "Arbeidssøker", "Job seeker", _FORSLAG, gruppe="annet"),
        Kode("sosialhjelp", "Sosialhjelp", "Social assistance", _S42, gruppe="sos_stnd"),
        Kode("trygd", "Trygd eller helse", "National insurance or health", _S42, gruppe="trygd_annen"),
        Kode("avbrutt", "Avbrutt etter eget ønske", "Left by own wish", _FORSLAG, gruppe="annet"),
        Kode("stanset", "Stanset", "Stopped", _FORSLAG, gruppe="annet"),
        Kode("flyttet", "Flyttet til annen kommune", "Moved to another municipality", _FORSLAG,
             gruppe="annet"),
        Kode("utvandret", "Flyttet fra Norge", "Left Norway", _FORSLAG, gruppe="annet"),
        Kode("doed", "Død", "Dead", _FORSLAG, gruppe="annet"),
        Kode("fullfoertProgramtid", "Programtiden er ute", "Programme time is over",
             antatt("§2.4 [S29]"), gruppe="annet"),
        Kode("annet", "Annet", "Other", dokumentert("§2.9 (d) [B]"), gruppe="annet"),
        Kode(IKKE_REGISTRERT, "Avslutningsårsak ikke registrert", "Reason not registered",
             dokumentert("§4 [S12]"), gruppe="annet"),
    )),
    Kodeverk("klageutfall", "Klageutfall", "Outcomes of complaints", (
        Kode("medhold", "Medhold", "Upheld", antatt("§2.3 [S22]"), fra=date(2021, 5, 1)),
        Kode("delvisMedhold", "Delvis medhold", "Partly upheld", antatt("§2.3 [S22]"), fra=date(2021, 5, 1)),
        Kode("ikkeMedhold", "Ikke medhold", "Not upheld", antatt("§2.3 [S22]"), fra=date(2021, 5, 1)),
        Kode("avvist", "Avvist", "Dismissed", antatt("§2.3 [S22]"), fra=date(2021, 5, 1)),
    )),
    Kodeverk("sluttmaal", "Sluttmål", "Final goals", (
        Kode("fullfoertVgo", "Fullført videregående opplæring", "Completed upper secondary",
             dokumentert("§2.7 [S46][B]"), lover=_NY_LOV),
        Kode("hoeyereUtdanning", "Høyere utdanning", "Higher education", antatt("§2.7"), lover=_NY_LOV),
        Kode("arbeid", "Overgang til arbeid", "Transition to work", antatt("§2.7 [S99]"), lover=_NY_LOV),
        Kode("grunnskoleOgArbeid", "Arbeid etter (deler av) grunnskole", "Work after primary education",
             antatt("§2.7 [S99]"), lover=_NY_LOV),
    )),
    Kodeverk("norsknivaa", "Norsknivåer", "Levels of Norwegian", (
        *(Kode(n, n, n, dokumentert("§2.7 [S48]"), lover=_NY_LOV) for n in ("A1", "A2", "B1", "B2", "C1")),
        Kode("C1K2", "Norskprøve C1/karakteren 2", "Norwegian test C1/grade 2", _S4, fra=date(2021, 5, 1),
             lover=_NY_LOV),
    )),
    Kodeverk("delferdighet", "Delferdigheter", "Skills", (
        Kode("lytte", "Lytte", "Listening", antatt("§2.7")),
        Kode("lese", "Lese", "Reading", antatt("§2.7")),
        Kode("skrive", "Skrive", "Writing", antatt("§2.7")),
        Kode("muntlig", "Muntlig", "Oral", antatt("§2.7")),
    )),
    Kodeverk("spor", "Spor", "Tracks", tuple(
        Kode(str(n), f"Spor {n}", f"Track {n}", antatt("§2.7 [INF-general]")) for n in (1, 2, 3)
    )),
    Kodeverk("fritaksomraade", "Fritak fra", "Exemption from", (
        Kode("norsk", "Norskopplæring", "Norwegian training", dokumentert("§2.4 [S41]")),
        Kode("samfunnskunnskap", "Samfunnskunnskap", "Social studies", dokumentert("§2.4 [S41]")),
        Kode("proeve", "Avsluttende prøve", "Final test", dokumentert("§2.4")),
        Kode("asylopplaering", "Opplæring for asylsøkere", "Training for asylum seekers", _S49),
    )),
    Kodeverk("fritaksgrunnlag", "Rettsgrunnlag for fritak", "Legal basis for exemption", (
        Kode("tilstrekkeligeKunnskaper", "Tilstrekkelige kunnskaper i norsk", "Sufficient Norwegian",
             antatt("§2.4")),
        Kode("helse", "Helsemessige årsaker", "Health", antatt("§2.4")),
        Kode("andreGrunner", "Andre tungtveiende grunner", "Other weighty reasons", antatt("§2.4")),
    )),
    Kodeverk("mottakstiltakstype", "Tiltak i mottak", "Measures in reception centres", (
        Kode("norskopplaring", "Norskopplæring", "Norwegian training", _S49),
        Kode("foreldreveiledning", "Foreldreveiledning", "Parental guidance", _S49),
        Kode("livsmestring", "Livsmestring i et nytt land", "Life skills", _S49),
        Kode("annet", "Annet integreringsfremmende tiltak", "Other integration measure", _S49),
    )),
)  # fmt: skip

KODEVERK: dict[str, Kodeverk] = {liste.navn: liste for liste in _LISTER}


@cache
def finn(kodeverk: str, kode: str) -> Kode | None:
    """The code of that list, whatever its validity; None when the list has no such code."""
    return next((k for k in KODEVERK[kodeverk].koder if k.kode == kode), None)


def gyldige(kodeverk: str, dato: date) -> tuple[Kode, ...]:
    """The codes of a list that are valid on a day."""
    return tuple(k for k in KODEVERK[kodeverk].koder if k.gjelder(dato))


def tekst(kodeverk: str, kode: str | None, lang: str = "nb") -> str:
    """What a code is called in bokmål (`nb`) or English (`en`); the code itself when it is unknown."""
    funnet = finn(kodeverk, kode) if kode else None
    if funnet is None:
        return kode or ""
    return funnet.tekst if lang == "nb" else funnet.text


def teller_som_maal(aarsak: str | None) -> bool:
    """Whether a reason for ending counts as reaching the goal: work or education (domain.md §2.9)."""
    funnet = finn("avslutningsaarsak", aarsak) if aarsak else None
    return funnet is not None and funnet.gruppe in MAALGRUPPER
