"""What rules said of a registration: the finding with its source, and which others were met."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from mocknir.journal import spraak
from mocknir.journal.spraak import velg
from mocknir.register.behandle import Utfall
from mocknir.register.vurdering import Alvor, Anmerkning
from mocknir.rules.katalog import KATALOG
from mocknir.rules.regelsett import GJALDT_IKKE, SLO_TIL

Data = dict[str, Any]


def regel(id_: str, lang: str) -> Data:
    """A rule by its id: title, source, and how much of it is documented; the bare id when it is known no more."""
    funnet = KATALOG.get(id_)
    if funnet is None:
        return {"regel": id_, "tittel": id_, "proveniens": None, "detaljer": None, "kilde": ""}
    return {
        "regel": id_,
        "tittel": velg(lang, funnet.tittel, funnet.title),
        "proveniens": funnet.kilde.proveniens,
        "detaljer": funnet.detaljer.proveniens,
        "kilde": spraak.kilde(funnet.kilde, funnet.detaljer, lang),
    }


def funn(anmerkning: Anmerkning, lang: str) -> Data:
    """A finding: the rule, and in its own words what was wrong and what would have been accepted."""
    return {
        **regel(anmerkning.regel, lang),
        "alvor": anmerkning.alvor.value,
        "felt": anmerkning.felt,
        "tekst": velg(lang, anmerkning.tekst, anmerkning.text),
    }


def spor(utfall: Utfall) -> tuple[list[str], list[str]]:
    """The rules that passed and those that did not apply, as the journal's trace has them."""
    passert, gjaldt_ikke = [], []
    for ledd in utfall.spor.split():
        if ledd.startswith(GJALDT_IKKE):
            gjaldt_ikke.append(ledd.removeprefix(GJALDT_IKKE))
        elif not ledd.startswith(SLO_TIL):
            passert.append(ledd)
    return passert, gjaldt_ikke


def opptelling(alle: Iterable[Utfall], lang: str) -> list[Data]:
    """On how many registrations each rule bit, the commonest first."""
    antall: Counter[tuple[str, Alvor]] = Counter()
    for u in alle:
        antall.update({(a.regel, a.alvor) for a in u.anmerkninger})
    return [
        {**regel(id_, lang), "alvor": alvor.value, "registreringer": n}
        for (id_, alvor), n in sorted(antall.items(), key=lambda ledd: (-ledd[1], ledd[0]))
    ]


def linjer(funnet: Data, lang: str) -> list[str]:
    """A finding as lines of text."""
    gjorde = spraak.alvor(Alvor(funnet["alvor"]), lang)
    regelen, sier = velg(lang, "Regelen", "Rule"), velg(lang, "Regelen sier", "The rule says")
    return [
        f"{regelen} {funnet['regel']} {gjorde}: {funnet['tekst']}",
        f"{sier}: {funnet['tittel']} ({funnet['kilde']}).",
    ]
