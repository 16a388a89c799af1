"""A run as one HTML page that opens without a network, for a vendor to hand to a kommune."""

from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from itertools import groupby
from typing import Any

from mocknir.conformance.rapport.tekst import IKKE_GODKJENNING
from mocknir.conformance.resultat import Kjoering, Saksresultat, Status, Utfall, ordet
from mocknir.conformance.suiter import les_suiter
from mocknir.journal import spraak
from mocknir.journal.spraak import dag, velg
from mocknir.scenario.forklar import forklar
from mocknir.scenario.rapport.html import STIL, brudd
from mocknir.scenario.rapport.tekst import sekunder

_KLASSE = {
    Utfall.BESTAATT: "holdt", Utfall.IKKE_BESTAATT: "brudd", Utfall.ADVARSEL: "hinder", Utfall.HOPPET_OVER: "utenfor",
    Utfall.MANUELL: "hinder",
}  # fmt: skip
_MERKE = {
    Utfall.BESTAATT: "✓", Utfall.IKKE_BESTAATT: "✗", Utfall.ADVARSEL: "!", Utfall.HOPPET_OVER: "–", Utfall.MANUELL: "?",
}  # fmt: skip
_EGEN_STIL = """
.hode { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; }
.hode dd { margin: 0; }
.merk { border: 1px solid var(--strek); border-left: .3rem solid var(--hinder); background: var(--felt);
  padding: .6rem .8rem; }
.merk p { margin: .2rem 0; }
:is(.oversikt, .journal) :is(td, th):first-child { font-family: inherit; white-space: nowrap; }
:is(.oversikt, .journal) { table-layout: auto; }
td.status { color: var(--farge); font-weight: 600; white-space: nowrap; }
@media (max-width: 36rem) { .hode { display: block; } .hode dd { margin-bottom: .4rem; } }
"""


def som_html(k: Kjoering, lang: str) -> str:
    """The page."""
    hva = f"{k.system or velg(lang, 'Et fagsystem', 'A case system')} {k.versjon or ''}".strip()
    tittel = velg(lang, f"{hva} prøvd mot WS4", f"{hva} tried against WS4")
    return "\n".join((
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(tittel)} – mocknir</title>\n<style>{STIL}{_EGEN_STIL}</style>\n</head>\n<body>",
        f"<h1>{escape(tittel)}</h1>",
        *_merk(lang),
        *_hode(k, lang),
        *_tall(k, lang),
        *_oversikt(k, lang),
        *(linje for navn, gruppe in groupby(k.saker, lambda r: r.sak.suite) for linje in _suite(navn, gruppe, lang)),
        f"<p><small>mocknir {escape(k.mocknir)}. "
        + velg(lang, "Bare syntetiske personer. Henvisningene (§, [S…]) står i docs/kilder.md i mocknir.",
               "Synthetic persons only. The references (§, [S…]) are in docs/kilder.md of mocknir.")
        + "</small></p>\n</body>\n</html>\n",
    ))  # fmt: skip


def _merk(lang: str) -> Iterator[str]:
    nb, en = IKKE_GODKJENNING
    foerst, saa = ((nb, en), ("nb", "en")) if lang != "en" else ((en, nb), ("en", "nb"))
    yield '<div class="merk">'
    yield f'<p lang="{saa[0]}"><strong>{escape(foerst[0])}</strong></p><p lang="{saa[1]}">{escape(foerst[1])}</p>'
    yield "<p>" + velg(
        lang, "«dokumentert» betyr at kravet bygger på noe IMDi har skrevet; «antatt» at mocknir har valgt det, fordi "
        "kontrakten for WS4 ikke er offentlig.",
        "«dokumentert» means that a requirement rests on what IMDi has written; «antatt» that mocknir chose it, as the "
        "contract of WS4 is not public.",
    ) + "</p></div>"  # fmt: skip


