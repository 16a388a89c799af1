"""A scenario as plain sentences, for a trainer to read aloud: who, what happens when, what is expected and why.

The days are the virtual ones that the clock will show.
"""

from collections.abc import Iterator
from datetime import date

from mocknir.faults.kinds import KINDS
from mocknir.journal import ordlegging, spraak
from mocknir.journal.spraak import dag, velg
from mocknir.register import kodeverk
from mocknir.register.lov import LOVNAVN
from mocknir.register.person import GRUNNLAG
from mocknir.register.vurdering import SLETT
from mocknir.rules.katalog import KATALOG
from mocknir.scenario.forklar_ventet import forventning
from mocknir.scenario.forventninger import KRAV
from mocknir.scenario.hendelser import Doed, Flytting, NyttFoedselsnummer, NyttOpphold, Utvandring
from mocknir.scenario.modell import (
    AccessStep,
    AdvanceStep,
    EventStep,
    ExpectStep,
    FaultStep,
    Message,
    ParameterStep,
    Persondata,
    RepeatStep,
    RestoreStep,
    Scenario,
    SnapshotStep,
    Step,
    Transfer,
    TransferStep,
    VendorStep,
    WebStep,
)
from mocknir.scenario.ord import Ord, stor
from mocknir.scenario.registrering import Registrering
from mocknir.scenario.tidslinje import Fakta, Tidslinje, bygg

_VISER = {
    "biter": Ord("Scenarioet viser at regelen biter.", "The scenario shows that the rule bites."),
    "biter-ikke": Ord(
        "Scenarioet viser det som så vidt går klar av regelen.", "The scenario shows what the rule just lets pass."
    ),
    "grense": Ord("Scenarioet viser grensen.", "The scenario shows the border."),
}


def forklar(s: Scenario, lang: str) -> str:
    """The scenario in words, with a line break at its end."""
    t = bygg(s)
    deler = [[s.title.paa(lang), f"({s.scenario})"], _hode(s, lang)]
    if s.unsupported is not None:
        naar, hvorfor = dag(s.unsupported.since, lang), s.unsupported.reason.paa(lang)
        hva = velg(lang, f"Kan ikke kjøres, siden {naar}", f"Cannot be run, since {naar}")
        deler.append([f"{hva}: {hvorfor}"])
    if s.persons:
        deler.append([velg(lang, "Personer:", "Persons:"), *(_person(n, p, lang) for n, p in s.persons.items())])
    deler.append([velg(lang, "Hva som skjer:", "What happens:"), *_forloep(s, t, lang)])
    if s.expect:
        deler.append([velg(lang, "Hva som ventes:", "What is expected:"), *_til_slutt(s, t, lang)])
    return "\n\n".join("\n".join(linjer) for linjer in deler if linjer) + "\n"


def _hode(s: Scenario, lang: str) -> list[str]:
    ut = []
    for id_ in s.rules:
        regel = KATALOG[id_]
        ut.append(
            velg(lang, f"Regelen {id_}: «{regel.tittel}» (", f"The rule {id_}: «{regel.title}» (")
            + f"{spraak.kilde(regel.kilde, regel.detaljer, lang)})."
        )
    if s.shows is not None:
        ut.append(_VISER[s.shows].paa(lang))
    if s.facts:
        avsnitt = dict.fromkeys(f.partition(" ")[0] for f in s.facts)  # what is said of them is Norwegian
        ut.append(velg(lang, f"Bygger på domain.md {', '.join(s.facts)}.", f"Rests on domain.md {', '.join(avsnitt)}."))
    if s.requirement is not None:
        k = s.requirement
        maa = velg(lang, "Krav", "Requirement") if k.level == KRAV else velg(lang, "Anbefaling", "Recommendation")
        ut.append(f"{maa} {k.id} ({k.provenance}, {k.source}): {k.text.paa(lang)}")
    if s.manual is not None:
        ut.append(velg(lang, "Å svare på: ", "To be answered: ") + s.manual.question.paa(lang))
    if s.teaches is not None:
        ut.append(velg(lang, "Å lære: ", "To learn: ") + s.teaches.paa(lang))
    return ut


