"""What a scenario expects, as sentences."""

from collections.abc import Collection, Iterator

from mocknir.journal import spraak
from mocknir.journal.spraak import velg
from mocknir.rules.katalog import KATALOG
from mocknir.scenario import tale
from mocknir.scenario.forventninger import (
    ANBEFALING,
    Expectation,
    FaultExpectation,
    FeedExpectation,
    FiredExpectation,
    JournalExpectation,
    LostExpectation,
    PersonExpectation,
    ReceiptExpectation,
    ReportExpectation,
)
from mocknir.scenario.matchere import (
    Antall,
    Eksakt,
    EnAv,
    Felter,
    Fravaerende,
    Ikke,
    Inneholder,
    Liste,
    Matcher,
    Noe,
)
from mocknir.scenario.ord import Ord, likt, stor
from mocknir.scenario.tidslinje import Fakta


def forventning(f: Expectation, fakta: Fakta, lang: str, kjente: Collection[str] = ()) -> Iterator[str]:
    """An expectation as one sentence or several; the titles of rules in `kjente` are told already."""
    boer = velg(lang, "Anbefalt: ", "Recommended: ") if f.level == ANBEFALING else ""
    for setning in _setninger(f, fakta, lang, kjente):
        yield boer + setning


def _setninger(f: Expectation, fakta: Fakta, lang: str, kjente: Collection[str]) -> Iterator[str]:
    match f:
        case ReceiptExpectation():
            yield from _kvittering(f, fakta, lang, kjente)
        case FaultExpectation():
            yield _feil(f, fakta, lang)
        case LostExpectation():
            yield velg(lang, f"Svaret på «{f.lost}» ble borte.", f"The answer to «{f.lost}» was lost.")
        case PersonExpectation():
            yield from _person(f, fakta.om(f.person), lang)
        case FeedExpectation():
            hvor = spraak.kommune(f.feed)
            hva = _har(f.endring, "endring", fakta, lang, velg(lang, "endring", "change"))
            yield velg(lang, f"Endringsstrømmen til {hvor} har {hva}.", f"The change feed of {hvor} has {hva}.")
        case ReportExpectation():
            yield from _rapport(f, fakta, lang)
        case JournalExpectation():
            yield from _journal(f, fakta, lang)
        case FiredExpectation():
            yield _lukket(f, fakta, lang, kjente)


def _kvittering(f: ReceiptExpectation, fakta: Fakta, lang: str, kjente: Collection[str]) -> Iterator[str]:
    for noekkel, m in (f.outcomes or {}).items():
        setning = velg(lang, f"Registreringen {noekkel} i «{f.receipt}» er {_utfall(m, fakta, lang)}",
                       f"The registration {noekkel} of «{f.receipt}» is {_utfall(m, fakta, lang)}")  # fmt: skip
        if isinstance(m, Felter):
            setning += _funn(m.felter.get("funn"), fakta, lang, kjente) + _resten(m, fakta, lang)
        yield f"{setning}."
    if f.utfall is not None:
        hva_ = tale.si(f.utfall, "utfall", lang, fakta)
        yield velg(lang, f"Kvitteringen for «{f.receipt}» har {hva_}.", f"The receipt of «{f.receipt}» has {hva_}.")
    if f.gjentatt is not None:
        yield velg(
            lang,
            f"Kvitteringen for «{f.receipt}» er {'den samme som før' if f.gjentatt else 'ny'}.",
            f"The receipt of «{f.receipt}» is {'the same as before' if f.gjentatt else 'new'}.",
        )


def _utfall(m: Matcher, fakta: Fakta, lang: str) -> str:
    """What becomes of a registration: «godtatt eller uendret», «ikke avvist»."""
    match m:
        case Felter() if "utfall" in m.felter:
            return tale.si(m.felter["utfall"], "utfall", lang, fakta)
        case EnAv():
            return tale.rekke([_utfall(en, fakta, lang) for en in m.valg], velg(lang, "eller", "or"))
        case Ikke():
            return velg(lang, "ikke ", "not ") + _utfall(m.annet, fakta, lang)
        case Felter() | Noe():
            return velg(lang, "besvart", "answered")
    return tale.si(m, "utfall", lang, fakta)


