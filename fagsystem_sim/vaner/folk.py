"""The habits of caseworkers: what they forget, put off, misread and do not notice (domain.md §9)."""

from datetime import date, timedelta

from fagsystem_sim.fakta import Arbeid, Innbygger
from fagsystem_sim.profiler.arbeidet import Vanemoenster
from fagsystem_sim.profiler.tall import Spenn
from fagsystem_sim.tilfeldig import Tilfeldig
from fagsystem_sim.vaner.vane import INTEGRERINGSLOVEN_FRA, INTROBRUKER, KOLLEKTIV, NORSKBRUKER, Personvane, er, foerste

_NORSKE_TILTAK = frozenset({"norskopplaring", "samfunnskunnskap"})
_DELER = 1 << 31
"""A chance in so many parts: a power of two that takes one draw as a choice between two does, so that seeds keep their
outcome."""

_BARE_NY_LOV = frozenset({"sluttmaal", "integreringskontrakt", "utdanningsbakgrunn", "norskmaal", "fulltidVgo"})


class GlemmerAvslutning(Personvane):
    """The programme ends, and nobody says so."""

    navn = "glemmer-avslutning"
    standard = 0.1
    gjoer = "Registrerer ikke at programmet er avsluttet."
    does = "Does not register that the programme has ended."
    laerer = (
        "NIR avslutter selv den som ingen avslutter, med «Avslutningsårsak ikke registrert», og det teller som ikke "
        "måloppnåelse til kommunen retter."
    )
    teaches = (
        "NIR itself ends whom nobody ends, with «reason not registered», and that counts as not reaching the goal "
        "until the kommune corrects it."
    )
    regler = ("LUKKING-OPPHOLD", "LUKKING-FRIST", "VINDU-TO-MAANEDER")

    def endre(self, arbeid: list[Arbeid], innbygger: Innbygger, m: Vanemoenster, t: Tilfeldig) -> list[Arbeid]:
        return [self.droppet(a) if er(a, "avslutning", ordning="intro") else a for a in arbeid]


class Sen(Personvane):
    """The vedtak comes in; what follows lies in a heap until somebody has time."""

    navn = "sen"
    standard = 0.1
    gjoer = (
        "Lar det som skjer etter vedtaket bli liggende, som regel i to og en halv til fem måneder, og registrerer alt "
        "samlet."
    )
    does = (
        "Lets what happens after the vedtak lie, as a rule for two and a half to five months, and registers it all at "
        "once."
    )
    laerer = "Det som er eldre enn to måneder, avvises uten etterregistreringstilgang."
    teaches = "What is older than two months is rejected without access to register late."
    regler = ("VINDU-TO-MAANEDER", "LUKKING-OPPHOLD")

    def endre(self, arbeid: list[Arbeid], innbygger: Innbygger, m: Vanemoenster, t: Tilfeldig) -> list[Arbeid]:
        mulige = [a for a in arbeid if not _tildeling(a)]
        hvor, lengde = t.random(), _dager(m.sen, t)
        if not mulige:
            return arbeid
        fra = mulige[int(hvor * len(mulige))].registreres
        til = fra + timedelta(days=lengde)
        return [
            a._replace(registreres=til, vane=self.navn) if fra <= a.registreres < til and not _tildeling(a) else a
            for a in arbeid
        ]


class AnnetPaaForlenget(Personvane):
    """When a programme is extended, the first part is «ended» with a reason that means nothing."""

    navn = "annet-paa-forlenget"
    standard = 0.1
    gjoer = "Registrerer avslutning med årsak «Annet» når programmet forlenges, og retter det ikke siden."
    does = "Registers an ending with the reason «other» when the programme is extended, and leaves it at that."
    laerer = "En årsak på den som fortsatt er i utvidet program, leses som avsluttet uten måloppnåelse."
    teaches = "A reason on someone still in an extended programme reads as ended without reaching the goal."
    regler = ("AVSLUTNING-FORLENGET", "PROGRAM-REKKEFOELGE")

    def endre(self, arbeid: list[Arbeid], innbygger: Innbygger, m: Vanemoenster, t: Tilfeldig) -> list[Arbeid]:
        dager = _dager(m.annet_paa_forlenget, t)
        forlengelse = foerste(arbeid, "vedtak", ordning="intro", vedtakstype="forlengelse")
        if forlengelse is None:
            return arbeid
        dag = max(forlengelse.registreres, forlengelse.innhold["fra"])
        ekte = foerste(arbeid, "avslutning", ordning="intro")
        annet = forlengelse._replace(
            registreres=dag + timedelta(days=dager),
            ekstern_id=ekte.ekstern_id if ekte and ekte.kommune == forlengelse.kommune else _id(forlengelse, "avsl"),
            type="avslutning",
            innhold={"ordning": "intro", "dato": dag, "avslutningsaarsak": "annet"},
            vane=self.navn,
        )
        return [*(self.droppet(a) if er(a, "avslutning", ordning="intro") else a for a in arbeid), annet]


class BareNorsk(Personvane):
    """Norwegian is for the school to register, they think in the introduction programme."""

    navn = "bare-norsk"
    standard = 0.1
    gjoer = "Registrerer norsk og samfunnskunnskap bare under norsk, ikke som tiltak under «Deltakelse Intro»."
    does = "Registers Norwegian and social studies under norsk only, not as a measure of the introduction programme."
    laerer = "Norsk skal stå begge steder; NIR advarer, og programmet ser ut til å stå stille."
    teaches = "Norwegian belongs in both places; NIR warns, and the programme seems to stand still."
    regler = ("NORSK-DOBBELT", "LUKKING-OPPHOLD")

    def endre(self, arbeid: list[Arbeid], innbygger: Innbygger, m: Vanemoenster, t: Tilfeldig) -> list[Arbeid]:
        return [
            self.droppet(a) if a.type == "tiltak" and a.innhold["tiltakstype"] in _NORSKE_TILTAK else a for a in arbeid
        ]


