"""What domain.md §§1–5 says, fact by fact, and where each is held: by rules, scenarios or tests, or why by none.

A scenario shows a fact by naming its key under `facts`; rules and tests are named here. `dekning.py` makes the page.
"""

from typing import NamedTuple

HISTORIE = "historie"
IKKE_OFFENTLIG = "ikke offentlig"
UTENFOR = "utenfor mocknir"
KOMMUNEN = "kommunens vurdering"
IKKE_I_NIR = "ikke i NIR"

GRUNNER = {
    HISTORIE: "forteller hvordan det ble slik; ingenting å vise i et register",
    IKKE_OFFENTLIG: "det finnes ingen offentlig kilde for hvordan NIR gjør det",
    UTENFOR: "skjer i andre systemer enn NIR og overføringen",
    KOMMUNEN: "avgjøres av kommunen, og NIR prøver det ikke",
    IKKE_I_NIR: "NIR har ikke opplysningen, eller viser den bare fram fra et annet system",
}
"""Why a fact can be left without scenario, rule and test."""


class Faktum(NamedTuple):
    """A fact: its key is the section and a word; either something holds it, or `hvorfor` says why nothing does."""

    noekkel: str
    sier: str
    regler: tuple[str, ...] = ()
    tester: tuple[str, ...] = ()
    hvorfor: str | None = None


def _ikke(noekkel: str, sier: str, hvorfor: str) -> Faktum:
    return Faktum(noekkel, sier, hvorfor=hvorfor)