def _person(navn: str, p: Persondata, lang: str) -> str:
    deler = [
        velg(lang, f"har {nb} {nummer}", f"has the {en} {nummer}")
        for nummer, nb, en in (
            (p.foedselsnummer, "fødselsnummer", "fødselsnummer"), (p.dufnummer, "DUF-nummer", "DUF number"),
        )
        if nummer is not None
    ]  # fmt: skip
    if p.adresse is not None:
        deler += [
            velg(lang, f"bor {_i_mottak(a.mottak, lang)}i {spraak.kommune(a.kommune)} fra {dag(a.fra, lang)}",
                 f"lives {_i_mottak(a.mottak, lang)}in {spraak.kommune(a.kommune)} from {dag(a.fra, lang)}")
            for a in p.adresse
        ]  # fmt: skip
    elif p.kommune is not None:
        fra = velg(lang, " fra ", " from ") + dag(p.bosatt, lang) if p.bosatt else ""
        hvor, mottak = spraak.kommune(p.kommune) + fra, _i_mottak(bool(p.mottak), lang)
        deler.append(velg(lang, f"bor {mottak}i {hvor}", f"lives {mottak}in {hvor}"))
    if p.foedt is not None:
        deler.append(velg(lang, f"er født {dag(p.foedt, lang)}", f"is born {dag(p.foedt, lang)}"))
    if p.ankomst is not None:
        deler.append(velg(lang, f"kom til Norge {dag(p.ankomst, lang)}", f"came to Norway {dag(p.ankomst, lang)}"))
    deler += [_opphold(o.gitt, o.grunnlag, lang) for o in p.opphold or ()]
    if p.gitt is not None or p.grunnlag is not None:
        deler.append(_opphold(p.gitt, p.grunnlag, lang))
    if p.avtalt_bosatt is False:
        deler.append(velg(lang, "er bosatt uten avtale", "is settled without agreement"))
    if p.lov is not None:
        lov = velg(lang, *LOVNAVN[p.lov])
        deler.append(velg(lang, f"følger {lov}", f"is under {lov}"))
    return f"- {stor(navn)} {_og(deler, lang)}."


def _i_mottak(mottak: bool, lang: str) -> str:
    return velg(lang, "i mottak ", "in a reception centre ") if mottak else ""


def _opphold(gitt: date | None, grunnlag: str | None, lang: str) -> str:
    etter = "" if grunnlag is None else velg(lang, f" som {GRUNNLAG[grunnlag]}", f" on the ground «{grunnlag}»")
    naar = f" {dag(gitt, lang)}" if gitt else ""
    return velg(lang, f"fikk opphold{naar}{etter}", f"got residence{naar}{etter}")


def _forloep(s: Scenario, t: Tidslinje, lang: str) -> Iterator[str]:
    yield f"- {dag(s.clock, lang)}: " + velg(lang, "Scenarioet begynner.", "The scenario begins.")
    for navn, verdi in s.parameters.items():
        yield f"- {dag(s.clock, lang)}: " + _parameter(navn, verdi, lang)
    for nr, steg in enumerate(s.steps):
        naar = t.dager[nr]
        setninger = list(_steg(s, t, nr, steg, lang))
        yield f"- {dag(naar, lang)}: {setninger[0]}"
        yield from (f"  {setning}" for setning in setninger[1:])


def _til_slutt(s: Scenario, t: Tidslinje, lang: str) -> Iterator[str]:
    for ventet in s.expect:
        yield f"- {dag(ventet.at, lang)}:"
        for f in ventet.that:
            yield from (f"  - {setning}" for setning in forventning(f, Fakta(t, ventet.at), lang, s.rules))


def _steg(s: Scenario, t: Tidslinje, nr: int, steg: Step, lang: str) -> Iterator[str]:
    navn = f" («{steg.id}»)" if steg.id else ""
    match steg:
        case TransferStep():
            yield from _melding(s, steg.transfer, velg(lang, f"overfører{navn}", f"transfers{navn}"), lang)
        case WebStep():
            gjoer = velg(lang, "registrerer i NIR web", "registers in NIR web")
            yield from _melding(s, steg.web, gjoer + navn, lang)
        case EventStep():
            yield _hendelse(steg, lang)
        case AdvanceStep():
            n = (t.dager[nr] - t.foer(nr)).days
            dager, days = ("dag", "day has") if n == 1 else ("dager", "days have")
            yield velg(lang, f"{n} {dager} er gått{navn}, og NIR har gjort det som forfalt.",
                       f"{n} {days} passed{navn}, and NIR has done what fell due.")  # fmt: skip
        case AccessStep():
            yield _tilgang(steg, lang)
        case ParameterStep():
            yield from (_parameter(p, verdi, lang) for p, verdi in steg.parameter.items())
        case FaultStep():
            yield _uhell(steg, lang)
        case RepeatStep():
            yield velg(lang, f"Kommunen sender «{steg.repeat}» en gang til, helt lik{navn}.",
                       f"The kommune sends «{steg.repeat}» once more, just the same{navn}.")  # fmt: skip
        case SnapshotStep():
            yield velg(lang, f"Registeret, slik det nå er, legges til side som «{steg.snapshot}».",
                       f"The register as it now is is kept as «{steg.snapshot}».")  # fmt: skip
        case RestoreStep():
            yield velg(lang, f"Registeret blir igjen slik det var i «{steg.restore}».",
                       f"The register becomes again what it was in «{steg.restore}».")  # fmt: skip
        case VendorStep():
            yield from _leverandoer(s, steg, lang)
        case ExpectStep():
            yield velg(lang, "Nå ventes:", "Expected now:")
            for f in steg.expect:
                yield from (f"- {setning}" for setning in forventning(f, Fakta(t, t.dager[nr]), lang, s.rules))


def _melding(s: Scenario, m: Message, gjoer: str, lang: str) -> Iterator[str]:
    hvem = velg(lang, f" som {m.user}", f" as {m.user}") if m.user else ""
    if isinstance(m, Transfer) and m.password is not None:
        hvem += velg(lang, f" med passordet «{m.password}»", f" with the password «{m.password}»")
    yield f"{stor(spraak.kommune(m.kommune))} {gjoer}{hvem}:"
    yield from (_registrering(s, r, lang) for r in m.registrations)