class SerIkkeFlytting(Personvane):
    """A participant moves; the old kommune goes on, and the new one has heard nothing."""

    navn = "ser-ikke-flytting"
    standard = 0.2
    gjoer = (
        "Den gamle kommunen avslutter ikke den som flytter, og fører timer og tiltak en tid til; den nye begynner "
        "først etter noen måneder, som regel tre til seks."
    )
    does = (
        "The old kommune does not end who moves away and goes on for a while; the new one begins after some "
        "months only, as a rule three to six."
    )
    laerer = "Flytting deler ansvaret på dagen, og uten vedtak i ny kommune innen fristen avslutter NIR programmet."
    teaches = "Moving splits the responsibility on the day, and without a decision in the new kommune NIR closes."
    regler = ("LUKKING-FLYTTING", "TILGANG-ANSVAR", "VINDU-TO-MAANEDER")

    def endre(self, arbeid: list[Arbeid], innbygger: Innbygger, m: Vanemoenster, t: Tilfeldig) -> list[Arbeid]:
        dager = _dager(m.flytting_sees, t)
        gammel = arbeid[0].kommune
        ny = next((a for a in arbeid if a.kommune != gammel), None)
        if ny is None:
            return arbeid
        oppdaget = ny.registreres + timedelta(days=dager)
        slutter = ny.registreres + timedelta(days=m.flytting_foeres.verdi)
        ut = []
        for a in arbeid:
            if a.kommune == gammel:
                ut.append(self.droppet(a) if a.type == "avslutning" else a)
                continue
            ut.append(a._replace(registreres=oppdaget, vane=self.navn) if a.registreres < oppdaget else a)
            if a.type in ("tiltak", "timer") and a.registreres < slutter:
                ut.append(a._replace(kommune=gammel, ekstern_id=f"{gammel}-flyttet-{a.ekstern_id}", vane=self.navn))
        return ut


class HullMellomTiltak(Personvane):
    """Measures are held, but for a long time none is registered."""

    navn = "hull-mellom-tiltak"
    standard = 0.1
    gjoer = "Slutter å registrere tiltak for lenge, som regel sju til tolv måneder, eller for godt."
    does = "Stops registering measures for long, as a rule seven to twelve months, or for good."
    laerer = "Lang tid mellom vedtak eller tiltak er en av grunnene til at NIR avslutter selv."
    teaches = "A long time between decisions or measures is one of the causes for which NIR closes by itself."
    regler = ("LUKKING-OPPHOLD",)

    def endre(self, arbeid: list[Arbeid], innbygger: Innbygger, m: Vanemoenster, t: Tilfeldig) -> list[Arbeid]:
        hvor, dager, skjebne = t.random(), _dager(m.hull, t), t.randrange(_DELER) / _DELER
        for_godt = skjebne >= 1 - m.hull_for_godt.verdi
        tiltak = sorted({a.innhold["fra"] for a in arbeid if a.type == "tiltak"})[1:]
        if not tiltak:
            return arbeid
        fra: date = tiltak[int(hvor * len(tiltak))]
        til = date.max if for_godt else fra + timedelta(days=dager)
        return [self.droppet(a) if a.type == "tiltak" and fra <= a.innhold["fra"] < til else a for a in arbeid]


class GamleFeltPaaNyLov(Personvane):
    """Two laws, and the caseworker has but one screen in mind."""

    navn = "gamle-felt-paa-ny-lov"
    standard = 0.05
    gjoer = "Bruker skjermbildet til feil lov: sluttmål på gammel lov, utdanningsbakgrunn på 6A, ingen av delene på ny."
    does = "Uses the screen of the wrong law: sluttmål on the old, utdanningsbakgrunn on 6A, neither on the new."
    laerer = "Hver lov har sine felt: sluttmål og kontrakt finnes bare etter integreringsloven."
    teaches = "Each law has its fields: final goal and contract exist under integreringsloven only."
    regler = ("LOV-FELT", "LOV-6A")

    def endre(self, arbeid: list[Arbeid], innbygger: Innbygger, m: Vanemoenster, t: Tilfeldig) -> list[Arbeid]:
        vedtak = next((a for a in arbeid if _tildeling(a)), None)
        if vedtak is None:
            return arbeid
        ny = max(innbygger.opphold_gitt, innbygger.ankomst) >= INTEGRERINGSLOVEN_FRA
        if ny and innbygger.grunnlag != KOLLEKTIV:
            return [self.droppet(a) if a.type in _BARE_NY_LOV else a for a in arbeid]
        rolle, type_, innhold = (
            (NORSKBRUKER, "utdanningsbakgrunn", {"videregaaendeFullfoert": t.random() < m.feil_felt_vgo.verdi})
            if ny
            else (INTROBRUKER, "sluttmaal", {"sluttmaal": "arbeid"})
        )
        return [
            *arbeid,
            vedtak._replace(
                rolle=rolle,
                ekstern_id=_id(vedtak, type_),
                type=type_,
                innhold={**innhold, "dato": vedtak.registreres},
                vane=self.navn,
            ),
        ]


def _dager(spenn: Spenn, t: Tilfeldig) -> int:
    return t.randint(spenn.minst, spenn.mest)


def _tildeling(a: Arbeid) -> bool:
    return er(a, "vedtak", vedtakstype="tildeling")


def _id(a: Arbeid, noekkel: str) -> str:
    return f"{a.kommune}-{a.innbygger}-{noekkel}-{a.registreres:%Y%m%d}"
