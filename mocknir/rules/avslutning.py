"""AVSLUTNING-…: the reason for ending (domain.md §2.9, [B])."""

from mocknir.register.felt import antatt, dokumentert
from mocknir.register.kodeverk import IKKE_REGISTRERT, teller_som_maal
from mocknir.register.registreringer import INTRO
from mocknir.register.vurdering import SLETT, Alvor, Funn, Parametre, Sak
from mocknir.rules import tenkt
from mocknir.rules.kode import vurder_kode
from mocknir.rules.regel import IKKE_AKTUELL, Svar, regel


@regel(
    "AVSLUTNING-AARSAK",
    tittel="Avslutningsårsaken er kjent for loven, og satt av kommunen",
    title="The reason for ending is known for the law, and set by the kommune",
    kilde=dokumentert("§2.9 [S42][S12]"),
    detaljer=antatt("§2.9 [INF]"),
    typer=("avslutning",),
)
def aarsak(sak: Sak, p: Parametre) -> Svar:
    """The kommune reports the main activity at the end; only NIR says that no reason is registered.

    Domain.md §2.3 [S22]: with several statuses the kommune judges the main one. «Avslutningsårsak ikke registrert» is
    what NIR shows for those it closed itself (domain.md §4 [S12]).
    """
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    i = sak.i
    dag, kode = i.fra or sak.idag, i.kode or ""
    if kode == IKKE_REGISTRERT:
        return Funn(
            "«Avslutningsårsak ikke registrert» settes bare av NIR. Oppgi hovedaktiviteten ved slutten, for eksempel "
            "arbeidHeltid, videregaaende eller annet.",
            "“Avslutningsårsak ikke registrert” is set by NIR alone. Give the main activity at the end, for instance "
            "arbeidHeltid, videregaaende or annet.",
            "avslutningsaarsak",
        )
    return vurder_kode("avslutningsaarsak", "avslutningsaarsak", kode, dag, sak.idag, sak.d.lov(dag))


@regel(
    "AVSLUTNING-FORLENGET",
    tittel="Avslutningsårsak er ikke satt på en deltaker som fortsatt er i forlenget program",
    title="No reason for ending is set on somebody still in an extended programme",
    kilde=dokumentert("§4 [B][S12]"),
    detaljer=antatt("§4 [B]"),
    alvor=Alvor.ADVARSEL,
    typer=("avslutning",),
)
def forlenget(sak: Sak, p: Parametre) -> Svar:
    """A reason such as «Annet» on somebody still in an extended programme reads as «ikke måloppnåelse» [B].

    Still in it: there is a vedtak on forlengelse, and its planned end lies ahead of today (`antatt`).
    """
    i = sak.i
    if i.ordning != INTRO or sak.handling == SLETT or i.fra is None:
        return IKKE_AKTUELL
    program = tenkt.eget_program(sak, i.fra)
    if program is None or not program.forlenget:
        return IKKE_AKTUELL
    slutt = program.planlagt_slutt
    if slutt is not None and slutt <= sak.idag:
        return None
    nb, en = (f"til {slutt:%d.%m.%Y}", f"until {slutt}") if slutt else ("uten sluttdato", "without an end")
    leses = reads = ""
    if not teller_som_maal(i.kode):
        leses = " Avslutningsårsaken leses som ikke måloppnåelse."
        reads = " The reason reads as «ikke måloppnåelse» (goal not reached)."
    return Funn(
        f"Deltakeren har forlenget program {nb}.{leses} Er deltakeren fortsatt i program, skal avslutningsårsak ikke "
        "registreres: slett avslutningen. Er programmet slutt, er registreringen riktig.",
        f"The participant has an extended programme {en}.{reads} If the participant is still in it, no reason is to be "
        "registered: delete the ending. If the programme is over, the registration is right.",
        "avslutningsaarsak",
    )
