"""Near misses that can be looked up: it was sent and rejected, it is there under another key, it was there before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from mocknir.client.feil import MocknirError
from mocknir.client.svar import Fired
from mocknir.journal.spraak import dag, velg
from mocknir.rules import ordlyd
from mocknir.rules.katalog import KATALOG
from mocknir.scenario import spor
from mocknir.scenario.forventninger import (
    Expectation,
    FaultExpectation,
    FeedExpectation,
    FiredExpectation,
    JournalExpectation,
    LostExpectation,
    PersonExpectation,
    ReceiptExpectation,
    ReportExpectation,
)
from mocknir.scenario.gang import Gang
from mocknir.scenario.matchere import Differences, Eksakt, Felter, Inneholder, Matcher
from mocknir.scenario.spor import Avvist, Spor
from mocknir.scenario.svarene import hent, hold_poster, journal
from mocknir.scenario.tidslinje import Fakta
from mocknir.scenario.verdier import skriv

MAKS = 3
"""So many near misses of one kind are told."""

SPENN = 400
"""So many days ahead are closings looked for."""

_FORVENTET = {
    "slutt": "avslutning", "avslutningsaarsak": "avslutning", "avslutningsaarsakTekst": "avslutning",
    "maaloppnaaelse": "avslutning", "avsluttetAv": "avslutning", "sistAktiv": "tiltak", "start": "vedtak",
    "planlagtSlutt": "vedtak", "forlenget": "vedtak", "nr": "vedtak", "frist": "vedtak",
}  # fmt: skip
"""The kind of registration that a field of a programme comes from."""


class Treff(NamedTuple):
    """A near miss in words, and the rules that it was up to."""

    tekst: str
    regler: tuple[str, ...] = ()


class Sak(NamedTuple):
    """A breach that near misses are looked for to: what NIR was asked, wherein it differed, and what is known."""

    gang: Gang
    fakta: Fakta
    avvik: Differences
    spor: Spor
    lang: str

    def si(self, nb: str, en: str) -> str:
        """The text in the language of the run."""
        return velg(self.lang, nb, en)


def person(sak: Sak, f: PersonExpectation) -> Iterator[Treff]:
    """Near misses of what a person was expected to have."""
    mangler = list(_mangler(sak, f.registrering, "registrering"))
    bilde = sak.gang.nir.participant(sak.gang.ident(f.person)).raw
    for m in mangler:
        yield from _annen_noekkel(sak, m, bilde["registrering"])
        yield from _versjon(sak, m)
    yield from _avviste(sak, mangler)
    yield from _avslag(sak)
    for navn in sak.gang.personer:
        if navn != f.person and not hent(sak.gang, f.model_copy(update={"person": navn}), sak.fakta.om(navn)):
            hvem = hvem_er(sak.gang, navn)
            yield Treff(sak.si(f"Det holder for en annen person: {hvem}.", f"It holds for somebody else: {hvem}."))
    ident = sak.gang.ident(f.person)
    yield from _lukkes(sak, f, [en for en in sak.gang.nir.due(SPENN) if en.person == ident])


def rapport(sak: Sak, f: ReportExpectation) -> Iterator[Treff]:
    """Whether the report will show it once NIR has closed what falls due."""
    yield from _lukkes(sak, f, sak.gang.nir.due(SPENN))


def feil(sak: Sak, f: FaultExpectation) -> Iterator[Treff]:
    """What the receipt says that came instead of a fault."""
    kvittering = sak.gang.svar[f.fault].kvittering
    if kvittering is not None:
        utfall = ", ".join(f"{en.ekstern_id} {en.utfall}" for en in kvittering.utfall)
        yield Treff(sak.si(f"Kvitteringen sier: {utfall}.", f"The receipt says: {utfall}."))


def kvittering(sak: Sak, f: ReceiptExpectation) -> Iterator[Treff]:
    """What the rules said of the registrations whose outcome was another than expected."""
    svar = sak.gang.svar[f.receipt]
    if svar.kvittering is None:
        return
    utfall = {en.ekstern_id: en for en in svar.kvittering.utfall}
    linjer = {r["eksternId"]: r for r in sak.gang.nir.entry(svar.kvittering.journalnummer, sak.lang).judgement.get(
        "registreringer", ())}  # fmt: skip
    for noekkel, m in (f.outcomes or {}).items():
        if not any(a.path[:2] == ("outcomes", noekkel) for a in sak.avvik):
            continue
        if noekkel not in utfall:
            alle = ", ".join(utfall)
            yield Treff(sak.si(f"Kvitteringen har {alle}.", f"The receipt has {alle}."))
            continue
        for en in utfall[noekkel].funn:
            tekst = velg(sak.lang, en.tekst, en.tekst_engelsk)
            yield Treff(f"{noekkel}: {en.regel}: {tekst}", (en.regel,))
        linje = linjer.get(noekkel, {"passert": (), "gjaldtIkke": ()})
        for id_ in sorted(_regler_i(m)):
            if id_ in linje["passert"]:
                yield Treff(sak.si(f"{noekkel}: {id_} ble prøvd, og lot det passere.",
                                   f"{noekkel}: {id_} was tried, and let it pass."), (id_,))  # fmt: skip
            elif id_ in linje["gjaldtIkke"]:
                yield Treff(sak.si(f"{noekkel}: {id_} gjaldt ikke.", f"{noekkel}: {id_} did not apply."), (id_,))


def tapt(sak: Sak, f: LostExpectation) -> Iterator[Treff]:
    """What the fault plan struck, if an answer was expected to be lost and came."""
    for en in sak.gang.nir.faults():
        tekst = velg(sak.lang, en.tekst, en.tekst_engelsk)
        yield Treff(sak.si(
            f"I feilplanen: {tekst}. Den har sett {en.seen} kall og rammet {en.struck}.",
            f"In the fault plan: {tekst}. It has seen {en.seen} calls and struck {en.struck}.",
        ))  # fmt: skip


def feed(sak: Sak, f: FeedExpectation) -> Iterator[Treff]:
    """Whether it is in another kommune's feed, or was rejected."""
    mangler = list(_mangler(sak, f.endring, "endring"))
    for kommune in sorted(_kommuner(sak.gang) - {f.feed}):
        if not f.endring.hold([en.raw for en in sak.gang.nir.feed(kommune)], sak.fakta):
            hvor = ordlyd.kommune(kommune)
            yield Treff(sak.si(f"Det står i feeden for kommune {hvor}.", f"It is in the feed of kommune {hvor}."))
    registreringer = [m.felter["registrering"] for m in mangler if isinstance(m, Felter) and "registrering" in m.felter]
    yield from _avviste(sak, registreringer)
    yield from _avslag(sak)
    yield from _lukkes(sak, f, sak.gang.nir.due(SPENN))


