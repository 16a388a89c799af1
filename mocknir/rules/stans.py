"""STANS-LENGDE and VEDTAK-BEGRUNNELSE: what a vedtak on stans or avslag must say (domain.md §2.3, §2.4)."""

from datetime import timedelta
from typing import cast

from mocknir.register import mengde
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.felt import antatt, dokumentert
from mocknir.register.kodeverk import AVSLAG, STANS_MIDLERTIDIG, STANS_PERMANENT
from mocknir.register.registreringer import INTRO, Vedtak
from mocknir.register.vurdering import SLETT, Alvor, Funn, Parametre, Sak
from mocknir.rules.regel import IKKE_AKTUELL, Parameter, Svar, regel
from mocknir.rules.tenkt import kan_regnes


@regel(
    "STANS-LENGDE",
    tittel="Midlertidig stans varer høyst tre måneder",
    title="A temporary stop lasts three months at most",
    kilde=dokumentert("§2.4 [S29]"),
    detaljer=antatt("§2.4 [S29]"),
    typer=("vedtak",),
    parametre=[
        Parameter("maaneder", 3, "Lengste midlertidige stans i måneder", "The longest temporary stop in months",
                  dokumentert("§2.4 [S29]"), mest=120),
    ],
)  # fmt: skip
def lengde(sak: Sak, p: Parametre) -> Svar:
    """Midlertidig stans is up to three months, permanent beyond that (domain.md §2.4 [S29]).

    A stop without an end is let in with a warning (`antatt`): the kommune may not know the day yet.
    """
    i = sak.i
    if i.kode != STANS_MIDLERTIDIG or sak.handling == SLETT or i.ordning != INTRO:
        return IKKE_AKTUELL
    if i.fra is None or not kan_regnes(i.fra):
        return IKKE_AKTUELL
    maaneder: int = p["maaneder"]
    siste = legg_til_maaneder(i.fra, maaneder) - timedelta(days=1)
    if i.til is None:
        return Funn(
            f"Midlertidig stans fra {i.fra:%d.%m.%Y} har ingen til-dato. Registrer den når den er kjent, senest "
            f"{siste:%d.%m.%Y}; varer stansen lenger, bruk stansPermanent.",
            f"The temporary stop from {i.fra} has no last day. Register it once it is known, {siste} at the latest; if "
            "it lasts longer, use stansPermanent.",
            "til",
            Alvor.ADVARSEL,
        )
    if i.til <= siste:
        return None
    lengde, length = mengde.maaneder(maaneder)
    return Funn(
        f"Midlertidig stans varer {i.fra:%d.%m.%Y}–{i.til:%d.%m.%Y}, mer enn {lengde}. Sett til senest "
        f"{siste:%d.%m.%Y}, eller bruk stansPermanent.",
        f"The temporary stop lasts {i.fra}–{i.til}, more than {length}. Set til to {siste} at the latest, or "
        "use stansPermanent.",
        "til",
    )


@regel(
    "VEDTAK-BEGRUNNELSE",
    tittel="Avslag har begrunnelse",
    title="A refusal gives its reason",
    kilde=dokumentert("§2.3 [S22]"),
    typer=("vedtak",),
    parametre=[
        Parameter("ogsaa_stans", False, "Krev begrunnelse for stans også", "Require a reason for a stop too",
                  antatt("§2.4 [S29]")),
    ],
)  # fmt: skip
def begrunnelse(sak: Sak, p: Parametre) -> Svar:
    """A vedtak on avslag is registered «with reason» (domain.md §2.3 [S22])."""
    i = sak.i
    kode = i.kode
    if kode == AVSLAG:
        hva, what = "avslag", "avslag"
    elif p["ogsaa_stans"] and kode in (STANS_MIDLERTIDIG, STANS_PERMANENT):
        hva, what = "stans", "a stop"
    else:
        return IKKE_AKTUELL
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    if (cast(Vedtak, i).begrunnelse or "").strip():
        return None
    return Funn(
        f"Vedtak om {hva} mangler begrunnelse. Fyll ut begrunnelse i klartekst.",
        f"A decision on {what} lacks its reason. Fill in begrunnelse in plain text.",
        "begrunnelse",
    )
