"""What must agree within a profile: each key may be right by itself, and the whole still be what cannot be.

Each check yields where, and a sentence that says what is wrong and what would mend it, in bokmål and in English.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from fagsystem_sim.profiler import lover
from fagsystem_sim.profiler.livet import Sti
from fagsystem_sim.profiler.modell import Gruppe, Kull, Profil

AVRUNDING = 0.005
"""So far from 1 shares may add up to: they are published rounded."""

LENGST_VENTETID = 360
"""Days from settlement to start: NIR's clock begins a year before the first programme (`Profil.foerste_dag`)."""


DAGER = (
    ("foer.par_fra_hverandre", 0, 90, "de to i et par hører til samme kull"),
    ("hverdag.fravaersdager", 1, 31, "fraværet gjøres opp når måneden er over"),
    ("risiko.mellom_foedsler", 270, 4000, "et barn er ni måneder på vei"),
    ("avbrekk.far_fravaer", 1, 31, "fraværet gjøres opp når måneden er over"),
    ("vedtak.korteste", 1, 365, "et vedtak varer minst en dag"),
    ("vedtak.minst_igjen", 7, 365, "det som er igjen av et program, må rekke til et nytt vedtak"),
    ("vedtak.utvidet_norsk_dager", 1, 730, "et vedtak varer minst en dag"),
    ("vedtak.utvidet_norsk_foer", 31, 59, "kommunen ser etter en gang i måneden, og NIR tar imot i to (§2.4)"),
)
"""Days of a group that lie within narrower bounds than others, and why."""


class Feil(NamedTuple):
    """What is wrong, and at which key; ` / ` stands before the English."""

    hvor: str
    hva: str


def feil(p: Profil) -> Iterator[Feil]:
    """Everything that does not agree, in the order of the file."""
    yield from _tiden(p)
    yield from _andeler("grupper", {navn: g.andel.verdi for navn, g in p.grupper.items()}, "gruppen")
    for navn, g in p.grupper.items():
        yield from _gruppe(p, f"grupper.{navn}", g)
    s = p.saksbehandling
    if s.forsinkelse.verdi > s.lengste.verdi:
        yield Feil(
            "saksbehandling.forsinkelse.verdi",
            f"{s.forsinkelse.verdi:g} dager i gjennomsnitt er mer enn lengste.verdi ({s.lengste.verdi}). Sett den ned, "
            "eller lengste.verdi opp / The mean is above lengste.verdi; lower it, or raise that",
        )
    yield from _rundene(p)


def _tiden(p: Profil) -> Iterator[Feil]:
    if p.periode.fra.year != p.periode.til.year:
        yield Feil(
            "periode",
            f"{p.periode.fra}–{p.periode.til} går over flere år, men NIR regner tall for ett år om gangen. "
            f"Bruk for eksempel fra {p.periode.til.year}-01-01 / It goes over several years; NIR counts one at a time",
        )
    if p.simuleres.til < p.periode.til:
        yield Feil(
            "simuleres.til",
            f"{p.simuleres.til} ligger før periode.til ({p.periode.til}) / It lies before the end of periode",
        )


def _andeler(hvor: str, andeler: Mapping[str, float], hva: str) -> Iterator[Feil]:
    tomme = [navn for navn, andel in andeler.items() if not andel]
    for navn in tomme:
        yield Feil(
            f"{hvor}.{navn}.andel.verdi",
            f"er 0, så ingen kommer noen gang i {hva}. Gi den en andel over 0, eller ta den ut / It is 0; "
            "give it a share above 0, or take it out",
        )
    sum_ = sum(andeler.values())
    if not tomme and abs(sum_ - 1) > AVRUNDING:
        if len(andeler) == 1:
            yield Feil(
                f"{hvor}.{next(iter(andeler))}.andel.verdi",
                f"{sum_:g} må være 1 når {hva} er den eneste / It must be 1 where there is no other",
            )
        else:
            ledd = " + ".join(f"{andel:g}" for andel in andeler.values())
            yield Feil(
                hvor,
                f"andelene er {ledd} = {sum_:.4g}; til sammen skal de være 1 / The shares must add up to 1",
            )


