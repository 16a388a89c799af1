"""Verdicts as one HTML page that opens without a network: a summary, and each scenario to unfold."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from mocknir import __version__
from mocknir.journal.spraak import dag, velg
from mocknir.scenario.dom import STATUSORD, Dom, Felt, Verdi, etter_mappe
from mocknir.scenario.gang import Status
from mocknir.scenario.rapport.tekst import sekunder

_KLASSE = {
    Status.HOLDT: "holdt", Status.HOLDT_IKKE: "brudd", Status.KUNNE_IKKE: "hinder", Status.STOETTES_IKKE: "utenfor",
}  # fmt: skip
_MERKE = {Status.HOLDT: "✓", Status.HOLDT_IKKE: "✗", Status.KUNNE_IKKE: "!", Status.STOETTES_IKKE: "–"}
STIL = """
:root { color-scheme: light dark; --flate: #fff; --blekk: #1b1b1b; --svak: #595959; --strek: #d5d5d5;
  --felt: #f5f5f3; --holdt: #1a6b33; --brudd: #b3261e; --hinder: #8a5300; --utenfor: #595959; }
@media (prefers-color-scheme: dark) { :root { --flate: #161616; --blekk: #ececec; --svak: #b0b0b0; --strek: #444;
  --felt: #232323; --holdt: #7bd390; --brudd: #ff9d94; --hinder: #f0bd6b; --utenfor: #b0b0b0; } }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; color: var(--blekk);
  background: var(--flate); overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; } h4 { font-size: .9rem; margin: 1rem 0 .25rem; color: var(--svak); }
.tall { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.tall li { border: 1px solid var(--strek); border-radius: .4rem; padding: .4rem .8rem; }
.tall b { font-size: 1.4rem; display: block; line-height: 1.2; }
details.sak { border: 1px solid var(--strek); border-left: .3rem solid var(--farge); border-radius: .3rem;
  margin: .4rem 0; padding: 0 .8rem; }
details.sak[open] { padding-bottom: .8rem; }
details.sak > summary { padding: .5rem 0; cursor: pointer; } h3 + .sted { margin: 0; }
summary .status { color: var(--farge); font-weight: 600; }
.holdt { --farge: var(--holdt); } .brudd { --farge: var(--brudd); } .hinder { --farge: var(--hinder); }
.utenfor { --farge: var(--utenfor); }
b.holdt, b.brudd, b.hinder, b.utenfor { color: var(--farge); }
.sted, small, dt { color: var(--svak); font-size: .85rem; } .sted { font-family: ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: .5rem 0; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--strek); }
td:first-child, th:first-child { font-family: ui-monospace, monospace; }
tr.nest td:first-child { padding-left: 1rem; } td.er { color: var(--brudd); }
.nesten { background: var(--felt); border-left: .2rem solid var(--hinder); padding: .4rem .8rem .4rem 1.6rem;
  margin: .3rem 0; }
pre { white-space: pre-wrap; background: var(--felt); padding: .6rem .8rem; font: inherit; font-size: .95rem;
  margin: .3rem 0; }
ul { margin: .3rem 0; padding-left: 1.2rem; } a { color: inherit; }
:focus-visible { outline: 2px solid var(--farge, currentcolor); outline-offset: 2px; }
@media (max-width: 36rem) { body { padding: .6rem; } thead { display: none; }
  tr, td { display: block; border: 0; padding: 0; } tr { border-bottom: 1px solid var(--strek); padding: .4rem 0; }
  td[data-hva]::before { content: attr(data-hva) ": "; color: var(--svak); } }
@media print { details.sak { break-inside: avoid; } }
"""


def som_html(alle: Sequence[Dom], forklart: Mapping[str, str], brukt: float, lang: str) -> str:
    """The page; `forklart` has each scenario in words, by its file."""
    tittel = velg(lang, "Holdt det?", "Did it hold?")
    return "\n".join((
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(tittel)} – mocknir</title>\n<style>{STIL}</style>\n</head>\n<body>",
        f"<h1>{escape(tittel)}</h1>",
        *_tall(alle, brukt, lang),
        *(linje for mappe, noen in etter_mappe(alle).items() for linje in _gruppe(mappe, noen, forklart, lang)),
        f"<p><small>mocknir {escape(__version__)}. "
        + velg(lang, "Bare syntetiske personer.", "Synthetic persons only.")
        + "</small></p>\n</body>\n</html>\n",
    ))  # fmt: skip


def _tall(alle: Sequence[Dom], brukt: float, lang: str) -> Iterator[str]:
    antall = Counter(d.status for d in alle)
    yield '<ul class="tall">'
    ord_ = velg(lang, "scenario", "scenario") if len(alle) == 1 else velg(lang, "scenarioer", "scenarios")
    yield f"<li><b>{len(alle)}</b> {ord_}, {sekunder(brukt, lang)}</li>"
    for status in Status:
        if antall[status]:
            ord_ = escape(velg(lang, *STATUSORD[status]))
            yield f'<li><b class="{_KLASSE[status]}">{antall[status]}</b> {ord_}</li>'
    yield "</ul>"


def _gruppe(mappe: str, noen: Iterable[Dom], forklart: Mapping[str, str], lang: str) -> Iterator[str]:
    yield f"<h2>{escape(mappe)}</h2>"
    for d in noen:
        yield from _sak(d, forklart.get(d.fil, ""), lang)


def _sak(d: Dom, forklart: str, lang: str) -> Iterator[str]:
    aapen = " open" if d.status in (Status.HOLDT_IKKE, Status.KUNNE_IKKE) else ""
    yield f'<details class="sak {_KLASSE[d.status]}" id="{escape(d.navn)}"{aapen}>'
    yield (
        f'<summary><span class="status">{_MERKE[d.status]} {escape(d.ord)}</span> {escape(d.tittel)} '
        f"<small>{escape(d.navn)}{_tid(d, lang)}</small></summary>"
    )
    if d.grunn:
        yield f"<p>{escape(d.grunn)}</p>"
    for felt in d.brudd:
        yield from brudd(d, felt, lang)
    if d.hinder is not None:
        yield f"<h3>{velg(lang, 'Stoppet her', 'It stopped here')}</h3>"
        yield f'<p class="sted">{escape(d.fil)}:{d.hinder.linje}</p><p>{escape(d.hinder.tekst)}</p>'
    if d.sandkasse:
        hva = velg(lang, "Sandkassen er beholdt", "The sandbox was kept")
        yield f"<p>{hva}: <code>{escape(d.sandkasse)}</code></p>"
    yield f"<h4>{velg(lang, 'Scenarioet', 'The scenario')}</h4><pre>{escape(forklart.strip())}</pre>"
    yield "</details>"


def _tid(d: Dom, lang: str) -> str:
    return f", {sekunder(d.sekunder, lang)}" if d.sekunder else ""


def brudd(d: Dom, felt: Felt, lang: str) -> Iterator[str]:
    """A breach: what was expected beside what is, how near it was, and what led there."""
    om = f": {escape(felt.om)}" if felt.om else ""
    yield f"<h3>{dag(felt.dag, lang)}{om}</h3>"
    yield f'<p class="sted">{escape(d.fil)}:{felt.linje}</p>'
    if felt.tekst:
        yield f"<p>{escape(felt.tekst)}</p>"
    if felt.verdier:
        ventet, er = velg(lang, "ventet", "expected"), velg(lang, "er", "is")
        yield f"<table><thead><tr><th></th><th>{ventet}</th><th>{er}</th></tr></thead><tbody>"
        yield from _rader(felt.verdier, ventet, er, lang, 0)
        yield "</tbody></table>"
    yield from _liste(velg(lang, "Nesten", "Near misses"), felt.nesten, "nesten")
    yield from _liste(velg(lang, "Reglene bak", "The rules behind it"),
                      [f"{r.id}: {r.tittel} ({r.kilde})." for r in felt.regler])  # fmt: skip
    yield from _liste(velg(lang, "Dette har skjedd", "This has happened"),
                      [f"{dag(h.dag, lang)} (#{h.nummer}): {h.tekst}" for h in felt.historikk])  # fmt: skip


def _rader(alle: Iterable[Verdi], ventet: str, er: str, lang: str, dybde: int) -> Iterator[str]:
    for v in alle:
        naer = velg(lang, "nærmest: ", "nearest: ") if dybde else ""
        klasse = ' class="nest"' if dybde else ""
        yield (
            f'<tr{klasse}><td>{naer}{escape(v.sti)}</td><td data-hva="{ventet}">{escape(v.ventet)}</td>'
            f'<td class="er" data-hva="{er}">{escape(v.er)}</td></tr>'
        )
        yield from _rader(v.naermest, ventet, er, lang, dybde + 1)


def _liste(tittel: str, punkter: Sequence[str], klasse: str = "") -> Iterator[str]:
    if punkter:
        yield f"<h4>{tittel}</h4>"
        yield f'<ul class="{klasse}">' if klasse else "<ul>"
        yield from (f"<li>{escape(punkt)}</li>" for punkt in punkter)
        yield "</ul>"
