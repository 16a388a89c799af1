"""Måloppnåelse: the share of those who ended a programme that went to work or education (domain.md §2.9, §6.1)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from mocknir.register import kodeverk
from mocknir.register.kodeverk import IKKE_REGISTRERT
from mocknir.register.post import NIR
from mocknir.register.programrad import Programrad
from mocknir.register.tekst import Ugyldig
from mocknir.reports import kommunekart as kart_
from mocknir.reports import utvalg
from mocknir.reports.kommunekart import Kommunekart
from mocknir.reports.parametre import (
    FRA_AAR,
    KATEGORI,
    KOMMUNE,
    LOV,
    PER,
    TIL_AAR,
    VALGFRITT_AAR,
    kontroller_aar,
    per_dag,
)
from mocknir.reports.rapport import Lest, Parameter, Rapport, feil
from mocknir.reports.tabell import SUM, Kolonne, Ord, Rad, Tabell, Verdi, prosent
from mocknir.rules import statistikk
from mocknir.sandbox import Sandbox

TITTEL = Ord("Måloppnåelse i introduksjonsprogrammet", "Goals reached in the introduction programme")

KOMMUNE_, KJOENN_, AAR_ = "kommune", "kjoenn", "aar"

_NOEKLER = {
    KOMMUNE_: (
        Kolonne("kommune", "Kommune", "Kommune"),
        Kolonne("kommunenavn", "Kommunenavn", "Name of kommune"),
    ),
    KJOENN_: (Kolonne("kjoenn", "Kjønn", "Sex"),),
    AAR_: (Kolonne("aar", "År", "Year"),),
}

_TALL = (
    Kolonne("avsluttet", "Avsluttet", "Ended"),
    Kolonne("arbeid", "Arbeid", "Work"),
    Kolonne("utdanning", "Utdanning", "Education"),
    Kolonne("andre", "Andre årsaker", "Other reasons"),
    Kolonne("ikkeRegistrert", "Avslutningsårsak ikke registrert", "Reason not registered"),
    Kolonne("lukketAvNir", "Lukket av NIR", "Closed by NIR"),
    Kolonne("prosent", "Måloppnåelse i prosent", "Goal reached in per cent"),
    Kolonne("tattUt", "Tatt ut av tallgrunnlaget", "Taken out of the base"),
)


@dataclass(slots=True)
class _Tall:
    arbeid: int = 0
    utdanning: int = 0
    andre: int = 0
    ikke_registrert: int = 0
    lukket_av_nir: int = 0
    tatt_ut: int = 0

    def tell(self, rad: Programrad, aar: int) -> None:
        """Count one ended programme, or count it as taken out."""
        if not statistikk.regnes_med(rad, aar):
            self.tatt_ut += 1
            return
        self.lukket_av_nir += rad.avsluttet_av == NIR
        if statistikk.teller(rad):
            aarsak = kodeverk.finn("avslutningsaarsak", rad.aarsak or "")
            i_arbeid = aarsak is not None and aarsak.gruppe == "arbeid"
            self.arbeid += i_arbeid
            self.utdanning += not i_arbeid
        elif rad.aarsak in (None, IKKE_REGISTRERT):
            self.ikke_registrert += 1
        else:
            self.andre += 1

    def rad(self) -> Rad:
        maal = self.arbeid + self.utdanning
        avsluttet = maal + self.andre + self.ikke_registrert
        return (
            avsluttet, self.arbeid, self.utdanning, self.andre, self.ikke_registrert, self.lukket_av_nir,
            prosent(maal, avsluttet), self.tatt_ut,
        )  # fmt: skip


def _lag(sandbox: Sandbox, p: Lest) -> Tabell:
    fra, til = _aarene(sandbox, p)
    etter: tuple[str, ...] = p["etter"] or (KJOENN_,)
    kart = Kommunekart(til, p["kommune"])
    dager = {aar: per_dag(sandbox, p["per"], aar) for aar in range(fra, til + 1)}
    grupper: defaultdict[tuple[str | int, ...], _Tall] = defaultdict(_Tall)
    alle = _Tall()
    with sandbox.base.les() as forbindelse:
        for aar, per in dager.items():
            for linje in _siste_program(forbindelse, per, til, aar, p):
                if not kart.med(linje.vist):
                    continue
                verdier: dict[str, str | int] = {KOMMUNE_: linje.vist, KJOENN_: linje.kjoenn, AAR_: aar}
                grupper[tuple(verdier[noekkel] for noekkel in etter)].tell(linje.rad, aar)
                alle.tell(linje.rad, aar)
    kolonner = (*(kolonne for noekkel in etter for kolonne in _NOEKLER[noekkel]), *_TALL)
    rader = tuple((*_vis(etter, noekkel), *grupper[noekkel].rad()) for noekkel in sorted(grupper))
    tomme = (None,) * (len(kolonner) - len(_TALL) - 1)
    naar = str(til) if fra == til else f"{fra}–{til}"
    tekst, text = utvalg.sammen(_kjent(dager), *kart_.undertekst(kart), *_merknader(alle, til))
    return Tabell(
        f"{TITTEL.tekst} {naar}", f"{TITTEL.text} {naar}", tekst, text, kolonner, rader, (SUM, *tomme, *alle.rad())
    )


def _siste_program(forbindelse: Connection, per: date, kartaar: int, aar: int, p: Lest) -> list[utvalg.Programlinje]:
    """The last programme that each person ended in the year: nobody counts twice in it (domain.md §4 [S59]).

    Asked for the whole country also when one kommune is wanted, since the last one may lie in another.
    """
    linjer = utvalg.programmer(
        forbindelse, per, Kommunekart(kartaar), utvalg.avsluttet_i(aar, aar), utvalg.etter_filter(p)
    )
    siste: dict[int, utvalg.Programlinje] = {}
    for linje in linjer:
        forrige = siste.get(linje.person_id)
        if forrige is None or forrige.rad.nr < linje.rad.nr:
            siste[linje.person_id] = linje
    return list(siste.values())


def _vis(etter: tuple[str, ...], noekkel: tuple[str | int, ...]) -> tuple[Verdi, ...]:
    """The key columns of a group."""
    ut: list[Verdi] = []
    for navn, verdi in zip(etter, noekkel, strict=True):
        if navn == KOMMUNE_:
            ut += [verdi, kart_.navn(str(verdi))]
        else:
            ut.append(utvalg.KJOENN[str(verdi)] if navn == KJOENN_ else verdi)
    return tuple(ut)


def _kjent(dager: dict[int, date]) -> Ord:
    if len(set(dager.values())) == 1:
        return utvalg.kjent_per(next(iter(dager.values())))
    nb = ", ".join(f"{aar} ved utgangen av {per:%d.%m.%Y}" for aar, per in dager.items())
    en = ", ".join(f"{aar} at the end of {per}" for aar, per in dager.items())
    return Ord(f"Slik NIR kjente {nb}.", f"As NIR knew {en}.")


def _merknader(alle: _Tall, til: int) -> list[Ord]:
    maal = Ord(
        "Måloppnåelse er arbeid og utdanning av alle avsluttede, med dem NIR lukket og dem uten registrert årsak"
        " (STATISTIKK-MAAL).",
        "The goal is work and education out of all ended, with those NIR closed and those without a registered reason"
        " (STATISTIKK-MAAL).",
    )
    if not alle.tatt_ut:
        return [maal]
    n = alle.tatt_ut
    return [maal, Ord(
        f"{n} med utvidet program som NIR lukket ved fristen i 2021 uten at kommunen har registrert årsak, er tatt ut"
        " av tallgrunnlaget (STATISTIKK-2021).",
        f"{n} on an extended programme whom NIR closed at the limit in 2021 with no reason registered by the kommune,"
        " are taken out of the base (STATISTIKK-2021).",
    )]  # fmt: skip


def _aarene(sandbox: Sandbox, p: Lest) -> tuple[int, int]:
    aar, fra, til = p["aar"], p["fra_aar"], p["til_aar"]
    if aar is not None:
        for navn in ("fra_aar", "til_aar"):
            if p[navn] is not None:
                raise feil(navn, f"{navn}: gi enten «aar», eller «fra_aar» og «til_aar»",
                           f"{navn}: give either «aar», or «fra_aar» and «til_aar»")  # fmt: skip
        return (kontroller_aar(sandbox, "aar", aar),) * 2
    if fra is None:
        raise feil("aar", "Rapporten «maaloppnaaelse» må ha «aar», eller «fra_aar» og «til_aar»",
                   "The report «maaloppnaaelse» needs «aar», or «fra_aar» and «til_aar»")  # fmt: skip
    kontroller_aar(sandbox, "fra_aar", fra)
    til = kontroller_aar(sandbox, "til_aar", til) if til is not None else sandbox.naa().year
    if til < fra:
        raise feil("til_aar", f"til_aar: {til} er før fra_aar {fra}", f"til_aar: {til} is before fra_aar {fra}")
    return fra, til


_ETTER = ("kommune", "kjoenn", "aar", "kommune,kjoenn", "kommune,aar", "aar,kjoenn")


def _les_etter(tekst: str) -> tuple[str, ...]:
    noekler = tuple(noekkel.strip() for noekkel in tekst.split(","))
    if not set(noekler) <= set(_NOEKLER) or len(set(noekler)) != len(noekler):
        raise Ugyldig(
            "bruk kommune, kjoenn og aar, hver én gang, med komma mellom, for eksempel «kommune,kjoenn»",
            "use kommune, kjoenn and aar, each once, with commas between, for instance «kommune,kjoenn»",
        )
    return noekler


RAPPORT = Rapport(
    "maaloppnaaelse",
    *TITTEL,
    "Andelen av dem som avsluttet, som gikk til arbeid eller utdanning: i alt og etter kjønn, kommune eller år.",
    "The share of those who ended that went to work or education: in all, and by sex, kommune or year.",
    (
        VALGFRITT_AAR, FRA_AAR, TIL_AAR, KOMMUNE, KATEGORI, LOV, PER,
        Parameter("etter", "hva tallene deles på; ellers kjoenn", "what the figures are split by; otherwise kjoenn",
                  _les_etter, valg=_ETTER),
    ),
    _lag,
)  # fmt: skip
