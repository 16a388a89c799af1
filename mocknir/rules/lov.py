"""LOV-…: what belongs to one law only (domain.md §2.2)."""

from datetime import date

from mocknir.register.felt import antatt, dokumentert
from mocknir.register.kodeverk import UTVIDET_NORSK
from mocknir.register.lov import INTRODUKSJONSLOVEN, KAPITTEL_6A, KAPITTEL_6A_FRA, LOVNAVN
from mocknir.register.registreringer import NORSK
from mocknir.register.tekst import les_dato
from mocknir.register.vurdering import SLETT, Funn, Parametre, Sak
from mocknir.rules import ordlyd
from mocknir.rules.regel import IKKE_AKTUELL, Parameter, Svar, regel

_BARE_NY_LOV = ("sluttmaal", "integreringskontrakt", "utdanningsbakgrunn", "norskmaal", "fulltidVgo")


@regel(
    "LOV-FELT",
    tittel="Registreringen finnes i loven som gjelder for personen",
    title="The law that governs the person has this registration",
    kilde=dokumentert("§2.2 [S6]"),
    typer=_BARE_NY_LOV,
)
def felt(sak: Sak, p: Parametre) -> Svar:
    """Five kinds of registration came with integreringsloven (domain.md §2.2 [S6])."""
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    if sak.d.lov(sak.i.fra or sak.idag) != INTRODUKSJONSLOVEN:
        return None
    nb, en = ordlyd.typenavn(sak.type)
    return Funn(
        f"Personen følger introduksjonsloven, og «{nb}» registreres bare etter integreringsloven. Etter "
        "introduksjonsloven registreres vedtak, tiltak, timer, fravær, permisjon og avslutningsårsak.",
        f"The person is under the Introduction Act, and “{en}” is registered under the Integration Act only. Under "
        "the Introduction Act decisions, measures, hours, absence, leave and the reason for ending are registered.",
        sak.type,
    )


@regel(
    "LOV-6A",
    tittel="Registreringen passer med kapittel 6A",
    title="The registration agrees with chapter 6A",
    kilde=dokumentert("§2.2, §2.4 [S13]"),
    detaljer=antatt("§2.2 [S13]"),
    typer=("vedtak", "utdanningsbakgrunn"),
    fra=KAPITTEL_6A_FRA,
    parametre=[
        Parameter("utdanningsbakgrunn_fra", "2023-07-01", "Dagen NIR tar imot utdanningsbakgrunn etter kapittel 6A",
                  "The day from which NIR takes utdanningsbakgrunn under chapter 6A", antatt("§2.2 [S13]"),
                  form=les_dato),
    ],
)  # fmt: skip
def kapittel_6a(sak: Sak, p: Parametre) -> Svar:
    """Chapter 6A had no utdanningsbakgrunn in 2022/23, and alone has utvidet norskopplæring (§ 43 g).

    Domain.md §2.2 and §2.4 [S13]; that utdanningsbakgrunn came with the law change of 1 July 2023 is `antatt`.
    """
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    if sak.type == "vedtak":
        return _utvidet(sak) if sak.i.kode == UTVIDET_NORSK else None
    if sak.idag.isoformat() >= p["utdanningsbakgrunn_fra"] or sak.d.lov(sak.i.fra or sak.idag) != KAPITTEL_6A:
        return None
    fra = date.fromisoformat(p["utdanningsbakgrunn_fra"])
    return Funn(
        "Personen følger kapittel 6A (kollektiv beskyttelse), der utdanningsbakgrunn ikke registreres før "
        f"{fra:%d.%m.%Y}. Fristen for norsk er 12 måneder fra første vedtak uansett.",
        "The person is under chapter 6A (collective protection), where utdanningsbakgrunn is not registered before "
        f"{fra}. The deadline for Norwegian is 12 months from the first decision in any case.",
        sak.type,
    )


def _utvidet(sak: Sak) -> Svar:
    lov = sak.d.lov(sak.i.fra or sak.idag)
    if lov != KAPITTEL_6A:
        return Funn(
            f"Utvidet norskopplæring (§ 43 g) gjelder bare etter kapittel 6A, og personen følger {LOVNAVN[lov][0]}. "
            "Bruk vedtakstypen tildeling.",
            f"Extended Norwegian (section 43 g) holds under chapter 6A only, and the person is under "
            f"{LOVNAVN[lov][1]}. Use the kind tildeling.",
            "vedtakstype",
        )
    if sak.i.ordning != NORSK:
        return Funn(
            f"Utvidet norskopplæring hører til ordningen «norsk», ikke «{sak.i.ordning}». Bruk ordning «norsk».",
            f"Extended Norwegian belongs to the scheme “norsk”, not “{sak.i.ordning}”. Use ordning “norsk”.",
            "ordning",
        )
    return None