def fyrt(sak: Sak, f: FiredExpectation) -> Iterator[Treff]:
    """Whether NIR will close it, or closed it in another step."""
    gjort = [en for _, en in sak.gang.fyrt]
    if f.of is not None and not f.fired.hold([en.raw for en in gjort], sak.fakta):
        yield Treff(sak.si("Det holder når alle steg telles med, og ikke bare dette.",
                           "It holds when all steps count, and not this one alone."))  # fmt: skip
    mangler = list(_mangler(sak, f.fired, "fired"))
    for en in sak.gang.nir.due(SPENN):
        if any(not m.hold(en.raw, sak.fakta) or _bare(m, en.raw, sak.fakta, "natt") for m in mangler):
            yield _kommer(sak, en.natt, en.regel, velg(sak.lang, en.tekst, en.tekst_engelsk))


def journalen(sak: Sak, f: JournalExpectation) -> Iterator[Treff]:
    """Which of the filters it was up to."""
    for navn, felt_ in type(f.journal).model_fields.items():
        if getattr(f.journal, navn) is None:
            continue
        if not hold_poster(f, journal(sak.gang, f.journal, uten=navn), sak.fakta):
            felt = felt_.alias or navn
            yield Treff(sak.si(f"Uten «{felt}: {skriv(getattr(f.journal, navn))}» hadde det holdt.",
                               f"Without «{felt}: {skriv(getattr(f.journal, navn))}» it would have held."))  # fmt: skip


def hvem_er(gang: Gang, navn: str) -> str:
    """A person by the name they have in the scenario, their own, and their number."""
    en = gang.personer.get(navn)
    return f"{navn}: {en.navn} ({en.ident})" if en else navn


def _mangler(sak: Sak, m: Matcher | None, felt: str) -> Iterator[Matcher]:
    """The elements that a list was expected to contain and does not."""
    if not isinstance(m, Inneholder) or not any(a.path[:1] == (felt,) for a in sak.avvik):
        return
    savnet = {a.expected for a in sak.avvik if a.path == (felt,)}
    yield from (e for e in m.elementer if Inneholder((e,)).beskriv(sak.fakta) in savnet)


def _bare(m: Matcher, raa: Any, fakta: Fakta, felt: str) -> bool:
    """Whether it is that field alone in which a value differs."""
    return {a.path[:1] for a in m.hold(raa, fakta)} == {(felt,)}


def _annen_noekkel(sak: Sak, m: Matcher, har: Sequence[Mapping[str, Any]]) -> Iterator[Treff]:
    """It is registered with just that content, but under another eksternId or kommune, or as another kind."""
    if "content" not in _felter(m):
        return  # where a key is all that was expected, anything else is something else
    for raa in har:
        for felt in ("eksternId", "kommune", "type"):
            if _bare(m, raa, sak.fakta, felt):
                yield Treff(sak.si(f"Den er registrert med {felt} {raa[felt]}.",
                                   f"It is registered with {felt} {raa[felt]}."))  # fmt: skip