def _hode(k: Kjoering, lang: str) -> Iterator[str]:
    grunn = f": {k.grunn.paa(lang)}" if k.grunn else ""
    rader = [
        ("System", " ".join(filter(None, (k.system, k.versjon))) or velg(lang, "ikke oppgitt", "not given")),
        (velg(lang, "Prøvd", "Tried"), f"{spraak.tid(k.begynt, lang)} – {k.sluttet:%H.%M}"),
        (velg(lang, "Mot", "Against"), f"mocknir {k.mocknir}, {k.server}/{k.sandkasse}/ws4"),
        (velg(lang, "Drevet av", "Driven by"), k.hvordan.paa(lang)),
        (velg(lang, "Personer", "Persons"), f"--seed {k.seed}"),
        (velg(lang, "Kjøringen er", "The run is"), ordet(k.status, lang) + grunn),
    ]  # fmt: skip
    yield '<dl class="hode">'
    yield from (f"<dt>{escape(navn)}</dt><dd>{escape(verdi)}</dd>" for navn, verdi in rader)
    yield "</dl>"


def _tall(k: Kjoering, lang: str) -> Iterator[str]:
    ord_ = velg(lang, "sak", "case") if len(k.saker) == 1 else velg(lang, "saker", "cases")
    yield f'<ul class="tall"><li><b>{len(k.saker)}</b> {ord_}</li>'
    for u in Utfall:
        if k.antall(u):
            yield f'<li><b class="{_KLASSE[u]}">{k.antall(u)}</b> {ordet(u, lang)}</li>'
    for s in (Status.AVBRUTT, Status.VENTER):
        antall = sum(r.status is s for r in k.saker)
        if antall:
            yield f'<li><b class="hinder">{antall}</b> {ordet(s, lang)}</li>'
    yield "</ul>"


def _oversikt(k: Kjoering, lang: str) -> Iterator[str]:
    """Every requirement on a line: what it is, how well it is known, and how it went."""
    hoder = velg(lang, "Krav|Resultat|Hva som kreves|Kilde", "Requirement|Result|What is required|Source").split("|")
    yield f"<h2>{velg(lang, 'Kravene', 'The requirements')}</h2>"
    yield '<table class="oversikt"><thead><tr>' + "".join(f"<th>{h}</th>" for h in hoder) + "</tr></thead><tbody>"
    for r in k.saker:
        krav = r.sak.krav
        yield (
            f'<tr><td><a href="#{escape(r.sak.navn)}">{escape(krav.id)}</a></td>'
            f'<td class="status {_klasse(r)}" data-hva="{hoder[1]}">{_ord(r, lang)}</td>'
            f'<td data-hva="{hoder[2]}">{escape(krav.text.paa(lang))}</td>'
            f'<td data-hva="{hoder[3]}">{escape(krav.provenance)}, {escape(krav.source)}</td></tr>'
        )
    yield "</tbody></table>"


def _klasse(r: Saksresultat) -> str:
    return _KLASSE[r.utfall] if r.utfall else "hinder"


def _ord(r: Saksresultat, lang: str) -> str:
    return f"{_MERKE[r.utfall] if r.utfall else '…'} {ordet(r.utfall or r.status, lang)}"


def _suite(navn: str, saker: Any, lang: str) -> Iterator[str]:
    yield f"<h2>{escape(navn)}: {escape(les_suiter()[navn].tittel.paa(lang))}</h2>"
    for r in saker:
        yield from _sak(r, lang)