def _gruppe(p: Profil, hvor: str, g: Gruppe) -> Iterator[Feil]:
    for nr, kull in enumerate(g.kull):
        yield from _kull(p, f"{hvor}.kull.{nr}", g, kull)
    halve = g.par.verdi / 2
    if not halve - AVRUNDING <= g.kvinner.verdi <= 1 - halve + AVRUNDING:
        yield Feil(
            f"{hvor}.kvinner.verdi",
            f"{g.kvinner.verdi:g} lar seg ikke forene med par.verdi ({g.par.verdi:g}): halvparten av dem som er i par, "
            f"er kvinner. Tillatt er da fra {halve:g} til {1 - halve:g} / "
            f"Half of the couples are women: it must be from {halve:g} to {1 - halve:g}",
        )
    yield from _foer(hvor, g)
    yield from _dagene(hvor, g)
    yield from _grunnlag(hvor, g)
    yield from _andeler(f"{hvor}.stier", {navn: sti.andel.verdi for navn, sti in g.stier.items()}, "stien")
    for navn, sti in g.stier.items():
        yield from _sti(f"{hvor}.stier.{navn}", g, sti)
    if g.lov == "introduksjonsloven":
        for tiltak, vekt in g.hverdag.tiltak.vekter.items():
            if vekt and tiltak in lover.NYE_TILTAK:
                yield Feil(
                    f"{hvor}.hverdag.tiltak.vekter.{tiltak}",
                    "kom med integreringsloven, og finnes ikke etter introduksjonsloven. Ta det ut / "
                    "There is none under introduksjonsloven; take it out",
                )
    for kjoenn in ("K", "M"):
        tidlig, slutt = getattr(g.risiko.tidlig, kjoenn).verdi, g.slutt
        if tidlig and not getattr(slutt.arbeid, kjoenn).verdi + getattr(slutt.utdanning, kjoenn).verdi:
            yield Feil(
                f"{hvor}.risiko.tidlig.{kjoenn}.verdi",
                f"{tidlig:g} lar seg ikke forene med slutt, der ingen ({kjoenn}) når arbeid eller utdanning. Sett den "
                f"til 0, eller gi slutt.arbeid.{kjoenn} eller slutt.utdanning.{kjoenn} en verdi over 0 / "
                "Nobody of them reaches work or education at all; set it to 0",
            )
    yield from _i_sin_tid(p, hvor, g)


def _kull(p: Profil, hvor: str, g: Gruppe, kull: Kull) -> Iterator[Feil]:
    if not kull.vekt:
        yield Feil(
            f"{hvor}.vekt",
            "er 0, så ingen begynner i kullet. Gi det en vekt over 0, eller ta det ut / "
            "It is 0; give it a weight above 0, or take it out",
        )
    if kull.fra < p.simuleres.fra or kull.til > p.periode.til:
        yield Feil(
            hvor,
            f"{kull.fra}–{kull.til} må ligge i {p.simuleres.fra}–{p.periode.til} (simuleres.fra–periode.til) / "
            "It must lie within simuleres.fra–periode.til",
        )
    foerst = lover.PROGRAM_FRA.get(g.lov)
    if foerst and kull.fra < foerst:
        foer = "integreringsloven" if g.lov == "integreringsloven6A" and kull.fra >= lover.NY_LOV else ""
        yield Feil(
            f"{hvor}.fra",
            f"{kull.fra} er for tidlig: i NIR begynner ingen program etter {lover.NAVN[g.lov]} før {foerst}. "
            f"La kullet begynne da, eller bruk lov: {foer or 'introduksjonsloven'} / "
            f"No programme under that law begins before {foerst}",
        )
    sist = _siste_start(g)
    if g.lov == "introduksjonsloven" and kull.til > sist:
        yield Feil(
            f"{hvor}.til",
            f"{kull.til} er for sent: introduksjonsloven gjelder den som fikk opphold før {lover.NY_LOV}, og med "
            f"dagene i foer begynner den siste av dem {sist}. La kullet slutte da, eller bruk lov: integreringsloven / "
            f"The last of those under that law begins {sist}",
        )


def _siste_start(g: Gruppe) -> date:
    """The last day on which somebody granted residence under introduksjonsloven can begin, by the days of `foer`."""
    f = g.foer
    til_bosatt = max(f.opphold_til_bosatt.mest, f.familie_til_bosatt.mest)
    return lover.NY_LOV + timedelta(days=til_bosatt + f.bosatt_til_tilbud.mest + f.tilbud_til_start.mest - 1)


def _foer(hvor: str, g: Gruppe) -> Iterator[Feil]:
    dager = g.foer.bosatt_til_tilbud.mest + g.foer.tilbud_til_start.mest
    if dager > LENGST_VENTETID:
        yield Feil(
            f"{hvor}.foer",
            f"bosatt_til_tilbud.mest + tilbud_til_start.mest er {dager} dager. Tillatt er til sammen høyst "
            f"{LENGST_VENTETID}: det simuleres fra et år før det første programmet / The days from settlement to start "
            f"must be at most {LENGST_VENTETID}",
        )


def _dagene(hvor: str, g: Gruppe) -> Iterator[Feil]:
    for sted, minst, mest, hvorfor in DAGER:
        del_, navn = sted.split(".")
        tall = getattr(getattr(g, del_), navn)
        for felt in ("verdi", "minst", "mest"):
            dager = getattr(tall, felt, minst)
            if not minst <= dager <= mest:
                yield Feil(
                    f"{hvor}.{sted}.{felt}",
                    f"{dager} er utenfor det tillatte, fra {minst} til {mest} dager: {hvorfor}",
                )


