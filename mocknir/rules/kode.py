"""KODE-GYLDIG: every coded field holds a code of its list (domain.md §2.4–2.9)."""

from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from mocknir.register.felt import antatt
from mocknir.register.kodeverk import IKKE_REGISTRERT, KODEVERK, Kode
from mocknir.register.lov import LOVNAVN
from mocknir.register.registreringer import INTRO
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import SLETT, Funn, Parametre, Sak
from mocknir.rules import ordlyd
from mocknir.rules.regel import IKKE_AKTUELL, Svar, regel

_IKKE_UNDER_INTRO = frozenset({"timer", "spraak", "fritak"})
"""Kinds that belong to training in Norwegian: under intro the hours are tiltak (domain.md §2.2 [S6])."""

_LOV_DOEMMES_ANDRE_STEDER = frozenset({"sluttmaal", "norsknivaa", "vedtakstype"})
"""Lists whose law LOV-FELT and LOV-6A judge, so that one mistake is told once."""


class _Kodefelt(NamedTuple):
    attributt: str
    navn: str
    verk: str
    alltid: frozenset[str]
    """Codes that hold on every day and under every law: those need no second look."""


def _kodefelter(type_: str) -> tuple[_Kodefelt, ...]:
    ut = []
    for felt in TYPER[type_].felter:
        verk = felt.felt.kodeverk
        if verk is None or verk == "avslutningsaarsak":  # AVSLUTNING-AARSAK judges that one
            continue
        alltid = {
            k.kode for k in KODEVERK[verk].koder if k.fra is None and k.til is None and not k.lover
        }  # fmt: skip
        if verk == "ordning" and type_ in _IKKE_UNDER_INTRO:
            alltid.discard(INTRO)
        ut.append(_Kodefelt(felt.attributt, felt.navn, verk, frozenset(alltid)))
    return tuple(ut)


_KODEFELTER = {type_: felter for type_ in TYPER if (felter := _kodefelter(type_))}
_KODER: dict[str, dict[str, Kode]] = {v.navn: {k.kode: k for k in v.koder} for v in KODEVERK.values()}


@regel(
    "KODE-GYLDIG",
    tittel="Koden finnes i kodeverket og gjelder for dagen og loven",
    title="The code is in its list and holds for the day and the law",
    kilde=antatt("§2.9 [INF], §10"),
    typer=tuple(_KODEFELTER),
)
def kode(sak: Sak, p: Parametre) -> Svar:
    """A code that NIR does not know says nothing.

    NIR's own lists are not public; the concepts behind most codes are documented, the code values are ours. A code
    must have come into use by the day it concerns or by today, and not have gone out of use on the day it concerns.
    """
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    i = sak.i
    funn: list[Funn] | None = None
    for felt in _KODEFELTER[sak.type]:
        verdi = getattr(i, felt.attributt)
        if verdi is None or verdi in felt.alltid:
            continue
        if felt.verk == "ordning":
            feil: Funn | None = _feil_ordning(sak, verdi, felt.alltid)
        else:
            dag = i.fra or sak.idag
            lov = None if felt.verk in _LOV_DOEMMES_ANDRE_STEDER else sak.d.lov(dag)
            feil = vurder_kode(felt.navn, felt.verk, verdi, dag, sak.idag, lov)
        if feil is not None:
            funn = [*(funn or ()), feil]
    return funn


def vurder_kode(felt: str, verk: str, verdi: str, dag: date, idag: date, lov: str | None) -> Funn | None:
    """What is wrong with a code of a list, for a registration that concerns `dag`; None when it may be used."""
    funnet = _KODER[verk].get(verdi)
    if funnet is not None and brukbar(funnet, dag, idag, lov):
        return None
    gyldige = [k.kode for k in _KODER[verk].values() if k.kode != IKKE_REGISTRERT and brukbar(k, dag, idag, lov)]
    bruk = f" Gyldige koder er {ordlyd.liste(gyldige, 'og')}." if gyldige else " Ingen koder gjelder ennå."
    use = f" Valid codes are {ordlyd.liste(gyldige, 'and')}." if gyldige else " No codes hold yet."
    if funnet is None:
        like = _naermeste(verdi, gyldige)
        mente = f" Mente du {ordlyd.liste(like, 'eller')}?" if like else ""
        meant = f" Did you mean {ordlyd.liste(like, 'or')}?" if like else ""
        return Funn(
            f"«{verdi}» er ikke en kode i kodeverket {verk}.{mente}{bruk}",
            f"“{verdi}” is not a code of the list {verk}.{meant}{use}",
            felt,
        )
    if lov is not None and funnet.lover and lov not in funnet.lover:
        for_ = ordlyd.liste((LOVNAVN[x][0] for x in funnet.lover), "og")
        under = ordlyd.liste((LOVNAVN[x][1] for x in funnet.lover), "and")
        return Funn(
            f"Koden «{verdi}» ({funnet.tekst}) gjelder bare etter {for_}, og personen følger {LOVNAVN[lov][0]}.{bruk}",
            f"The code “{verdi}” ({funnet.text}) holds only under {under}, and the person is under "
            f"{LOVNAVN[lov][1]}.{use}",
            felt,
        )
    fra = f" fra {funnet.fra:%d.%m.%Y}" if funnet.fra else ""
    from_ = f" from {funnet.fra}" if funnet.fra else ""
    til = f" til {funnet.til:%d.%m.%Y}" if funnet.til else ""
    to = f" until {funnet.til}" if funnet.til else ""
    return Funn(
        f"Koden «{verdi}» ({funnet.tekst}) gjelder{fra}{til}, ikke {dag:%d.%m.%Y}.{bruk}",
        f"The code “{verdi}” ({funnet.text}) holds{from_}{to}, not on {dag}.{use}",
        felt,
    )


def brukbar(kode: Kode, dag: date, idag: date, lov: str | None) -> bool:
    """Whether a code may be used for the day and the law; `lov` None leaves the law aside."""
    return (
        (kode.fra is None or kode.fra <= max(dag, idag))
        and (kode.til is None or dag <= kode.til)
        and (lov is None or not kode.lover or lov in kode.lover)
    )


def _feil_ordning(sak: Sak, verdi: str, gyldige: frozenset[str]) -> Funn:
    koder = [k for k in _KODER["ordning"] if k in gyldige]
    like = _naermeste(verdi, koder)
    nb, en = ordlyd.typenavn(sak.type)
    hva = ", men registrer deltakelse under «intro» som tiltak" if verdi == INTRO else ""
    what = ", but register participation under “intro” as tiltak" if verdi == INTRO else ""
    return Funn(
        f"«{verdi}» er ikke en ordning for «{nb}». "
        + (f"Mente du {ordlyd.liste(like, 'eller')}? " if like else "")
        + f"Bruk {ordlyd.liste(koder, 'eller')}{hva}.",
        f"“{verdi}” is not a scheme for “{en}”. "
        + (f"Did you mean {ordlyd.liste(like, 'or')}? " if like else "")
        + f"Use {ordlyd.liste(koder, 'or')}{what}.",
        "ordning",
    )


def _naermeste(verdi: str, koder: list[str]) -> list[str]:
    """The codes spelt most like it, whatever their capitals; «Tildelt» is near «tildeling»."""
    etter_smaa = {k.casefold(): k for k in koder}
    return [etter_smaa[k] for k in get_close_matches(verdi.casefold(), etter_smaa, n=3, cutoff=0.6)]
