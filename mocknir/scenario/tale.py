"""An expectation said aloud: «programmet er avsluttet av NIR», «sluttdatoen er 30.07.2017 (flyttingen + 90 dager)»."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from mocknir.journal import spraak
from mocknir.journal.spraak import dag, velg
from mocknir.register import kodeverk
from mocknir.register.lov import LOVNAVN
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import Utfallskode
from mocknir.scenario.datouttrykk import Datouttrykk, Kontekst
from mocknir.scenario.matchere import (
    Antall,
    Dato,
    Eksakt,
    EnAv,
    Felter,
    Fravaerende,
    Ikke,
    Inneholder,
    Liste,
    Matcher,
    Mellom,
    Moenster,
    Noe,
    Personref,
)
from mocknir.scenario.ord import Ord, stor

_ENHETER = {
    "d": (Ord("dag", "day"), Ord("dager", "days")), "w": (Ord("uke", "week"), Ord("uker", "weeks")),
    "m": (Ord("måned", "month"), Ord("måneder", "months")), "y": (Ord("år", "year"), Ord("år", "years")),
}  # fmt: skip
_REFERANSER = {
    "flytting": Ord("flyttingen", "the move"), "utvandring": Ord("utvandringen", "the emigration"),
    "doed": Ord("dødsfallet", "the death"), "opphold": Ord("oppholdstillatelsen", "the permit"),
    "clock": Ord("den første dagen", "the first day"), "today": Ord("dagen selv", "the day itself"),
}  # fmt: skip

_FELT = {
    "lov": Ord("loven", "the law"), "kommune": Ord("kommunen", "the kommune"),
    "status": Ord("status", "the status"), "start": Ord("startdatoen", "the start"),
    "planlagtSlutt": Ord("den planlagte sluttdatoen", "the planned end"), "slutt": Ord("sluttdatoen", "the end"),
    "grense": Ord("den lengste programtiden", "the longest time of the programme"),
    "sistAktiv": Ord("siste aktive dag", "the last active day"),
    "avslutningsaarsak": Ord("avslutningsårsaken", "the reason for ending"),
    "gjennomfoeringsfrist": Ord("fristen for gjennomføring", "the deadline for completing"),
    "kategori": Ord("kategorien", "the category"), "nr": Ord("nummeret", "the number"),
    "regel": Ord("regelen", "the rule"), "sluttdato": Ord("sluttdatoen", "the day of the end"),
    "natt": Ord("natten", "the night"), "person": Ord("personen", "the person"), "felt": Ord("feltet", "the field"),
    "alvor": Ord("alvoret", "the severity"), "utfall": Ord("utfallet", "the outcome"),
    "funn": Ord("regelfunnene", "the findings"), "eksternId": Ord("nøkkelen", "the key"),
    "type": Ord("typen", "the type"), "content": Ord("innholdet", "the content"),
    "handling": Ord("endringen", "the change"), "registrering": Ord("registreringen", "the registration"),
    "lukking": Ord("NIRs avslutning", "NIR's closing"), "dato": Ord("datoen", "the date"),
    "navn": Ord("navnet", "the name"), "aktoer": Ord("den som registrerte", "who registered"),
    "registrertFra": Ord("registreringsdagen", "the day of registration"),
    "fra": Ord("første dag", "the first day"), "til": Ord("siste dag", "the last day"),
    "avsluttet": Ord("tallet på avsluttede", "the number ended"),
    "lukketAvNir": Ord("tallet på dem NIR avsluttet", "the number that NIR closed"),
    "ikkeRegistrert": Ord("tallet uten registrert årsak", "the number without a registered reason"),
    "prosent": Ord("måloppnåelsen i prosent", "the share that reached the goal"),
    "kode": Ord("koden", "the code"), "tekst": Ord("teksten", "the text"), "kanal": Ord("veien inn", "the way in"),
    "antall": Ord("antallet", "the number"), "operasjon": Ord("operasjonen", "the operation"),
    "foedselsnummer": Ord("fødselsnummeret", "the fødselsnummer"),
    "dufnummer": Ord("DUF-nummeret", "the DUF number"), "beregning": Ord("utregningen", "the reckoning"),
    "deltakere": Ord("tallet på deltakere", "the number of participants"), "aar": Ord("året", "the year"),
    "arbeid": Ord("tallet i arbeid", "the number at work"), "kjoenn": Ord("kjønnet", "the sex"),
    "tattUt": Ord("tallet på dem som er tatt ut", "the number taken out"),
    "andre": Ord("tallet på andre", "the number of others"),
    "doed": Ord("dødsdagen", "the day of death"), "utvandret": Ord("utvandringsdagen", "the day of emigration"),
}  # fmt: skip
"""How a field is named in a sentence; those of a registration as the contract names them, others by their own name."""


@cache
def _felt(navn: str) -> Ord:
    if navn in _FELT:
        return _FELT[navn]
    for type_ in TYPER.values():
        for f in type_.felter:
            if f.navn == navn:
                return Ord(liten(f.felt.tekst), liten(f.felt.text))
    return Ord(navn, navn)


def liten(tekst: str) -> str:
    """The text as it stands within a sentence; an abbreviation keeps its capitals."""
    return tekst if tekst[1:2].isupper() else tekst[:1].lower() + tekst[1:]


_JA_NEI = {
    "maaloppnaaelse": (
        Ord("det teller som måloppnåelse", "it counts as reaching the goal"),
        Ord("det teller ikke som måloppnåelse", "it does not count as reaching the goal"),
    ),
    "forlenget": (Ord("det er forlenget", "it is extended"), Ord("det er ikke forlenget", "it is not extended")),
    "viderefoert": (
        Ord("en annen kommune har videreført det", "another kommune has carried it on"),
        Ord("ingen annen kommune har videreført det", "no other kommune has carried it on"),
    ),
}  # fmt: skip
"""Fields of yes or no that are a sentence each."""

_UTEN = {
    "slutt": Ord("det har ingen sluttdato", "it has no end"),
    "avslutningsaarsak": Ord("det har ingen avslutningsårsak", "it has no reason for ending"),
    "avsluttetAv": Ord("ingen har avsluttet det", "nobody has ended it"),
    "maaloppnaaelse": Ord("om målet er nådd, er ikke avgjort", "whether it reached the goal is not settled"),
    "lukking": Ord("NIR har ikke avsluttet det", "NIR has not closed it"),
}  # fmt: skip
"""How it is said that a field has no value."""

_KODEVERK = {
    "avslutningsaarsak": "avslutningsaarsak", "tiltakstype": "tiltakstype", "vedtakstype": "vedtakstype",
    "ordning": "ordning", "sluttmaal": "sluttmaal", "fravaersgrunn": "fravaersgrunn",
    "permisjonsgrunn": "permisjonsgrunn",
}  # fmt: skip


def felter(m: Felter, lang: str, kontekst: Kontekst) -> str:
    """The fields of an object as clauses: «loven er introduksjonsloven, kommunen er kommune 0301 Oslo»."""
    return rekke([_ledd(navn, en, lang, kontekst) for navn, en in m.felter.items()], velg(lang, "og", "and"))


def _ledd(navn: str, m: Matcher, lang: str, kontekst: Kontekst) -> str:
    hva = _felt(navn).paa(lang)
    if navn in _JA_NEI and isinstance(m, Eksakt) and isinstance(m.verdi, bool):
        return _JA_NEI[navn][0 if m.verdi else 1].paa(lang)
    if navn == "avsluttetAv" and isinstance(m, Eksakt) and m.verdi is not None:
        hvem = velg(lang, "kommunen", "the kommune") if m.verdi == "kommune" else str(m.verdi)
        return velg(lang, f"det er avsluttet av {hvem}", f"it is ended by {hvem}")
    if isinstance(m, Fravaerende) or (isinstance(m, Eksakt) and m.verdi is None):
        return _UTEN.get(navn, Ord(f"{hva} mangler", f"{hva} is missing")).paa(lang)
    if isinstance(m, Inneholder) and all(isinstance(en, Eksakt) for en in m.elementer):
        alle = rekke([si(en, navn, lang, kontekst) for en in m.elementer], velg(lang, "og", "and"))
        return velg(lang, f"{hva} inneholder {alle}", f"{hva} contains {alle}")
    if isinstance(m, Inneholder | Antall | Liste):
        return velg(lang, f"{hva} har {si(m, navn, lang, kontekst)}", f"{hva} has {si(m, navn, lang, kontekst)}")
    if isinstance(m, Felter) and navn == "content":
        return felter(m, lang, kontekst)
    if isinstance(m, Felter):
        return f"{hva} ({felter(m, lang, kontekst)})"
    return velg(lang, f"{hva} er {si(m, navn, lang, kontekst)}", f"{hva} is {si(m, navn, lang, kontekst)}")


def si(m: Matcher, navn: str, lang: str, kontekst: Kontekst) -> str:
    """A value of a field, in words."""
    match m:
        case Eksakt():
            return verdi(m.verdi, navn, lang)
        case Personref():
            return stor(m.navn)
        case Dato():
            regnet = m.uttrykk.regn(kontekst)
            return f"{dag(regnet, lang) if regnet else '?'} ({uttrykk(m.uttrykk, lang)})"
        case Noe():
            return velg(lang, "satt", "set")
        case Fravaerende():
            return velg(lang, "ikke satt", "not set")
        case Moenster():
            return velg(lang, f"som mønsteret «{m.moenster}»", f"like the pattern «{m.moenster}»")
        case Ikke():
            return velg(lang, "ikke ", "not ") + si(m.annet, navn, lang, kontekst)
        case EnAv():
            return rekke([si(en, navn, lang, kontekst) for en in m.valg], velg(lang, "eller", "or"))
        case Mellom():
            return _mellom(m, navn, lang, kontekst)
        case Felter():
            return felter(m, lang, kontekst)
        case Antall():
            return velg(lang, f"{si(m.antall, navn, lang, kontekst)} i antall",
                        f"{si(m.antall, navn, lang, kontekst)} in number")  # fmt: skip
    return _liste(m, navn, lang, kontekst)


def _mellom(m: Mellom, navn: str, lang: str, kontekst: Kontekst) -> str:
    ned, opp = (si(g, navn, lang, kontekst) if g else None for g in (m.minst, m.mest))
    if ned and opp:
        return velg(lang, f"fra {ned} til {opp}", f"from {ned} to {opp}")
    er_dag = isinstance(m.minst or m.mest, Dato) or isinstance(getattr(m.minst or m.mest, "verdi", None), date)
    if ned:
        hva = Ord("tidligst", "no earlier than") if er_dag else Ord("minst", "at least")
        return f"{hva.paa(lang)} {ned}"
    hva = Ord("senest", "no later than") if er_dag else Ord("høyst", "at most")
    return f"{hva.paa(lang)} {opp}"


def _liste(m: Matcher, navn: str, lang: str, kontekst: Kontekst) -> str:
    if not isinstance(m, Inneholder | Liste):
        return m.beskriv(kontekst).paa(lang)
    if not m.elementer:
        return velg(lang, "ingen elementer", "no elements")
    alle = [si(en, navn, lang, kontekst) for en in m.elementer]
    if isinstance(m, Liste):
        return velg(lang, f"nøyaktig {len(alle)}: ", f"exactly {len(alle)}: ") + "; ".join(alle)
    en = _ELEMENT.get(navn, Ord("en", "one")).paa(lang)
    return velg(lang, f"{en} der ", f"{en} where ") + velg(lang, f"; og {en} der ", f"; and {en} where ").join(alle)


_ELEMENT = {"beregning": Ord("et steg", "a step")}
"""What a list holds, where «en» does not say it."""


_ORDENE = {
    "status": {
        "planlagt": "planned", "i program": "in programme", "permisjon": "on leave", "stanset": "stopped",
        "avsluttet": "ended",
    },
    "handling": {"ny": "new", "endret": "changed", "slettet": "deleted"},
    "alvor": {"avvist": "rejected", "advarsel": "warning"},
}  # fmt: skip
"""Words of answers that are said without quotes, and in English."""


def verdi(v: str | int | float | bool | date | None, navn: str, lang: str) -> str:
    """A plain value: a day as it is said, a code by its name."""
    if v is None:
        return velg(lang, "ikke satt", "not set")
    if isinstance(v, bool):
        return spraak.ja_nei(v, lang)
    if isinstance(v, date):
        return dag(v, lang)
    if isinstance(v, int | float):
        return spraak.tall(Decimal(str(v)), lang)
    if navn == "kommune":
        return spraak.kommune(v)
    if navn == "utfall":
        return spraak.utfall(Utfallskode(v), lang)
    if navn == "lov" and v in LOVNAVN:
        return velg(lang, *LOVNAVN[v])
    if navn == "type" and v in TYPER:
        return velg(lang, TYPER[v].tekst, TYPER[v].text).lower()
    if navn in _KODEVERK:
        return f"«{kodeverk.tekst(_KODEVERK[navn], v, lang)}»"
    if navn in _ORDENE:
        return velg(lang, v, _ORDENE[navn].get(v, v))
    return v if navn in ("regel", "eksternId", "kode", "operasjon", "kanal") else f"«{v}»"


def uttrykk(u: Datouttrykk, lang: str) -> str:
    """Date arithmetic, said: «flyttingen + 90 dager»."""
    return " ".join([_referanse(u.referanse, lang), *_ledd_i(u, lang)])


def _referanse(navn: str, lang: str) -> str:
    if navn in _REFERANSER:
        return _REFERANSER[navn].paa(lang)
    foran, punktum, bak = navn.rpartition(".")
    if not punktum:
        return velg(lang, f"dagen for «{navn}»", f"the day of «{navn}»")
    if bak in _REFERANSER:
        return velg(lang, f"{_REFERANSER[bak].tekst} til {stor(foran)}", f"{_REFERANSER[bak].text} of {stor(foran)}")
    return velg(lang, f"{_felt(bak).tekst} i {foran}", f"{_felt(bak).text} of {foran}")


def _ledd_i(u: Datouttrykk, lang: str) -> Iterator[str]:
    for antall, enhet in u.ledd:
        entall, flertall = _ENHETER[enhet]
        yield f"{'-' if antall < 0 else '+'} {abs(antall)} {(entall if abs(antall) == 1 else flertall).paa(lang)}"


def rekke(deler: list[str], bindeord: str) -> str:
    """Words in a row with a conjunction before the last."""
    if not deler:
        return ""
    *foran, siste = deler
    return f"{', '.join(foran)} {bindeord} {siste}" if foran else siste