def _funn(m: Matcher | None, fakta: Fakta, lang: str, kjente: Collection[str]) -> str:
    """By which rules: «, etter regelen X: «…»»."""
    if m is None:
        return ""
    if m == Liste(()):
        return velg(lang, ", uten anmerkninger", ", without findings")
    if isinstance(m, Inneholder | Liste):
        bare = velg(lang, " alene", " alone") if isinstance(m, Liste) and len(m.elementer) == 1 else ""
        deler = []
        for en in m.elementer:
            regel = en.felter.get("regel") if isinstance(en, Felter) else None
            if isinstance(en, Felter) and isinstance(regel, Eksakt):
                andre = Felter({n: v for n, v in en.felter.items() if n != "regel"})
                bisetning = f" ({tale.felter(andre, lang, fakta)})" if andre.felter else ""
                deler.append(_regel(str(regel.verdi), lang, kjente) + bisetning)
        if len(deler) == len(m.elementer):
            return velg(lang, ", etter regelen ", ", by the rule ") + velg(lang, " og ", " and ").join(deler) + bare
    return velg(lang, ", med regelfunn: ", ", with findings: ") + tale.si(m, "funn", lang, fakta)


def _resten(m: Felter, fakta: Fakta, lang: str) -> str:
    andre = Felter({n: v for n, v in m.felter.items() if n not in ("utfall", "funn")})
    return f" ({tale.felter(andre, lang, fakta)})" if andre.felter else ""


def _regel(id_: str, lang: str, kjente: Collection[str]) -> str:
    if id_ in kjente:
        return id_
    regel = KATALOG[id_]
    return f"{id_} («{velg(lang, regel.tittel, regel.title)}»)"


def _feil(f: FaultExpectation, fakta: Fakta, lang: str) -> str:
    deler = Felter({n: m for n, m in (("kode", f.kode), ("regel", f.regel), ("tekst", f.tekst)) if m is not None})
    hva = f" ({tale.felter(deler, lang, fakta)})" if deler.felter else ""
    return velg(lang, f"NIR tar ikke imot «{f.fault}», og svarer med en feil{hva}.",
                f"NIR does not accept «{f.fault}», and answers with a fault{hva}.")  # fmt: skip


def _person(f: PersonExpectation, fakta: Fakta, lang: str) -> Iterator[str]:
    hvem = stor(f.person)
    if f.lov is not None:
        hva_ = tale.si(f.lov, "lov", lang, fakta)
        yield velg(lang, f"{hvem} følger {hva_}.", f"{hvem} is under {hva_}.")
    if f.kommune is not None:
        if f.kommune in (Fravaerende(), Eksakt(None)):
            yield velg(lang, f"{hvem} har ingen kjent adresse.", f"{hvem} has no known address.")
        else:
            hva_ = tale.si(f.kommune, "kommune", lang, fakta)
            yield velg(lang, f"{hvem} bor i {hva_}.", f"{hvem} lives in {hva_}.")
    if f.program is not None:
        yield _program(hvem, f.program, fakta, lang)
    for navn, m, hva in (
        ("programmer", f.programmer, Ord("program", "programme")),
        ("kategori", f.kategori, Ord("kategori", "category")),
        ("frist", f.frist, Ord("frist", "deadline")),
        ("registrering", f.registrering, Ord("registrering", "registration")),
    ):
        if m is not None:
            sagt = _har(m, navn, fakta, lang, hva.paa(lang))
            yield velg(lang, f"NIR har på {hvem} {sagt}.", f"NIR has on {hvem} {sagt}.")
    if f.personalia is not None:
        hva_ = tale.si(f.personalia, "personalia", lang, fakta)
        yield velg(lang, f"De sentrale registrene om {hvem}: {hva_}.",
                   f"The central registers on {hvem}: {hva_}.")  # fmt: skip


