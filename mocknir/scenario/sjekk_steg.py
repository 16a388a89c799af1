"""What is wrong with a step, seen from where it is taken."""

from collections.abc import Iterator
from datetime import date

from mocknir.faults.kinds import Stage
from mocknir.faults.rule import Rule, check, usual_stage
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.feil import Avvik
from mocknir.register.kodeverk import KODEVERK
from mocknir.register.skjema import TYPER
from mocknir.register.tekst import SISTE_AAR
from mocknir.rules.kode import brukbar
from mocknir.scenario.hendelser import Flytting, NyttFoedselsnummer
from mocknir.scenario.modell import (
    AccessStep,
    AdvanceStep,
    EventStep,
    FaultRule,
    FaultStep,
    Goal,
    Message,
    ParameterStep,
    RepeatStep,
    RestoreStep,
    SnapshotStep,
    Step,
    Transfer,
    TransferStep,
    VendorStep,
    WebStep,
)
from mocknir.scenario.ord import Feilord, Ord, Sti, forslag, naermest
from mocknir.scenario.registrering import Registrering
from mocknir.scenario.sjekk_felles import (
    Blikk,
    bruker,
    feil,
    identer,
    kommune,
    parametre,
    person,
    tidligere_steg,
)
from mocknir.scenario.tidslinje import UtenforKalenderen, maal

MAKS_AAR = 50
"""The control plane advances no further at once."""

OVERFOERER = (TransferStep, WebStep, RepeatStep, VendorStep)
"""The steps that have a receipt."""

_KODEREGLER = frozenset({"KODE-GYLDIG", "AVSLUTNING-AARSAK", "FUNKSJON-DATO", "UTVIDET-6A", "LOV-6A", "LOV-FELT"})
"""A scenario that shows one of these sends codes that are wrong on purpose."""

_KOMMUNEREGLER = frozenset({"TILGANG-KOMMUNE", "TILGANG-ANSVAR", "OVERFOERING-STENGT"})
"""A scenario that shows one of these transfers under numbers that are not in force."""

_BRUKERREGEL = "TILGANG-BRUKER"
"""A scenario that shows this one transfers as somebody whom NIR does not know."""


def sjekk_steg(utenfra: Blikk, nr: int, steg: Step) -> Iterator[Feilord]:
    """All that is wrong with a step."""
    b, sti = utenfra.paa(nr), ("steps", nr, steg.noekkel)
    match steg:
        case TransferStep():
            yield from _melding(b, steg.transfer, sti)
        case WebStep():
            yield from _melding(b, steg.web, sti)
        case EventStep():
            yield from _hendelse(b, steg, sti)
        case AdvanceStep():
            yield from _fram(b, steg.advance, sti)
        case AccessStep():
            yield from _tilgang(b, steg, sti)
        case ParameterStep():
            yield from parametre(steg.parameter, sti)
        case FaultStep():
            yield from _uhell(b, steg.fault, sti)
        case RepeatStep():
            hva = Ord("har ingen melding å sende igjen", "has no message to send again")
            yield from tidligere_steg(b, steg.repeat, (TransferStep,), hva, sti)
        case RestoreStep():
            yield from _tilbake(b, steg, sti)
        case VendorStep():
            yield from _leverandoer(b, steg, sti)


def _melding(b: Blikk, m: Message, sti: Sti) -> Iterator[Feilord]:
    if not _KOMMUNEREGLER.intersection(b.scenario.rules):
        yield from kommune(m.kommune, b.idag, (*sti, "kommune"))
    ukjent_med_vilje = isinstance(m, Transfer) and _BRUKERREGEL in b.scenario.rules
    if m.user is not None and not ukjent_med_vilje:
        yield from bruker(m.user, b.scenario, (*sti, "user"))
    if isinstance(m, Transfer) and m.password is not None and m.user is None:
        yield feil((*sti, "password"), "hører til en bruker: sett user, og brukeren under users",
                   "belongs to a user: give user, and the user under users")  # fmt: skip
    for nr, r in enumerate(m.registrations):
        yield from _registrering(b, r, (*sti, "registrations", nr))


def _registrering(b: Blikk, r: Registrering, sti: Sti) -> Iterator[Feilord]:
    yield from person(r.person, b.scenario, (*sti, "person"))
    if r.innhold is None or r.type is None or _KODEREGLER.intersection(b.scenario.rules):
        return
    for f in TYPER[r.type].felter:
        verk, verdi = f.felt.kodeverk, getattr(r.innhold, f.attributt)
        if verk is not None and verdi is not None:
            yield from _kode(verk, verdi, r.innhold.fra or b.idag, b.idag, (*sti, f.navn))


