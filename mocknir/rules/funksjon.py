"""FUNKSJON-DATO: what NIR could not yet hold on a virtual day (domain.md §1.7)."""

from datetime import date

from mocknir.register.felt import Kilde, antatt, dokumentert
from mocknir.register.kodeverk import UTVIDET_NORSK
from mocknir.register.lov import INTRODUKSJONSLOVEN
from mocknir.register.skjema import TYPER
from mocknir.register.tekst import Ugyldig, les_dato
from mocknir.register.vurdering import SLETT, Funn, Parametre, Sak
from mocknir.rules import ordlyd
from mocknir.rules.regel import IKKE_AKTUELL, Parameter, Svar, regel

SISTE_LEVERANSE = date(2023, 7, 1)
"""The last delivery known: from then on NIR holds all that this contract has (domain.md §1.7 [S21])."""

_JAN, _MARS, _MAI = "2021-01-01", "2021-03-01", "2021-05-01"
_S4 = dokumentert("§1.7 [S4][S5b]")
_INTEGRERINGSLOVEN: dict[str, tuple[str, Kilde]] = {
    "utdanningsbakgrunn": (_JAN, _S4),
    **dict.fromkeys(("kontakt", "norskmaal", "sluttmaal", "integreringskontrakt", "vedtak", "timer", "tiltak",
                     "fravaer"), (_MARS, _S4)),
    **dict.fromkeys(("permisjon", "spraak", "fritak", "mottakstiltak"), (_MARS, antatt("§1.7 [S4]"))),
    **dict.fromkeys(("avslutning", "fulltidVgo"), (_MAI, _S4)),
}  # fmt: skip
_ALLE = {"klage": _MAI, "reservasjon": _MAI}
_NY_LOV_NOEKKEL = {type_: f"integreringsloven.{type_}" for type_ in _INTEGRERINGSLOVEN}
_ALLE_NOEKKEL = {type_: f"alle.{type_}" for type_ in _ALLE}
C1K2 = "integreringsloven.C1K2"
UTVIDET = "integreringsloven6A.utvidetNorsk"


def _dag(tekst: str) -> date:
    dag = les_dato(tekst)
    if dag > SISTE_LEVERANSE:
        raise Ugyldig(
            f"«{tekst}» må være {SISTE_LEVERANSE} eller før", f"«{tekst}» must be {SISTE_LEVERANSE} or before"
        )
    return dag


def _parameter(navn: str, dag: str, nb: str, en: str, kilde: Kilde) -> Parameter:
    return Parameter(
        navn,
        dag,
        f"Første dag NIR tar imot {nb}",
        f"The first day on which NIR takes {en}",
        kilde,
        form=_dag,
    )


@regel(
    "FUNKSJON-DATO",
    tittel="NIR kan ta imot registreringen på denne datoen",
    title="NIR can hold the registration on this date",
    kilde=dokumentert("§1.7 [S4]"),
    detaljer=antatt("§1.7"),
    til=date(2023, 6, 30),
    parametre=[
        *(
            _parameter(_NY_LOV_NOEKKEL[type_], dag, f"«{TYPER[type_].tekst}» etter integreringsloven",
                       f"“{TYPER[type_].text}” under the Integration Act", kilde)
            for type_, (dag, kilde) in _INTEGRERINGSLOVEN.items()
        ),
        *(
            _parameter(_ALLE_NOEKKEL[type_], dag, f"«{TYPER[type_].tekst}»", f"“{TYPER[type_].text}”", _S4)
            for type_, dag in _ALLE.items()
        ),
        _parameter(C1K2, _MAI, "norskmålet «Norskprøve C1/karakteren 2»", "the goal “C1/grade 2”", _S4),
        _parameter(UTVIDET, "2023-07-01", "vedtak om utvidet norskopplæring", "decisions on extended Norwegian",
                   dokumentert("§2.4 [S13]")),
    ],
)  # fmt: skip
def funksjon(sak: Sak, p: Parametre) -> Svar:
    """NIR learned integreringsloven by deliveries from January to June 2021 (domain.md §1.7 [S4][S5b]).

    Under introduksjonsloven NIR held all but klage and reservasjon from before. The documents name months; that a
    delivery came on the first of the month is `antatt`.
    """
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    type_ = sak.type
    idag = sak.idag.isoformat()
    noekkel = _ALLE_NOEKKEL.get(type_)
    if noekkel is not None:
        return None if idag >= p[noekkel] else _for_tidlig(sak, p[noekkel], *ordlyd.typenavn(type_))
    i = sak.i
    if type_ == "vedtak" and i.kode == UTVIDET_NORSK and idag < p[UTVIDET]:
        return _for_tidlig(sak, p[UTVIDET], "Utvidet norskopplæring", "Extended Norwegian")
    dag = p[_NY_LOV_NOEKKEL[type_]]
    if idag < dag and sak.d.lov(i.fra or sak.idag) != INTRODUKSJONSLOVEN:
        nb, en = ordlyd.typenavn(type_)
        return _for_tidlig(
            sak, dag, f"{nb} for personer under integreringsloven", f"{en} for persons under the Integration Act"
        )
    if type_ == "norskmaal" and i.kode == "C1K2" and idag < p[C1K2]:
        return _for_tidlig(sak, p[C1K2], "Norskmålet C1/karakteren 2", "The goal C1/grade 2")
    return None


def _for_tidlig(sak: Sak, dag: str, nb: str, en: str) -> Funn:
    fra = date.fromisoformat(dag)
    return Funn(
        f"{nb} kan registreres i NIR fra {fra:%d.%m.%Y}; i dag er {sak.idag:%d.%m.%Y}. Vent med overføringen til da, "
        "og søk etterregistreringstilgang hvis det da er mer enn to måneder siden.",
        f"{en} can be registered in NIR from {fra}; today is {sak.idag}. Hold the transfer back until then, and apply "
        "for access to register late if more than two months have passed by then.",
        sak.type,
    )