def _program(hvem: str, m: Matcher, fakta: Fakta, lang: str) -> str:
    if m in (Fravaerende(), Eksakt(None)):
        return velg(lang, f"{hvem} har ikke noe program.", f"{hvem} has no programme.")
    if not isinstance(m, Felter):
        hva = tale.si(m, "program", lang, fakta)
        return velg(lang, f"{hvem} har som program: {hva}.", f"{hvem} has as programme: {hva}.")
    status = m.felter.get("status")
    av = m.felter.get("avsluttetAv")
    sagt = {"status"} if isinstance(status, Eksakt) else set()
    av_hvem = ""
    if status == Eksakt("avsluttet") and av == Eksakt("NIR"):
        av_hvem, sagt = velg(lang, " av NIR", " (by NIR)"), {"status", "avsluttetAv"}
    deler = tale.felter(Felter({n: v for n, v in m.felter.items() if n not in sagt}), lang, fakta)
    if isinstance(status, Eksakt):
        hva_ = _STATUS.get(str(status.verdi), Ord(str(status.verdi), f"is {status.verdi}"))
        foerst = velg(lang, f"Programmet til {hvem} er {hva_.tekst}", f"{hvem}'s programme {hva_.text}")
        return f"{foerst}{av_hvem}{': ' if deler else ''}{deler}."
    return velg(lang, f"Om programmet til {hvem}: {deler}.", f"Of {hvem}'s programme: {deler}.")


_STATUS = {
    "planlagt": Ord("planlagt", "is planned"), "i program": Ord("i gang", "is under way"),
    "permisjon": Ord("i permisjon", "is on leave"), "stanset": Ord("stanset", "is stopped"),
    "avsluttet": Ord("avsluttet", "has ended"),
}  # fmt: skip


def _har(m: Matcher, navn: str, fakta: Fakta, lang: str, hva: str = "") -> str:
    """What a list has: «en registrering der …», or has not: «ingen registrering der …»."""
    av = f" {hva}" if hva else ""
    if m in (Antall(Eksakt(0)), Liste(())):
        ingen = "ikke noe program" if hva == "program" else f"ingen {_flere(hva)}".rstrip()
        return velg(lang, ingen, f"no{av}" if hva else "none")
    if hva and isinstance(m, Liste):
        ett = velg(lang, f"{'ett' if hva == 'program' else 'én'}{av}", f"one{av}")
        antall = ett if len(m.elementer) == 1 else f"{len(m.elementer)} {_flere(hva)}"
        hver = "; ".join(tale.si(en, navn, lang, fakta) for en in m.elementer)
        return f"{velg(lang, 'nøyaktig', 'exactly')} {antall}: {hver}"
    nei = isinstance(m, Ikke)
    inni = m.annet if isinstance(m, Ikke) else m
    if not isinstance(inni, Inneholder) or (nei and len(inni.elementer) > 1):
        return f"{hva}: {tale.si(m, navn, lang, fakta)}" if hva else tale.si(m, navn, lang, fakta)
    alle = [tale.si(en, navn, lang, fakta) for en in inni.elementer]
    if nei:
        return velg(lang, f"ingen{av} der {alle[0]}", f"{'no' if hva else 'none'}{av} where {alle[0]}")
    return velg(lang, "; og ", "; and ").join(
        velg(lang, f"{'et' if hva == 'program' else 'en'}{av} der {en}", f"{_artikkel(hva)}{av} where {en}")
        for en in alle
    )


def _flere(hva: str) -> str:
    """The plural of what a list holds, in either language."""
    return _FLERTALL.get(hva, f"{hva}s" if hva else "")