def _grunnlag(hvor: str, g: Gruppe) -> Iterator[Feil]:
    brukt = {grunn for grunn, vekt in g.grunnlag.vekter.items() if vekt}
    if g.lov == "integreringsloven6A" and brukt != {lover.KOLLEKTIV}:
        yield Feil(
            f"{hvor}.grunnlag.vekter",
            f"kapittel 6A gjelder bare den som har opphold etter § {lover.KOLLEKTIV} (kollektiv beskyttelse). "
            f'Bruk {{"{lover.KOLLEKTIV}": 1}}, og sett de andre i en gruppe etter integreringsloven / '
            f"Chapter 6A is for section {lover.KOLLEKTIV} alone",
        )
    if g.lov == "integreringsloven" and lover.KOLLEKTIV in brukt:
        yield Feil(
            f"{hvor}.grunnlag.vekter.{lover.KOLLEKTIV}",
            f"den som har opphold etter § {lover.KOLLEKTIV}, følger kapittel 6A. Sett dem i en gruppe med "
            f"lov: integreringsloven6A / Section {lover.KOLLEKTIV} is under chapter 6A",
        )


def _sti(hvor: str, g: Gruppe, sti: Sti) -> Iterator[Feil]:
    if g.lov == "introduksjonsloven":
        for navn, verdi in (("vgo", sti.vgo), ("sluttmaal", sti.sluttmaal)):
            if verdi is not None:
                yield Feil(
                    f"{hvor}.{navn}",
                    "hører til integreringsloven, og registreres ikke her. Ta den ut / "
                    "It belongs to integreringsloven; take it out",
                )
    lengst = lover.lengste(g.lov, sti.vgo, sti.sluttmaal, max(kull.til for kull in g.kull))
    for maaneder, vekt in sti.maaneder.vekter.items():
        if vekt and maaneder > lengst:
            yield Feil(
                f"{hvor}.maaneder.vekter.{maaneder}",
                f"er lengre enn NIR kan holde etter {lover.NAVN[g.lov]}. Tillatt er fra 1 til {lengst} måneder"
                + (" for den som har videregående fra før" if lengst == 12 and g.lov == "integreringsloven" else "")
                + f" / It is longer than NIR can hold: at most {lengst} months",
            )


def _i_sin_tid(p: Profil, hvor: str, g: Gruppe) -> Iterator[Feil]:
    """What only some laws give, and only for a time."""
    if g.utvidet_norsk.verdi:
        if g.lov != "integreringsloven6A":
            yield Feil(
                f"{hvor}.utvidet_norsk.verdi",
                "finnes bare etter kapittel 6A. Sett den til 0, eller ta den ut / It exists under chapter 6A alone",
            )
        elif p.simuleres.til < lover.NYTT_I_6A:
            yield Feil(
                f"{hvor}.utvidet_norsk.verdi",
                f"finnes fra {lover.NYTT_I_6A}, men det simuleres bare til {p.simuleres.til}. Sett den til 0 / "
                f"It exists from {lover.NYTT_I_6A}",
            )
    if g.utover_grensen.verdi and not (p.simuleres.fra <= lover.COVID_TIL and p.simuleres.til >= lover.COVID_FRA):
        yield Feil(
            f"{hvor}.utover_grensen.verdi",
            f"kommer av covid-lovene, som gjaldt {lover.COVID_FRA}–{lover.COVID_TIL}. Sett den til 0, eller ta den ut "
            f"/ The covid laws were in force {lover.COVID_FRA}–{lover.COVID_TIL} alone",
        )


def _rundene(p: Profil) -> Iterator[Feil]:
    foer, hva = p.periode.til, "periode.til"
    for nr, runde in enumerate(p.retting):
        hvor = f"retting.{nr}"
        if runde.dag > p.simuleres.til:
            yield Feil(
                f"{hvor}.dag",
                f"{runde.dag} ligger etter simuleres.til ({p.simuleres.til}), og kommer aldri / It lies after "
                "simuleres.til, and never comes",
            )
        elif runde.dag <= foer:
            rest = "; årets tall rettes når året er over" if nr == 0 else "; rundene skal stå i rekkefølge"
            yield Feil(
                f"{hvor}.dag", f"{runde.dag} ligger ikke etter {hva} ({foer}){rest} / It does not lie after {hva}"
            )
        foer, hva = runde.dag, f"{hvor}.dag"
        if runde.merke and not runde.tilgang_fra:
            yield Feil(
                f"{hvor}.merke",
                "hører til etterregistreringstilgang: oppgi tilgang_fra og tilgang_til, eller ta det ut / "
                "It belongs to an access: give its days, or take it out",
            )
