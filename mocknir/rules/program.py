"""PROGRAM-…: what takes a running programme, and that there is one at a time (domain.md §2.3, §4)."""

from datetime import date, timedelta

from mocknir.register.felt import antatt
from mocknir.register.kodeverk import FORLENGELSE, STANS_MIDLERTIDIG, STANS_PERMANENT, TILDELING
from mocknir.register.post import Post
from mocknir.register.program import Program
from mocknir.register.registreringer import INTRO
from mocknir.register.vurdering import SLETT, Funn, Parametre, Sak
from mocknir.rules import ordlyd, tenkt
from mocknir.rules.regel import IKKE_AKTUELL, Svar, regel

_I_PROGRAMMET = frozenset({FORLENGELSE, STANS_MIDLERTIDIG, STANS_PERMANENT})
EN_DAG = timedelta(days=1)


@regel(
    "PROGRAM-REKKEFOELGE",
    tittel="Registreringen hører til et program som løper",
    title="The registration belongs to a running programme",
    kilde=antatt("§2.3 [S17]"),
    typer=("vedtak", "tiltak", "permisjon", "fravaer", "avslutning"),
)
def rekkefoelge(sak: Sak, p: Parametre) -> Svar:
    """First the vedtak on tildeling, then what happens in the programme, then its ending.

    NIR's handbook registers in this order (domain.md §2.3 [S17]); that NIR insists on it is `antatt`. What NIR closed
    by itself the kommune may always correct (domain.md §4 [A]).
    """
    i = sak.i
    if sak.type == "vedtak" and sak.foer is not None and sak.foer.kode == TILDELING:
        svar = _det_som_henger_paa(sak, sak.foer)
        if svar is not None:
            return svar
    if i.ordning != INTRO:
        return IKKE_AKTUELL
    if sak.handling == SLETT or (sak.type == "vedtak" and i.kode not in _I_PROGRAMMET):
        return None
    dag = i.fra
    if dag is None:
        return IKKE_AKTUELL
    if sak.type == "avslutning":
        return _avslutning(sak, dag)
    program = sak.d.program_paa(dag)
    if program is None:
        return _ikke_program(sak, dag)
    if program.kommune != sak.kommune and not tenkt.egen(sak, program.kommune):
        return _annen_kommune(sak, program, dag)
    if program.slutt is not None and (i.til or date.max) > program.slutt and sak.type != "vedtak":
        return _etter_slutt(sak, program, program.slutt)
    return None


def _raad(program: Program | None) -> tuple[str, str]:
    if program is not None and program.avsluttet_av == "NIR":
        return (
            "Rett avslutningen (registrer avslutning med riktig dato og årsak), eller registrer nytt vedtak om "
            "tildeling",
            "Correct the ending (register avslutning with the right day and reason), or register a new decision on "
            "tildeling",
        )
    if program is not None and program.avslutning is not None:
        return (
            f"Rett avslutningen med eksternId {program.avslutning.ekstern_id}, eller registrer nytt vedtak om "
            "tildeling",
            f"Correct the ending with eksternId {program.avslutning.ekstern_id}, or register a new decision on "
            "tildeling",
        )
    return "Registrer vedtak om tildeling først", "Register a decision on tildeling first"


def _ikke_program(sak: Sak, dag: date) -> Funn:
    nb, en = ordlyd.typenavn(sak.type)
    foer = [q for q in sak.d.programmer if q.start <= dag]
    etter = [q for q in sak.d.programmer if q.start > dag]
    if etter and not foer:
        start = etter[0].start
        hvorfor, why = f"programmet begynner først {start:%d.%m.%Y}", f"the programme begins only on {start}"
        raad = f"Sett fra til {start:%d.%m.%Y} eller senere, eller rett vedtaket om tildeling."
        advice = f"Set fra to {start} or later, or correct the decision on tildeling."
    else:
        siste = foer[-1] if foer else None
        hvorfor, why = "det står ikke vedtak om tildeling", "there is no decision on tildeling"
        if siste is not None:
            hvorfor, why = ordlyd.hvem_avsluttet(siste)
        raad, advice = _raad(siste)
        raad = f"{raad} som gjelder {dag:%d.%m.%Y}, og overfør på nytt."
        advice = f"{advice} that holds on {dag}, and transfer again."
    return Funn(
        f"«{nb}» {dag:%d.%m.%Y} krever et introduksjonsprogram som løper den dagen, men {hvorfor}. {raad}",
        f"“{en}” on {dag} takes an introduction programme that runs on that day, but {why}. {advice}",
        "fra",
    )


def _annen_kommune(sak: Sak, program: Program, dag: date) -> Funn:
    der, her = ordlyd.kommune(program.kommune), ordlyd.kommune(sak.kommune)
    return Funn(
        f"Programmet {dag:%d.%m.%Y} føres av {der}. Registrer vedtak om tildeling i {her} først, med fra senest "
        f"{dag:%d.%m.%Y}; da videreføres programmet her.",
        f"The programme on {dag} is kept by {der}. Register a decision on tildeling in {her} first, with fra {dag} at "
        "the latest; then the programme is carried on here.",
        "fra",
    )


