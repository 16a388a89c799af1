"""All the rules, by id, in the order in which they are met and told (design.md §4)."""

from mocknir.rules import (
    avslutning,
    ekstern_id,
    funksjon,
    klage,
    kode,
    lov,
    lukking,
    norsk,
    overfoering,
    periode,
    person,
    program,
    programtid,
    programtimer,
    stans,
    statistikk,
    tilgang,
    vindu,
)
from mocknir.rules.regel import Regel


def lag_katalog(*regler: Regel) -> dict[str, Regel]:
    """The rules by id; ValueError when two have the same."""
    katalog: dict[str, Regel] = {}
    for regel in regler:
        if regel.id in katalog:
            raise ValueError(f"To regler heter {regel.id} / two rules are called {regel.id}")
        katalog[regel.id] = regel
    return katalog


KATALOG: dict[str, Regel] = lag_katalog(
    tilgang.bruker,
    tilgang.kommune,
    overfoering.stengt,
    tilgang.rolle,
    person.nummer,
    person.ukjent,
    ekstern_id.ekstern_id,
    tilgang.ansvar,
    kode.kode,
    periode.periode,
    vindu.to_maaneder,
    vindu.fremtid,
    lov.felt,
    lov.kapittel_6a,
    funksjon.funksjon,
    programtid.programtid,
    program.rekkefoelge,
    program.overlapp,
    programtimer.timer,
    stans.lengde,
    stans.begrunnelse,
    klage.vedtak,
    norsk.dobbelt,
    avslutning.aarsak,
    avslutning.forlenget,
    norsk.norskfrist,
    norsk.utvidet,
    *lukking.LUKKINGER,
    statistikk.maal,
    statistikk.unntak_2021,
)
