"""NORSK-… and UTVIDET-6A: training in Norwegian, its deadlines and its double registration (domain.md §5, [B])."""

from datetime import date
from typing import cast

from mocknir.register import frist as frister
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.deltaker import Deltaker
from mocknir.register.felt import antatt, dokumentert
from mocknir.register.frist import Frist
from mocknir.register.kodeverk import FORLENGELSE, TILDELING, UTVIDET_NORSK
from mocknir.register.lov import KAPITTEL_6A, KOLLEKTIV_BESKYTTELSE
from mocknir.register.registreringer import NORSK, FulltidVgo
from mocknir.register.vurdering import SLETT, Alvor, Funn, Parametre, Sak
from mocknir.rules import ordlyd, tenkt
from mocknir.rules.programtid import ramme
from mocknir.rules.regel import IKKE_AKTUELL, Parameter, Svar, regel

_NORSKE_TILTAK = frozenset({"norskopplaring", "samfunnskunnskap"})
_FAG_I_INTRO = {"norsk": frozenset({"norskopplaring"}), "samfunnskunnskap": _NORSKE_TILTAK}
"""Hours of social studies may stand under a tiltak of Norwegian, which often includes them (domain.md §2.5 c)."""
_GIR_NORSK = (TILDELING, FORLENGELSE, UTVIDET_NORSK)


@regel(
    "NORSK-DOBBELT",
    tittel="Norsk er registrert både under norsk og under intro",
    title="Norwegian is registered both under norsk and under intro",
    kilde=dokumentert("§0 pkt. 5 [B][S11]"),
    detaljer=antatt("§9 [B]"),
    alvor=Alvor.ADVARSEL,
    typer=("timer", "tiltak"),
)
def dobbelt(sak: Sak, p: Parametre) -> Svar:
    """Norsk and samfunnskunnskap are registered under Deltakelse norsk AND under «Deltakelse Intro» [B][S11].

    Forgetting one of them is a typical mistake (domain.md §9 [B]). That a day in common is enough for the two to
    belong together is `antatt`.
    """
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    i = sak.i
    fra, til = i.fra, i.til or date.max
    if fra is None:
        return IKKE_AKTUELL
    if sak.type == "timer":
        tiltakstyper = _FAG_I_INTRO.get(i.kode or "")
        if tiltakstyper is None or i.ordning != NORSK or sak.d.program_paa(fra) is None:
            return IKKE_AKTUELL
        for tiltak in reversed(sak.d.av_type("tiltak")):  # the one that runs came last
            if tiltak.kode in tiltakstyper and (tiltak.fra or fra) <= til and fra <= tiltak.slutt:
                return None
        nb, en = (f"{fra:%d.%m.%Y}", f"{fra}") if i.til == fra else ordlyd.periode(fra, i.til)
        return Funn(
            f"Timene {nb} står under norsk, men personen er i introduksjonsprogram uten "
            f"tiltak for {i.kode} i perioden. Registrer også tiltaket ({' eller '.join(sorted(tiltakstyper))}) under "
            "«Deltakelse Intro».",
            f"The hours of {en} stand under norsk, but the person is in an introduction programme without a "
            f"measure for {i.kode} in that period. Register the tiltak ({' or '.join(sorted(tiltakstyper))}) under "
            "“Deltakelse Intro” too.",
            "fag",
        )
    if i.kode not in _NORSKE_TILTAK:
        return IKKE_AKTUELL
    for vedtak in reversed(sak.d.av_type("vedtak")):
        samtidig = (vedtak.fra or fra) <= til and fra <= vedtak.slutt
        if samtidig and vedtak.ordning == NORSK and vedtak.kode in _GIR_NORSK:
            return None
    for timer in reversed(sak.d.av_type("timer")):
        if timer.ordning == NORSK and (timer.fra or fra) <= til and fra <= timer.slutt:
            return None
    return Funn(
        f"Tiltaket {i.kode} står under intro, men ikke vedtak eller timer under ordningen norsk i perioden. "
        "Registrer også vedtak om norsk, og timene måned for måned, under «Deltakelse norsk».",
        f"The measure {i.kode} stands under intro, but there is neither a decision nor hours under the scheme norsk in "
        "that period. Register the decision on norsk, and the hours month by month, under “Deltakelse norsk” too.",
        "tiltakstype",
    )