FAKTA = (
    # 1 Hva WS4 er
    _ikke("§1.1 WS4", "WS4 kom i 2019, for sikrere, raskere og bedre overføring enn WS2", HISTORIE),
    Faktum("§1.2 WS2 lagt ned", "WS2 ble lagt ned 11.06.2021, og WS4 må brukes",
           tester=("contract/test_http.py::test_ws2_says_when_it_was_closed_in_the_callers_version",)),
    _ikke("§1.2 utsettelsene", "Nedleggelsen ble utsatt fra 31.12.2020, og så fra 28.02.2021", HISTORIE),
    Faktum("§1.3 NIR web til fagsystemet er tilpasset",
           "Er fagsystemet ikke tilpasset den nye loven, registrerer kommunen i NIR web"),
    Faktum("§1.3 løpende registrering", "Plikten til å registrere løpende gjelder også kommuner med fagsystem",
           ("VINDU-TO-MAANEDER",)),
    _ikke("§1.4 fagsystemene", "Hvilke fagsystemer som overfører, og hva de eksporterer ellers", UTENFOR),
    Faktum("§1.5 rollene", "kommunenorskbruker fører norsk, kommuneintrobruker fører program", ("TILGANG-ROLLE",)),
    Faktum("§1.5 samme rettigheter i NIR web", "De samme rettighetene gjelder i NIR web og i WS4"),
    Faktum("§1.5 én kommune", "En overføringsbruker hører til én kommune", ("TILGANG-KOMMUNE",)),
    Faktum("§1.5 innlogging i WS4", "Hvordan WS4 kjenner brukeren, er ikke kjent; her: WS-Security eller Basic",
           ("TILGANG-BRUKER",), ("contract/test_wsse.py::test_a_digest", "contract/test_wsse.py::test_http_basic")),
    _ikke("§1.5 administratorer", "Hvem som oppretter brukere og støttesaker i kommunen", UTENFOR),
    _ikke("§1.5 innlogging av mennesker", "IMDinett har totrinns innlogging, og krever databehandleravtale", UTENFOR),
    Faktum("§1.6 alt som kan registreres", "Alt som kan registreres i NIR web, skal kunne overføres",
           tester=("contract/test_operasjoner.py::test_every_kind_of_registration_goes_in_and_comes_out",)),
    Faktum("§1.7 leveransene", "NIR lærte integreringsloven i leveranser fra januar til juni 2021", ("FUNKSJON-DATO",)),
    _ikke("§1.7 kompetansekartlegging", "Kompetansekartlegging og karriereveiledning kan bare leses i NIR", IKKE_I_NIR),
    Faktum("§1.8 WS2 dekket ikke alt", "Det WS2 ikke kunne, gikk i NIR web"),
    Faktum("§1.8 det som ikke kan registreres", "Covid-forlengelsen og det fjerde året kunne ikke registreres noe sted",
           ("PROGRAM-TID",)),
    Faktum("§1.8 overføringen stenges", "Overføringen stenges de første ukene av januar når kommuner slås sammen",
           ("OVERFOERING-STENGT",)),
    Faktum("§1.8 NIR web er åpen når overføringen er stengt", "NIR web er åpen imens"),
    Faktum("§1.8 kommuner slås sammen", "Den nye kommunen fører videre det den gamle begynte",
           tester=("sandbox/test_overfoering.py::test_a_renumbered_kommune_goes_on_with_its_people_its_user_and_its_keys",
                   "unit/rules/test_kommunereform.py")),
    Faktum("§1.8 en vellykket overføring er ikke bevis", "Etter overføring må kommunen sjekke i NIR at alt er riktig"),
    _ikke("§1.9 transporten", "Operasjoner, feilkoder og testmiljø; kontrakten her er vår egen, og sier det",
          IKKE_OFFENTLIG),
    Faktum("§1.9 feilene i NIR 2016/17", "Feil i NIR gjorde plikten vanskelig, og IMDi ga utvidet tilgang"),
    Faktum("§1.9 feilene i NIR vinteren 2018", "Kommunene måtte kontrollere tallene for 2017 på nytt, to ganger"),
    Faktum("§1.9 NIR etter lovendringer", "NIR var ikke tilpasset covid-lovene i 2021", ("PROGRAM-TID",)),
    _ikke("§1.9 lovendringene i 2023", "Programmets lovendringer fra 2023 var ikke inne i januar 2024", IKKE_OFFENTLIG),
    # 2 Hva kommunen skal registrere
    Faktum("§2.1 ordningene", "En person kan være i flere ordninger samtidig, hver med sitt vedtak"),
    Faktum("§2.1 kategori", "NIR regner ut personens kategori: rett, plikt, kan tilbys, asylnorsk",
           tester=("unit/register/test_lov_og_kategori.py",)),
    Faktum("§2.1 ikke et rettighetsregister", "NIR er ikke et rettighetsregister; kommunen avgjør"),
    Faktum("§2.1 grunndata kommer fra sentrale registre", "UDI og Folkeregisteret gir NIR personopplysningene"),
    Faktum("§2.1 den som ikke er i NIR", "Den som ikke er i NIR, kan ingen registrere noe på",
           ("PERSON-UKJENT", "PERSON-NUMMER")),
    Faktum("§2.2 fire rettssett", "Loven som gjelder for personen, avgjør hva som registreres", ("LOV-FELT", "LOV-6A")),
    _ikke("§2.2 asylsøkere under 6A", "Asylsøkere under kapittel 6A har ikke plikt til opplæring i mottak", KOMMUNEN),
    Faktum("§2.3 opplysninger om programmet", "Vedtak, start, slutt, hovedaktivitet, permisjon, fravær, stans og klage",
           ("AVSLUTNING-AARSAK", "KLAGE-VEDTAK")),
    Faktum("§2.3 rekkefølgen", "Først vedtak, så tiltak og fravær, så avslutning", ("PROGRAM-REKKEFOELGE",)),
    Faktum("§2.3 tilbud og krav", "Datoen for tilbudet, eller for når personen framsatte krav"),
    _ikke("§2.3 deltakerbevis", "Deltakerbeviset skrives ut til den som har fullført", UTENFOR),
    Faktum("§2.4 vedtakstypene", "Tildeling, avslag med begrunnelse, forlengelse, stans og utvidet norskopplæring",
           ("KODE-GYLDIG", "VEDTAK-BEGRUNNELSE", "UTVIDET-6A")),
    Faktum("§2.4 stans", "Midlertidig stans varer til tre måneder, permanent stans lenger", ("STANS-LENGDE",)),
    Faktum("§2.4 fritak", "Fritak fra norsk, samfunnskunnskap eller prøve, med rettsgrunnlag"),
    Faktum("§2.4 oppstart innen tre måneder", "Programmet skal begynne innen tre måneder; NIR viser fristen"),
    _ikke("§2.4 når stans er riktig", "Stans er for den som er uenig; ellers er det ordinær avslutning", KOMMUNEN),
    _ikke("§2.4 trekk i stønaden", "Enkeltvedtak om trekk i introduksjonsstønaden", UTENFOR),
    Faktum("§2.5 tiltakstypene", "Tiltakene har en kode som IMDis statistikk bygger på", ("KODE-GYLDIG",)),
    Faktum("§2.5 tiltakene i statistikken", "Statistikken teller deltakere og registreringer, i fire grupper"),
    Faktum("§2.5 timer i uken", "Full tid er 37,5 timer i uken; tiltak kan erstatte andre", ("PROGRAM-TIMER",)),
    _ikke("§2.5 foreldreveiledningens omfang", "8–12 møter i gruppe, 5–8 samtaler alene", IKKE_I_NIR),
    Faktum("§2.6 timer og fravær i norsk", "Gjennomførte timer føres i norsk og samfunnskunnskap, her måned for måned",
           ("PERIODE-GYLDIG",)),
    Faktum("§2.6 norsk to steder", "Deltakelse i norsk føres både under norsk og under intro", ("NORSK-DOBBELT",)),
    Faktum("§2.6 gyldig og ugyldig fravær", "Fraværet er gyldig eller ugyldig"),
    _ikke("§2.6 grensene for fravær", "Egenmelding, sykt barn og fødsel: hvor mange dager som er gyldige", KOMMUNEN),
    Faktum("§2.7 sluttmålet kan endres", "Sluttmålet settes tidlig, og kan endres senere"),
    Faktum("§2.7 norskmål, språk og kontrakt", "Norskmål per delferdighet, morsmål, integreringskontrakt"),
    Faktum("§2.7 utdanningsbakgrunn", "Et kryss for fullført videregående avgjør fristen for norsk", ("NORSK-FRIST",)),
    _ikke("§2.7 delmål", "Delmål er ikke sett som felt i NIR", IKKE_OFFENTLIG),
    _ikke("§2.7 prøveresultater", "NIR viser prøveresultater fra HK-dir", IKKE_I_NIR),
    Faktum("§2.7b adressen avgjør kommunen", "Adressen i Folkeregisteret avgjør hvilken kommune som har ansvaret",
           ("TILGANG-ANSVAR",)),
    _ikke("§2.7b norsktilskudd", "Utbetaling, deling og størrelsen på tilskuddet", UTENFOR),
    Faktum("§2.8 asylsøkere", "Asylsøkere i norskopplæring: tildeling, språk, fritak; kjent ved DUF-nummer"),
    Faktum("§2.8 kvalifisering i mottak", "Om livsmestring og foreldreveiledning er fullført i mottaket"),
    _ikke("§2.8 timetallet for asylsøkere", "175 timer norsk og 50 timer norsk kultur og verdier", KOMMUNEN),
    Faktum("§2.9 måloppnåelse", "Bare arbeid og utdanning er måloppnåelse", ("STATISTIKK-MAAL",)),
    Faktum("§2.9 avslutningsårsakene", "Årsakene har koder, og kommunen velger hovedaktiviteten",
           ("AVSLUTNING-AARSAK", "KODE-GYLDIG")),
    Faktum("§2.9 unntaket for 2021", "Utvidet program uten registrert årsak tas ut av tallene for 2021",
           ("STATISTIKK-2021",)),
    _ikke("§2.9 målene", "Målet var 60 prosent i 2007, og 70 prosent etter ett år siden 2010", HISTORIE),
    _ikke("§2.9 status etter ett år", "SSB måler deltakerne ett år etter avsluttet program", UTENFOR),
    # 3 Registreringsvinduet
    Faktum("§3.1 to måneder", "Registrering skjer løpende, senest innen to måneder", ("VINDU-TO-MAANEDER",)),
    Faktum("§3.1 etter at det foreligger", "Det registreres etter at det har skjedd", ("VINDU-FREMTID",)),
    Faktum("§3.1 etterregistreringstilgang", "Lenger tilbake krever tilgang, som IMDi gir for en periode og til en dag",
           tester=("control/test_saker.py::test_a_case_waits_until_somebody_grants_it_and_then_opens_the_period",)),
    Faktum("§3.1 utvidet etterregistreringstilgang", "I 2016/17 ga IMDi en generell utvidet tilgang"),
    _ikke("§3.1 NIRs svar utenfor vinduet", "Feilteksten er ikke kjent; her avvises registreringen med funn",
          IKKE_OFFENTLIG),
    Faktum("§3.2 de tre fristene for 2017", "15. januar, 16. mars og 12. juni 2018"),
    Faktum("§3.2 siste dag i februar", "Siden er fristen siste dag i februar året etter", ("STATISTIKK-MAAL",),
           ("reports/test_per_dag.py::test_the_deadlines_are_the_documented_ones",)),
    Faktum("§3.2 årets tall er slik NIR kjente dem", "Senere registreringer kommer ikke med i årets tall"),
    # 4 Automatisk avslutning
    _ikke("§4 omfanget", "NIR avsluttet om lag 250 deltakere i 2017", HISTORIE),
    Faktum("§4 flytting", "NIR avslutter den som flytter uten at noen overtar", ("LUKKING-FLYTTING",)),
    Faktum("§4 lang tid uten registrering", "NIR avslutter når det går lang tid mellom vedtak eller tiltak",
           ("LUKKING-OPPHOLD",)),
    Faktum("§4 treårsgrensen", "Når lengste programtid er ute, står deltakeren som avsluttet", ("LUKKING-FRIST",)),
    Faktum("§4 død og utvandring", "Hvordan NIR gjør det, er ikke kjent; her avsluttes programmet natten etter",
           ("LUKKING-DOED", "LUKKING-UTVANDRET")),
    Faktum("§4 NIRs avslutning er ikke måloppnåelse", "Det NIR avslutter, teller som «ikke måloppnåelse»",
           ("STATISTIKK-MAAL",)),
    Faktum("§4 forlenget program", "Årsak skal ikke registreres på den som er i forlenget program",
           ("AVSLUTNING-FORLENGET",)),
    Faktum("§4 bare det siste avgangskullet", "Den som slutter to ganger, telles i det siste kullet",
           ("PROGRAM-OVERLAPP",)),
    Faktum("§4 programmet føres videre i ny kommune", "Den nye kommunen overtar programmet, og NIR avslutter ikke"),
    Faktum("§4 rett og overfør på nytt", "Feil rettes i NIR, eller i fagsystemet med ny overføring", ("EKSTERNID",)),
    Faktum("§4 kommunen retter NIRs avslutning", "Kommunen kan rette det NIR avsluttet"),
    Faktum("§4 vil NIR ikke ta imot, opprettes en støttesak", "Da kreves en støttesak før rettelsen går inn"),
    # 5 Programtid
    Faktum("§5.1 to år, tre med forlengelse", "Programmet er to år, tre med forlengelse, og permisjon kommer i tillegg",
           ("PROGRAM-TID", "LUKKING-FRIST")),
    Faktum("§5.1 hvem som kan tilbys program", "18–55 år har rett og plikt; andre kan tilbys program"),
    Faktum("§5.1 fristen for norsk", "Tre år fra første opphold; permisjon flytter den ikke", ("NORSK-FRIST",)),
    _ikke("§5.1 timetallet i norsk", "600 timer, og inntil 2 400 til ved behov", KOMMUNEN),
    Faktum("§5.2 hvem loven gjelder for", "Opphold eller ankomst fra 1. januar 2021 gir integreringsloven",
           tester=("unit/register/test_lov_og_kategori.py",)),
    Faktum("§5.2 programmets lengde", "Fra tre måneder til tre år, etter utdanning og sluttmål", ("PROGRAM-TID",)),
    Faktum("§5.2 fristen for norsk", "18 måneder med videregående, ellers tre år; samfunnskunnskap 12; pluss permisjon",
           ("NORSK-FRIST",)),
    Faktum("§5.2 alder", "Rett og plikt til norsk gjelder fra 18 til 67 år",
           tester=("unit/register/test_lov_og_kategori.py",)),
    Faktum("§5.3 når kapittel 6A gjelder", "Fra 15. juni 2022, for tillatelser fra 11. mars 2022",
           tester=("unit/register/test_lov_og_kategori.py",)),
    Faktum("§5.3 bare den som selv har § 34", "Familien som kommer etter, følger de vanlige reglene"),
    Faktum("§5.3 kapittel 6A bygger på loven ellers", "Der 6A ikke har egne regler, gjelder de vanlige"),
    Faktum("§5.3 fristen for norsk", "12 måneder fra første vedtak, og utvidet opplæring fra 1. juli 2023",
           ("NORSK-FRIST", "UTVIDET-6A")),
    Faktum("§5.3 programmets lengde", "6–12 måneder", ("PROGRAM-TID",)),
    _ikke("§5.3 forlengelsene", "Kapitlet er midlertidig, og forlenget flere ganger", HISTORIE),
    _ikke("§5.3 ukrainsk videregående", "Ukrainsk videregående godtas lettere enn etter GSU-listen", KOMMUNEN),
    _ikke("§5.3 full jobb og flytting", "Full jobb, eller flytting uten avtale, tar retten til program", KOMMUNEN),
    Faktum("§5.4 covid-lovene", "Covid-lovene ga program ut over det NIR kunne holde", ("PROGRAM-TID",)),
    Faktum("§5.5 Frist for oppstart", "Tre måneder fra bosetting eller krav, med beregningslogg"),
    Faktum("§5.5 permisjon og gyldig fravær", "Fristen flyttes av permisjon, og av gyldig fravær etter den gamle loven",
           tester=("unit/register/test_frist.py",)),
    Faktum("§5.5 kalenderdager eller virkedager", "Permisjon regnes i kalenderdager eller virkedager"),
)  # fmt: skip
"""Every fact of domain.md §§1–5, in its order."""