def _versjon(sak: Sak, m: Matcher) -> Iterator[Treff]:
    """It was there, and was corrected or deleted since."""
    alle = sak.spor.versjoner
    for nr, v in enumerate(alle):
        if v.handling == "slettet" or set(_felter(m)) - set(v.raa) or m.hold(v.raa, sak.fakta):
            continue
        etter = [s for s in alle[nr + 1 :] if (s.person, s.raa["eksternId"]) == (v.person, v.raa["eksternId"])]
        if not etter:
            continue
        s = etter[0]
        hva = sak.si(*(("slettet", "deleted") if s.handling == "slettet" else ("rettet", "corrected")))
        fra, til = dag(v.tidspunkt.date(), sak.lang), dag(s.tidspunkt.date(), sak.lang)
        yield Treff(sak.si(
            f"Slik sto {v.raa['eksternId']} fra {fra} (#{v.journalnummer}), til den ble {hva} {til}"
            f" (#{s.journalnummer}).",
            f"So stood {v.raa['eksternId']} from {fra} (#{v.journalnummer}) until it was {hva} on {til}"
            f" (#{s.journalnummer}).",
        ))  # fmt: skip


def _felter(m: Matcher) -> tuple[str, ...]:
    return tuple(m.felter) if isinstance(m, Felter) else ()


def _avviste(sak: Sak, mangler: Sequence[Matcher]) -> Iterator[Treff]:
    """What was sent and rejected, what is most like the expected first."""
    alle = sorted(sak.spor.avviste, key=lambda a: (_ulikhet(sak, mangler, a), -a.journalnummer))
    for a in alle[:MAKS]:
        naar, regler = dag(a.tidspunkt.date(), sak.lang), ", ".join(dict.fromkeys(f.regel for f in a.funn))
        grunner = " ".join(f"{f.regel}: {f.tekst}" if len(a.funn) > 1 else f.tekst for f in a.funn)
        yield Treff(sak.si(
            f"«{a.sendt}» (eksternId {a.raa['eksternId']}) ble sendt {naar} og avvist av {regler}: {grunner}",
            f"«{a.sendt}» (eksternId {a.raa['eksternId']}) was sent on {naar} and rejected by {regler}: {grunner}",
        ), tuple(f.regel for f in a.funn))  # fmt: skip


def _ulikhet(sak: Sak, mangler: Sequence[Matcher], a: Avvist) -> int:
    """How unlike it is to what was expected; 0 is just that."""
    if mangler:
        return min(
            sum(d.path[0] in a.raa if d.path else 1 for d in m.hold(a.raa, sak.fakta)) for m in mangler
        )  # fmt: skip
    typer = {_FORVENTET.get(str(ledd)) for d in sak.avvik for ledd in d.path}
    return 0 if a.raa["type"] in typer else 1


def _avslag(sak: Sak) -> Iterator[Treff]:
    for a in sak.spor.avslag[-MAKS:]:
        naar = dag(a.tidspunkt.date(), sak.lang)
        melding = f" «{a.meldings_id}»" if a.meldings_id else f" #{a.journalnummer}"
        yield Treff(sak.si(f"Meldingen{melding} ble avslått i sin helhet {naar}, {a.kode}: {a.tekst}",
                           f"The message{melding} was refused whole on {naar}, {a.kode}: {a.tekst}"),
                    (a.regel,) if a.regel else ())  # fmt: skip


def _lukkes(sak: Sak, f: Expectation, lukkinger: Sequence[Fired]) -> Iterator[Treff]:
    """What NIR will do by itself first, and whether it then holds; tried in a fork of the sandbox."""
    if not lukkinger:
        return
    en = lukkinger[0]
    with sak.gang.nir.fork() as fork:
        fork.advance(to=en.natt)
        etter = hent(replace(sak.gang, nir=fork), f, sak.fakta.paa(en.natt))
    if len(etter) < len(sak.avvik):
        yield _kommer(sak, en.natt, en.regel, velg(sak.lang, en.tekst, en.tekst_engelsk), holder=not etter)


def _kommer(sak: Sak, natt: Any, regel: str, tekst: str, holder: bool = False) -> Treff:
    n = (natt - sak.fakta.idag).days
    naar = dag(natt, sak.lang)
    da = sak.si(" Da holder det.", " Then it holds.") if holder else ""
    return Treff(sak.si(
        f"NIR avslutter programmet natt til {naar} ({regel}), {n} {'dag' if n == 1 else 'dager'} etter dagen det ses"
        f" på. {tekst}{da}",
        f"NIR ends the programme in the night to {naar} ({regel}), {n} {'day' if n == 1 else 'days'} after the day"
        f" that is looked at. {tekst}{da}",
    ), (regel,))  # fmt: skip


def _kommuner(gang: Gang) -> set[str]:
    """The kommuner that the scenario knows of."""
    bor = {en.kommune for en in gang.personer.values() if en.kommune}
    return bor | {svar.sendt.kommune for svar in gang.alle_svar if svar.sendt}


def _regler_i(m: Matcher) -> set[str]:
    """The rules that an expectation names."""
    navn = {m.verdi} if isinstance(m, Eksakt) and isinstance(m.verdi, str) and m.verdi in KATALOG else set()
    return navn.union(*(_regler_i(del_) for _, del_ in m.deler()))


def spor_for(gang: Gang, numre: set[str], lang: str) -> Spor:
    """What the journal tells; nothing where it cannot be asked."""
    try:
        return spor.les(gang.nir, numre, lang)
    except MocknirError:
        return Spor((), (), ())