@regel(
    "NORSK-FRIST",
    tittel="Norskopplæringen er innenfor fristen",
    title="The training in Norwegian is within its deadline",
    kilde=dokumentert("§5.1 [S41], §5.2 [S6], §5.3 [S13]"),
    detaljer=antatt("§5.5 [INF]"),
    alvor=Alvor.ADVARSEL,
    typer=("vedtak", "timer"),
    parametre=[
        ramme("norsk_gammel_m", "Måneder til fristen etter introduksjonsloven",
              "Months to the deadline under the Introduction Act", dokumentert("§5.1 [S41][S50b]")),
        ramme("norsk_vgo_m", "Måneder til fristen med videregående fra før", "Months with upper secondary from before",
              dokumentert("§5.2 [S6][S5]")),
        ramme("norsk_uten_vgo_m", "Måneder til fristen uten videregående fra før",
              "Months without upper secondary from before", dokumentert("§5.2 [S6][S5]")),
        ramme("norsk_6a_m", "Måneder til fristen etter kapittel 6A", "Months under chapter 6A",
              dokumentert("§5.3 [S13]")),
        ramme("samfunnskunnskap_m", "Måneder til fristen for samfunnskunnskap", "Months for social studies",
              dokumentert("§5.2 [S41]")),
    ],
)  # fmt: skip
def norskfrist(sak: Sak, p: Parametre) -> Svar:
    """Norwegian is to be completed in 18 months, 3 years, or 12 months under chapter 6A (domain.md §5).

    Hours after the deadline are still true, so they are let in with a word.
    """
    i = sak.i
    if i.ordning != NORSK or sak.handling == SLETT:
        return IKKE_AKTUELL
    dag, felt = (i.til, "til") if i.til is not None else (i.fra, "fra")
    if dag is None or not tenkt.kan_regnes(dag):
        return IKKE_AKTUELL
    deltaker = sak.d
    if sak.type == "vedtak":
        if i.kode not in (TILDELING, FORLENGELSE):
            return IKKE_AKTUELL
        deltaker = tenkt.med(sak, tenkt.post(sak))  # under chapter 6A the first decision sets the deadline
    elif i.kode == "samfunnskunnskap":
        frist = frister.samfunnskunnskapsfrist(deltaker.person, deltaker.rammer, dag)
        if frist is not None:
            return _etter(frist, dag, felt) if dag > frist.dato else None
    elif _lenge_til(sak, p, dag):
        return None
    siste = frister.norskfrist_dato(deltaker.person, deltaker.poster, deltaker.rammer, dag)
    if siste is None or dag <= siste or _utvidet(deltaker, dag):
        return None
    frist = frister.norskfrist(deltaker.person, deltaker.poster, deltaker.rammer, dag)
    assert frist is not None  # it has the day that was just reckoned
    return _etter(frist, dag, felt)


def _lenge_til(sak: Sak, p: Parametre, dag: date) -> bool:
    """Whether the day lies before the shortest deadline, so that none need be computed."""
    opphold = sak.d.person.opphold
    return (
        len(opphold) == 1
        and opphold[0].grunnlag != KOLLEKTIV_BESKYTTELSE
        and dag.toordinal() - opphold[0].gitt.toordinal()
        <= 28 * min(p["norsk_vgo_m"], p["norsk_uten_vgo_m"], p["norsk_gammel_m"])
    )


def _utvidet(deltaker: Deltaker, dag: date) -> bool:
    return any(
        v.kode == UTVIDET_NORSK and v.fra is not None and v.fra <= dag <= v.slutt for v in deltaker.av_type("vedtak")
    )


def _etter(frist: Frist, dag: date, felt: str) -> Funn:
    logg = "; ".join(f"{s.tekst} → {s.dato:%d.%m.%Y}" for s in frist.logg)
    log = "; ".join(f"{s.text} → {s.dato}" for s in frist.logg)
    return Funn(
        f"{felt} {dag:%d.%m.%Y} ligger etter «{frist.navn}» {frist.dato:%d.%m.%Y} ({logg}). Ventet var {felt} senest "
        "den dagen; registrer manglende permisjon eller utdanningsbakgrunn hvis fristen er feil.",
        f"{felt} {dag} lies after “{frist.name}” {frist.dato} ({log}). Expected was {felt} on that day at the latest; "
        "register missing leave or utdanningsbakgrunn if the deadline is wrong.",
        felt,
    )