def _kode(verk: str, verdi: str, dag: date, idag: date, sti: Sti) -> Iterator[Feilord]:
    """That a code is in its list on that day; the law is the register's to judge."""
    koder = {k.kode: k for k in KODEVERK[verk].koder}
    gyldige = [k.kode for k in koder.values() if brukbar(k, dag, idag, None)]
    if verdi not in koder:
        o = forslag(verdi, gyldige)
        yield feil(sti, f"«{verdi}» er ingen {verk}{o.tekst}", f"«{verdi}» is no {verk}{o.text}")
    elif verdi not in gyldige:
        k = koder[verdi]
        fra, til = (f" fra {k.fra}" if k.fra else "", f" til {k.til}" if k.til else "")
        from_, to = (f" from {k.fra}" if k.fra else "", f" until {k.til}" if k.til else "")
        yield feil(sti, f"«{verdi}» gjelder{fra}{til}, ikke {dag}", f"«{verdi}» holds{from_}{to}, not on {dag}")


def _hendelse(b: Blikk, steg: EventStep, sti: Sti) -> Iterator[Feilord]:
    h = steg.event
    yield from person(h.person, b.scenario, (*sti, "person"))
    if isinstance(h, NyttFoedselsnummer):
        yield from identer(h.foedselsnummer, None, sti)
        return
    if isinstance(h, Flytting):
        yield from kommune(h.kommune, h.dato, (*sti, "kommune"))
    if h.dato > b.idag:
        yield feil(
            (*sti, "dato"),
            f"{h.dato} ligger fram i tid: klokken viser {b.idag}; sett «- advance: {{to: {h.dato}}}» foran",
            f"{h.dato} lies ahead: the clock shows {b.idag}; put «- advance: {{to: {h.dato}}}» before it",
        )


def _fram(b: Blikk, g: Goal, sti: Sti) -> Iterator[Feilord]:
    if (g.to is None) == (g.by is None):
        yield feil(sti, "skal ha enten to eller by: {to: 2017-09-01} eller {by: 30d}",
                   "must have either to or by: {to: 2017-09-01} or {by: 30d}")  # fmt: skip
        return
    navn = "to" if g.to is not None else "by"
    try:
        til = maal(b.idag, g)
    except UtenforKalenderen:
        til = date.max
    if til < b.idag:
        yield feil((*sti, navn), f"{til} er tilbake i tid: klokken viser {b.idag}, og går bare framover",
                   f"{til} lies back in time: the clock shows {b.idag}, and only goes forward")  # fmt: skip
    elif til.year > SISTE_AAR or til > legg_til_maaneder(b.idag, 12 * MAKS_AAR):
        yield feil((*sti, navn), f"er mer enn {MAKS_AAR} år fram; gå fram i flere steg",
                   f"is more than {MAKS_AAR} years ahead; advance in steps")  # fmt: skip


def _tilgang(b: Blikk, steg: AccessStep, sti: Sti) -> Iterator[Feilord]:
    a = steg.access
    yield from kommune(a.kommune, b.idag, (*sti, "kommune"))
    if a.til < a.fra:
        yield feil((*sti, "to"), f"{a.til} er før from {a.fra}", f"{a.til} is before from {a.fra}")
    if a.until < b.idag:
        yield feil((*sti, "until"), f"{a.until} er over alt: klokken viser {b.idag}",
                   f"{a.until} is over already: the clock shows {b.idag}")  # fmt: skip


def _uhell(b: Blikk, f: FaultRule, sti: Sti) -> Iterator[Feilord]:
    if f.person is not None:
        yield from person(f.person, b.scenario, (*sti, "person"))
    if f.user is not None:
        yield from bruker(f.user, b.scenario, (*sti, "user"))
    try:
        check(Rule(
            Stage(f.stage) if f.stage else usual_stage(f.kind), f.kind, nth=f.nth, probability=f.probability,
            times=f.times, seconds=f.seconds, bytes=f.bytes,
        ))  # fmt: skip
    except Avvik as avvik:
        yield feil((*sti, avvik.felt) if avvik.felt else sti, avvik.tekst, avvik.text)


def _tilbake(b: Blikk, steg: RestoreStep, sti: Sti) -> Iterator[Feilord]:
    tatt = [s.snapshot for s in b.scenario.steps[: b.nr] if isinstance(s, SnapshotStep)]
    if steg.restore not in tatt:
        naer = naermest(steg.restore, tatt)
        o = Ord(f"; mente du {naer}?", f"; did you mean {naer}?") if naer else Ord(
            f"; sett «- snapshot: {steg.restore}» foran", f"; put «- snapshot: {steg.restore}» before it"
        )  # fmt: skip
        yield feil(
            sti, f"intet snapshot heter «{steg.restore}»{o.tekst}", f"no snapshot is called «{steg.restore}»{o.text}"
        )


def _leverandoer(b: Blikk, steg: VendorStep, sti: Sti) -> Iterator[Feilord]:
    if steg.vendor.kommune is not None:
        yield from kommune(steg.vendor.kommune, b.idag, (*sti, "kommune"))
    for nr, r in enumerate(steg.vendor.casework):
        yield from _registrering(b, r, (*sti, "casework", nr))