def _etter_slutt(sak: Sak, program: Program, slutt: date) -> Funn:
    nb, en = ordlyd.typenavn(sak.type)
    hvorfor, why = ordlyd.hvem_avsluttet(program)
    raad, advice = _raad(program) if program.avslutning is not None else ("", "")
    til = f"varer til {sak.i.til:%d.%m.%Y}" if sak.i.til else "har ingen til-dato"
    to = f"lasts until {sak.i.til}" if sak.i.til else "has no last day"
    return Funn(
        f"«{nb}» {til}, men {hvorfor}. Sett til senest {slutt:%d.%m.%Y}." + (f" {raad}." if raad else ""),
        f"“{en}” {to}, but {why}. Set til to {slutt} at the latest." + (f" {advice}." if advice else ""),
        "til",
    )


def _avslutning(sak: Sak, dag: date) -> Svar:
    program = tenkt.eget_program(sak, dag)
    if program is None:
        eget = next((q for q in sak.d.programmer if tenkt.egen(sak, q.kommune)), None)
        if eget is not None:
            return Funn(
                f"Avslutningen {dag:%d.%m.%Y} ligger før programmet startet {eget.start:%d.%m.%Y}. Sett dato til "
                f"{eget.start:%d.%m.%Y} eller senere, eller slett vedtaket om det aldri kom i gang.",
                f"The ending {dag} lies before the programme began on {eget.start}. Set dato to {eget.start} or later, "
                "or delete the decision if it never began.",
                "dato",
            )
        her = ordlyd.kommune(sak.kommune)
        return Funn(
            f"{her} har ikke noe introduksjonsprogram å avslutte for personen. Registrer vedtak om tildeling med fra "
            f"senest {dag:%d.%m.%Y} først, så tiltakene, så avslutningen.",
            f"{her} has no introduction programme to end for the person. Register a decision on tildeling with fra "
            f"{dag} at the latest first, then the measures, then the ending.",
            "dato",
        )
    staar = program.avslutning
    if staar is None or staar is sak.foer or staar.av_nir:
        if program.slutt is None or program.viderefoert:
            return None  # the kommune left behind may say why the person left, on any day
        return _paa_sin_plass(sak, program, dag)
    return Funn(
        f"Programmet er alt avsluttet {program.slutt:%d.%m.%Y} med eksternId {staar.ekstern_id}. Rett den (overfør "
        "på nytt med samme eksternId), eller slett den først.",
        f"The programme is already ended on {program.slutt} with eksternId {staar.ekstern_id}. Correct that one "
        "(transfer again with the same eksternId), or delete it first.",
        "eksternId",
    )


def _paa_sin_plass(sak: Sak, program: Program, dag: date) -> Svar:
    """A new day for an ending must not reach into the programme that followed."""
    neste = next((q for q in sak.d.programmer if q.nr > program.nr), None)
    if neste is None or dag <= neste.start:
        return None
    return Funn(
        f"Programmet ble fulgt av et nytt fra {neste.start:%d.%m.%Y} i {ordlyd.kommune(neste.kommune)}. "
        f"Sett dato til senest {neste.start:%d.%m.%Y}.",
        f"The programme was followed by a new one from {neste.start} in {ordlyd.kommune(neste.kommune)}. "
        f"Set dato to {neste.start} at the latest.",
        "dato",
    )


def _det_som_henger_paa(sak: Sak, foer: Post) -> Funn | None:
    """What would lose its programme if the tildeling that began it went away or began later."""
    program = next((q for q in sak.d.programmer if q.vedtak[0] is foer), None)
    if program is None:
        return None
    borte = sak.handling == SLETT or sak.i.kode != TILDELING or sak.i.ordning != INTRO
    ny_start = date.max if borte else sak.i.fra
    if ny_start is None or ny_start <= program.start:
        return None
    henger = [*program.vedtak[1:], *program.tiltak, *program.permisjoner, *program.fravaer]
    if program.avslutning is not None:
        henger.append(program.avslutning)
    henger = [q for q in henger if q.fra is not None and q.fra < ny_start]
    if not henger:
        return None
    navn = [f"{q.type} {q.ekstern_id}" for q in henger[:5]]
    flere = len(henger) - len(navn)
    nb, en = ordlyd.liste(navn, "og"), ordlyd.liste(navn, "and")
    if flere:
        nb, en = f"{', '.join(navn)} og {flere} til", f"{', '.join(navn)} and {flere} more"
    nir = program.avsluttet_av == "NIR"
    return Funn(
        f"Vedtaket startet programmet {program.start:%d.%m.%Y}, og dette hører til det: {nb}. Slett eller flytt det "
        "først."
        + (" NIRs avslutning rettes ved å registrere kommunens egen, som så kan slettes." if nir else ""),
        f"The decision began the programme on {program.start}, and this belongs to it: {en}. Delete or move that "
        "first."
        + (" NIR's ending is corrected by registering the kommune's own, which can then be deleted." if nir else ""),
        "handling" if sak.handling == SLETT else "fra",
    )  # fmt: skip