@regel(
    "UTVIDET-6A",
    tittel="Utvidet norskopplæring ligger rundt fristen, og VGO er besvart",
    title="Extended Norwegian lies around the deadline, and VGO has been answered",
    kilde=dokumentert("§2.4 [S13][S21]"),
    detaljer=antatt("§2.4 [S13]"),
    typer=("vedtak",),
    fra=date(2023, 7, 1),
    parametre=[
        Parameter("maaneder", 2, "Måneder før og etter fristen vedtaksdatoen kan ligge",
                  "Months before and after the deadline the decision may lie", dokumentert("§2.4 [S13]"), mest=120),
        Parameter("antall_vgo_ja", 1, "Flest vedtak for den som går i videregående på fulltid",
                  "Most decisions for who attends upper secondary full time", antatt("§2.4 [S13]")),
        Parameter("antall_vgo_nei", 2, "Flest vedtak for den som ikke gjør det", "Most decisions for who does not",
                  antatt("§2.4 [S13]")),
    ],
)  # fmt: skip
def utvidet(sak: Sak, p: Parametre) -> Svar:
    """Vedtaksdato must lie within two months before and after the gjennomføringsfrist (domain.md §2.4 [S13]).

    VGO yes or no must be registered first and decides how many such vedtak NIR accepts [S13][S21]; that it is read off
    fulltidVgo, and how many, is `antatt`.
    """
    i = sak.i
    if i.kode != UTVIDET_NORSK or sak.handling == SLETT:
        return IKKE_AKTUELL
    fra = i.fra or sak.idag
    if i.ordning != NORSK or not tenkt.kan_regnes(fra) or sak.d.lov(fra) != KAPITTEL_6A:
        return IKKE_AKTUELL  # LOV-6A says why
    funn = []
    svar = sak.d.av_type("fulltidVgo")
    if not svar:
        funn.append(Funn(
            "VGO ja/nei er ikke besvart. Registrer fulltidVgo (ja eller nei) før vedtaket om utvidet norskopplæring.",
            "VGO yes/no has not been answered. Register fulltidVgo (yes or no) before the decision on extended "
            "Norwegian.",
            "vedtakstype",
        ))  # fmt: skip
    frist = frister.norskfrist(sak.d.person, sak.d.poster, sak.d.rammer, fra)
    if frist is None:
        funn.append(Funn(
            "Personen har ikke vedtak om tildeling av norsk, så det er ingen frist å utvide. Registrer det først.",
            "The person has no decision on tildeling of norsk, so there is no deadline to extend. Register that first.",
            "vedtakstype",
        ))  # fmt: skip
        return funn
    vedtaksdato: date = i.vedtaksdato  # type: ignore[attr-defined]  # it is a vedtak
    foerst = legg_til_maaneder(frist.dato, -p["maaneder"])
    sist = legg_til_maaneder(frist.dato, p["maaneder"])
    if not foerst <= vedtaksdato <= sist:
        funn.append(Funn(
            f"vedtaksdato {vedtaksdato:%d.%m.%Y} må ligge fra {foerst:%d.%m.%Y} til {sist:%d.%m.%Y}: {p['maaneder']} "
            f"måneder før og etter frist for gjennomføring {frist.dato:%d.%m.%Y}.",
            f"vedtaksdato {vedtaksdato} must lie from {foerst} to {sist}: {p['maaneder']} months before and after the "
            f"deadline for completing, {frist.dato}.",
            "vedtaksdato",
        ))  # fmt: skip
    if svar:
        siste = max(svar, key=lambda post: (post.fra or date.min, post.id))
        ja = cast(FulltidVgo, siste.innhold).deltar
        mest: int = p["antall_vgo_ja"] if ja else p["antall_vgo_nei"]
        staar = [v for v in sak.d.av_type("vedtak") if v.kode == UTVIDET_NORSK and v is not sak.foer]
        if len(staar) >= mest:
            ider = ", ".join(v.ekstern_id for v in staar) or "-"
            funn.append(Funn(
                f"NIR godtar {mest} vedtak om utvidet norskopplæring når VGO er «{'ja' if ja else 'nei'}», og det står "
                f"alt {len(staar)} (eksternId {ider}). Rett et av dem, eller slett det først.",
                f"NIR accepts {mest} decisions on extended Norwegian when VGO is “{'yes' if ja else 'no'}”, and "
                f"{len(staar)} stand already (eksternId {ider}). Correct one of them, or delete it first.",
                "vedtakstype",
            ))  # fmt: skip
    return funn or None