def _registrering(s: Scenario, r: Registrering, lang: str) -> str:
    hva = ordlegging.registrering(r.type, r.innhold, lang)
    if r.handling == SLETT:
        hva = velg(lang, f"sletter {r.ekstern_id}", f"deletes {r.ekstern_id}")
        return f"- {_hvem(s, r.person)}: {hva}."
    noekkel = f" ({r.ekstern_id})" if r.ekstern_id else ""
    return f"- {_hvem(s, r.person)}: {hva}{noekkel}."


def _hvem(s: Scenario, person: str) -> str:
    """A person by the name of the scenario, with the number where that is what was written."""
    for navn, p in s.persons.items():
        if person in (p.foedselsnummer, p.dufnummer):
            return f"{stor(navn)} ({person})"
    return stor(person)


def _hendelse(steg: EventStep, lang: str) -> str:
    h = steg.event
    match h:
        case Flytting():
            mottak = velg(lang, " (mottak)", " (reception centre)") if h.mottak else ""
            hva = Ord(f"flyttet {dag(h.dato, lang)} til {spraak.kommune(h.kommune)}{mottak}",
                      f"moved on {dag(h.dato, lang)} to {spraak.kommune(h.kommune)}{mottak}")  # fmt: skip
        case Utvandring():
            hva = Ord(f"flyttet fra Norge {dag(h.dato, lang)}", f"left Norway on {dag(h.dato, lang)}")
        case Doed():
            hva = Ord(f"døde {dag(h.dato, lang)}", f"died on {dag(h.dato, lang)}")
        case NyttOpphold():
            naar = dag(h.dato, lang)
            hva = Ord(f"fikk {naar} opphold som {GRUNNLAG[h.grunnlag]}", f"got residence on {naar} («{h.grunnlag}»)")
        case NyttFoedselsnummer():
            nummer = f" {h.foedselsnummer}" if h.foedselsnummer else ""
            hva = Ord(f"fikk fødselsnummer{nummer}", f"got {'the' if nummer else 'a'} fødselsnummer{nummer}")
    return velg(lang, f"De sentrale registrene melder at {stor(h.person)} {hva.tekst}.",
                f"The central registers tell that {stor(h.person)} {hva.text}.")  # fmt: skip


def _tilgang(steg: AccessStep, lang: str) -> str:
    a = steg.access
    ordning = f" for {kodeverk.tekst('ordning', a.ordning, lang).lower()}" if a.ordning else ""
    merke = f" («{a.tag}»)" if a.tag else ""
    periode, ut = spraak.periode(a.fra, a.til, lang), dag(a.until, lang)
    return velg(
        lang,
        f"IMDi gir {spraak.kommune(a.kommune)} etterregistreringstilgang{merke} til {periode}{ordning}, "
        f"til og med {ut}.",
        f"IMDi gives {spraak.kommune(a.kommune)} access to register late{merke} for {periode}{ordning}, until {ut}.",
    )


def _parameter(navn: str, verdi: bool | int | str, lang: str) -> str:
    regel, _, kort = navn.partition(".")
    tekst = spraak.ja_nei(verdi, lang) if isinstance(verdi, bool) else str(verdi)
    p = next(p for p in KATALOG[regel].parametre if p.navn == kort)
    return velg(lang, f"I regelen {regel} settes «{p.tekst}» til {tekst}.",
                f"In the rule {regel} «{p.text}» is set to {tekst}.")  # fmt: skip


def _uhell(steg: FaultStep, lang: str) -> str:
    f = steg.fault
    hvor = velg(lang, f" ved {f.operation}", f" at {f.operation}") if f.operation else ""
    nth = velg(lang, f", gang nummer {f.nth}", f", time number {f.nth}") if f.nth else ""
    galt = velg(lang, "Fra nå av går noe galt", "From now on something goes wrong")
    laerer = KINDS[f.kind].teaches
    return f"{galt}{hvor}{nth} ({f.kind}). " + velg(lang, f"Det prøver {laerer.nb}.", f"It tries {laerer.en}.")


def _leverandoer(s: Scenario, steg: VendorStep, lang: str) -> Iterator[str]:
    navn = f" («{steg.id}»)" if steg.id else ""
    yield velg(lang, f"Leverandørens system gjør dette{navn}: ", f"The vendor's system does this{navn}: ") + (
        steg.vendor.instruction.paa(lang)
    )
    for operasjon in steg.vendor.read:
        yield velg(lang, f"- det leser {operasjon} først", f"- it reads {operasjon} first")
    if steg.vendor.skip_ended:
        yield velg(lang, "- det utelater dem som NIR har avsluttet", "- it leaves out those whom NIR has ended")
    yield from (_registrering(s, r, lang) for r in steg.vendor.casework)


def _og(deler: list[str], lang: str) -> str:
    *foran, siste = deler
    return f"{', '.join(foran)}{velg(lang, ' og ', ' and ')}{siste}" if foran else siste