@regel(
    "PROGRAM-OVERLAPP",
    tittel="Personen er i ett program om gangen",
    title="The person is in one programme at a time",
    kilde=antatt("§4 [S59]"),
    typer=("vedtak",),
)
def overlapp(sak: Sak, p: Parametre) -> Svar:
    """A person is counted in one programme, the last one (domain.md §4 [S59]); check existing vedtak first [S41].

    A new kommune carries a programme on when the person lives there by then; the same kommune lengthens its own by
    forlengelse, or makes a new vedtak after the planned end.
    """
    i = sak.i
    if i.kode != TILDELING or i.ordning != INTRO or sak.handling == SLETT:
        return IKKE_AKTUELL
    fra = i.fra
    if not sak.d.poster or fra is None:
        return None
    andre = tenkt.uten_foer(sak)
    if not andre.programmer:
        return None
    program = andre.program_paa(fra)
    if program is not None and not (program.slutt is not None and program.slutt <= fra):
        if not tenkt.egen(sak, program.kommune):
            return _i_annen_kommune(sak, program, fra)
        if program.slutt is not None:
            return _foer_slutt(program, program.slutt)
        if program.planlagt_slutt is None or fra <= program.planlagt_slutt:
            return _bruk_forlengelse(program)
        return None
    neste = next((q for q in andre.programmer if q.start > fra), None)
    if neste is None or neste.start > (i.til or date.max) or not tenkt.egen(sak, neste.kommune):
        return None
    foer = neste.start - EN_DAG
    return Funn(
        f"Vedtaket {_spenn(fra, i.til)[0]} overlapper programmet som starter {neste.start:%d.%m.%Y} (eksternId "
        f"{neste.vedtak[0].ekstern_id}). Sett til senest {foer:%d.%m.%Y}, eller rett fra på det andre vedtaket.",
        f"The decision {_spenn(fra, i.til)[1]} overlaps the programme that begins on {neste.start} (eksternId "
        f"{neste.vedtak[0].ekstern_id}). Set til to {foer} at the latest, or correct fra of the other decision.",
        "til",
    )


def _spenn(fra: date, til: date | None) -> tuple[str, str]:
    return ordlyd.periode(fra, til)


def _i_annen_kommune(sak: Sak, program: Program, fra: date) -> Funn | None:
    adresse = sak.d.person.adresse_paa(fra)
    if adresse is not None and tenkt.egen(sak, adresse.kommune):
        return None
    der, her = ordlyd.kommune(program.kommune), ordlyd.kommune(sak.kommune)
    return Funn(
        f"Personen er i program i {der} fra {program.start:%d.%m.%Y}, og bor ikke i {her} {fra:%d.%m.%Y} etter "
        "Folkeregisteret. Vedtaket godtas fra den dagen flyttingen gjelder fra, eller når den andre kommunen har "
        "registrert avslutning.",
        f"The person is in a programme in {der} from {program.start}, and does not live in {her} on {fra} according "
        "to Folkeregisteret. The decision is accepted from the day of the move, or once the other kommune has "
        "registered an ending.",
        "fra",
    )


def _foer_slutt(program: Program, slutt: date) -> Funn:
    hvorfor, why = ordlyd.hvem_avsluttet(program)
    return Funn(
        f"Vedtaket begynner før programmet fra {program.start:%d.%m.%Y} tok slutt: {hvorfor}. Sett fra til "
        f"{slutt:%d.%m.%Y} eller senere, eller rett datoen på avslutningen først.",
        f"The decision begins before the programme from {program.start} ended: {why}. Set fra to {slutt} or later, or "
        "correct the day of the ending first.",
        "fra",
    )


def _bruk_forlengelse(program: Program) -> Funn:
    siste = program.vedtak[-1]
    slutt = program.planlagt_slutt
    nb = f"til {slutt:%d.%m.%Y}" if slutt else "uten sluttdato"
    en = f"until {slutt}" if slutt else "without an end"
    return Funn(
        f"Personen er alt i program i kommunen fra {program.start:%d.%m.%Y} {nb} (eksternId {siste.ekstern_id}). "
        "Bruk vedtakstypen forlengelse for mer tid, eller rett det første vedtaket (samme eksternId); et nytt vedtak "
        "om tildeling godtas etter planlagt slutt.",
        f"The person is already in a programme in the kommune from {program.start} {en} (eksternId "
        f"{siste.ekstern_id}). Use the kind forlengelse for more time, or correct the first decision (the same "
        "eksternId); a new tildeling is accepted after the planned end.",
        "fra",
    )