def _sak(r: Saksresultat, lang: str) -> Iterator[str]:
    s, krav = r.sak.lest.scenario, r.sak.krav
    aapen = " open" if r.utfall in (Utfall.IKKE_BESTAATT, Utfall.ADVARSEL) else ""
    tid = f", {sekunder(r.sekunder, lang)}" if r.sekunder else ""
    yield f'<details class="sak {_klasse(r)}" id="{escape(r.sak.navn)}"{aapen}>'
    yield (
        f'<summary><span class="status">{_ord(r, lang)}</span> '
        f"{escape(s.title.paa(lang))} <small>{escape(krav.id)}{tid}</small></summary>"
    )
    maa = velg(lang, "Krav", "Requirement") if krav.level == "krav" else velg(lang, "Anbefaling", "Recommendation")
    yield f"<p>{maa} <b>{escape(krav.id)}</b>: {escape(krav.text.paa(lang))}<br>"
    yield f"<small>{escape(krav.provenance)}, domain.md {escape(krav.source)}</small></p>"
    if r.klokke:
        fra, til = map(date.fromisoformat, r.klokke)
        virtuelt, proevd = velg(lang, "Virtuell tid", "Virtual time"), velg(lang, "prøvd", "tried")
        vegg = spraak.tid(r.begynt, lang) if r.begynt else ""
        yield f"<p><small>{virtuelt}: {spraak.periode(fra, til, lang)}; {proevd} {vegg}</small></p>"
    if r.grunn:
        yield f"<p>{escape(r.grunn.paa(lang))}</p>"
    if s.manual:
        svar = velg(lang, "ikke besvart", "not answered") if r.svar is None else spraak.ja_nei(r.svar, lang)
        yield f"<p>{escape(s.manual.question.paa(lang))} <b>{svar}</b></p>"
    for funn in r.funn:
        yield f"<h3>{velg(lang, 'Ventet', 'Expected')}</h3><p>{escape(' '.join(funn.ventet))}</p>"
        yield from brudd(r.dom, funn.felt, lang)  # type: ignore[arg-type]  # who has breaches has a verdict
    yield from _steg(r, lang)
    yield from _journal(r, lang)
    yield f"<h4>{velg(lang, 'Saken', 'The case')}</h4><pre>{escape(forklar(s, lang).strip())}</pre>"
    yield "</details>"


def _steg(r: Saksresultat, lang: str) -> Iterator[str]:
    if not r.steg:
        return
    yield f"<h4>{velg(lang, 'Systemet ble bedt om', 'The system was asked for')}</h4><ol>"
    for b in r.steg:
        naar = dag(date.fromisoformat(b.oppdrag["clock"]), lang)
        utskrift = f"<pre>{escape(b.utfoert.utskrift)}</pre>" if b.utfoert.utskrift else ""
        yield (
            f"<li>{naar}: {escape(b.oppdrag['instruction'][lang])}<br><small>{escape(b.utfoert.ord.paa(lang))} "
            f"({sekunder(b.utfoert.sekunder, lang)})</small>{utskrift}</li>"
        )
    yield "</ol>"


def _journal(r: Saksresultat, lang: str) -> Iterator[str]:
    """What came to NIR: the evidence."""
    if not r.journal:
        return
    hoder = velg(lang, "Post|Tid i NIR|Operasjon|meldingsId|Hva NIR svarte",
                 "Entry|Time in NIR|Operation|meldingsId|What NIR answered").split("|")  # fmt: skip
    yield f"<h4>{velg(lang, 'Det som kom til NIR', 'What came to NIR')}</h4>"
    yield '<table class="journal"><thead><tr>' + "".join(f"<th>{h}</th>" for h in hoder) + "</tr></thead><tbody>"
    for post in r.journal:
        celler = (
            f"#{post['journalnummer']}", str(post["tidspunkt"])[:16].replace("T", " "), post["operasjon"] or "",
            post["meldingsId"] or "", svaret(post, lang),
        )  # fmt: skip
        yield "<tr>" + "".join(
            f'<td data-hva="{h}">{escape(c)}</td>' for h, c in zip(hoder, celler, strict=True)
        ) + "</tr>"  # fmt: skip
    yield "</tbody></table>"


_ANTALL = {
    "godtatt": ("godtatt", "accepted"), "godtattMedAdvarsel": ("godtatt med advarsel", "accepted with a warning"),
    "uendret": ("uendret", "unchanged"), "avvist": ("avvist", "rejected"),
}  # fmt: skip


def svaret(post: Mapping[str, Any], lang: str) -> str:
    """What NIR made of a call, and what struck it."""
    deler = []
    if post["feilkode"]:
        deler.append(f"{post['feilkode']}: {post['tekst' if lang != 'en' else 'tekstEngelsk'] or post['tekst'] or ''}")
    deler += [f"{n} {velg(lang, *_ANTALL[hva])}" for hva, n in post["antall"].items() if n]
    deler += [f["tekst" if lang != "en" else "tekstEngelsk"] for f in post["faults"]]
    return "; ".join(deler)