_FLERTALL = {
    "program": "program", "kategori": "kategorier", "frist": "frister", "registrering": "registreringer",
    "endring": "endringer", "rad": "rader", "post": "poster", "avslutning": "avslutninger",
    "category": "categories", "entry": "entries",
}  # fmt: skip
_PARAMETER = {
    "aar": Ord("året", "the year"), "fra_aar": Ord("fra og med", "from"), "til_aar": Ord("til og med", "to"),
    "etter": Ord("delt etter", "split by"),
}  # fmt: skip
"""How a parameter of a report is said before its value; the others are called what they are."""


def _artikkel(hva: str) -> str:
    if not hva:
        return "one"
    return "an" if hva[0] in "aeiou" else "a"


def _rapport(f: ReportExpectation, fakta: Fakta, lang: str) -> Iterator[str]:
    from mocknir.reports import RAPPORTER

    rapport = RAPPORTER[f.report]
    med = ", ".join(f"{_PARAMETER.get(navn, likt(navn)).paa(lang)} {verdi}" for navn, verdi in f.with_.items())
    hvilken = f"«{velg(lang, rapport.tittel, rapport.title)}»" + (f" ({med})" if med else "")
    for m, hva in ((f.rows, Ord("har", "has")), (f.sum, Ord("har en sum der", "has a total where"))):
        if m is not None:
            sagt = _har(m, "rad", fakta, lang, "" if m is f.sum else velg(lang, "rad", "row"))
            yield velg(lang, f"Rapporten {hvilken} {hva.tekst} {sagt}.", f"The report {hvilken} {hva.text} {sagt}.")


def _journal(f: JournalExpectation, fakta: Fakta, lang: str) -> Iterator[str]:
    valgt = f.journal.model_dump(by_alias=True, exclude_none=True)
    filter_ = ", ".join(f"{navn}: {tale.verdi(v, navn, lang).strip('«»')}" for navn, v in valgt.items())
    om = f" ({filter_})" if filter_ else ""
    if f.count is not None:
        n, en = tale.si(f.count, "antall", lang, fakta), f.count == Eksakt(1)
        poster, entries = ("post", "entry") if en else ("poster", "entries")
        yield velg(lang, f"Journalen har {n} {poster}{om}.", f"The journal has {n} {entries}{om}.")
    if f.meldinger is not None:
        n = tale.si(f.meldinger, "antall", lang, fakta)
        yield velg(lang, f"Journalens poster{om} har {n} ulike meldingsId.",
                   f"The entries of the journal{om} have {n} different meldingsId.")  # fmt: skip
    if f.entries is not None:
        hva = _har(f.entries, "post", fakta, lang, velg(lang, "post", "entry"))
        yield velg(lang, f"I journalen{om} er det {hva}.", f"In the journal{om} there is {hva}.")


def _lukket(f: FiredExpectation, fakta: Fakta, lang: str, kjente: Collection[str]) -> str:
    naar = velg(lang, f"I «{f.of}»", f"In «{f.of}»") if f.of else velg(lang, "Så langt", "So far")
    m = f.fired
    if m in (Antall(Eksakt(0)), Liste(())):
        return velg(lang, f"{naar} har NIR ikke avsluttet noe selv.", f"{naar} NIR has closed nothing by itself.")
    hva = _har(m, "fired", fakta, lang, velg(lang, "avslutning", "closing"))
    regler = {str(en.verdi) for en in _eksakte(m, "regel")}
    ukjente = [KATALOG[id_] for id_ in sorted(regler - set(kjente))]
    hvorfor = "".join(
        velg(lang, f" Regelen {en.id}: «{en.tittel}».", f" The rule {en.id}: «{en.title}».") for en in ukjente
    )
    return velg(lang, f"{naar} har NIR selv gjort {hva}.{hvorfor}", f"{naar} NIR has by itself made {hva}.{hvorfor}")


def _eksakte(m: Matcher, navn: str) -> Iterator[Eksakt]:
    """The exact values that a field of that name is expected to have, anywhere within."""
    for sti, en in m.deler():
        if sti[-1] == navn and isinstance(en, Eksakt):
            yield en
        yield from _eksakte(en, navn)
