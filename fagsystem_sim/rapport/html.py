"""The page: one file, no resource from elsewhere, read on a wide screen, a narrow one, or paper."""

from collections.abc import Iterable, Sequence
from html import escape

from fagsystem_sim.datoer import norsk
from fagsystem_sim.rapport import plott, tekster
from fagsystem_sim.rapport.ord import MERKE, prosent, tall
from fagsystem_sim.rapport.resultat import Maal, Resultat
from fagsystem_sim.rapport.tegning import Plott, som_html

_STIL = """
:root { --tekst: #1b2430; --dempet: #5b6675; --flate: #ffffff; --bunn: #f3f5f8; --strek: #dde3ea; --blaa: #1f5a96;
  --groenn: #23704b; --roed: #b3341f; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bunn); color: var(--tekst);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
header { background: linear-gradient(120deg, #123a63, #1f5a96); color: #fff; padding: 2.6rem 1.2rem 4.6rem; }
header > div, main { max-width: 68rem; margin: 0 auto; }
h1 { margin: 0 0 .4rem; font-size: 2rem; line-height: 1.2; text-wrap: balance; }
header p { margin: 0; max-width: 46rem; opacity: .92; }
main { padding: 0 1.2rem 3rem; margin-top: -3.1rem; }
.tall { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem; }
.tall div, section { background: var(--flate); border: 1px solid var(--strek); border-radius: 10px; }
.tall div { padding: .9rem 1rem; }
.tall b { display: block; font-size: 1.55rem; line-height: 1.2; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
.tall span { color: var(--dempet); font-size: .88rem; }
section { margin-top: 1.1rem; padding: 1.1rem 1.3rem 1.2rem; }
h2 { margin: 0 0 .2rem; font-size: 1.15rem; }
section > p { margin: 0 0 .8rem; color: var(--dempet); font-size: .94rem; }
.to { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: 0 1.1rem; }
.ingen { margin: .4rem 0; font-style: italic; }
svg { width: 100%; height: auto; display: block; } svg.halv { max-width: 34rem; }
.rull { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th { text-align: left; color: var(--dempet); font-weight: 600; font-size: .84rem; }
th, td { padding: .42rem .9rem .42rem 0; border-bottom: 1px solid var(--strek); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
.h { text-align: right; font-variant-numeric: tabular-nums; } td.h { white-space: nowrap; }
.ja { color: var(--groenn); font-weight: 700; } .nei { color: var(--roed); font-weight: 700; }
tr.brudd td { background: color-mix(in srgb, var(--roed) 7%, var(--flate)); }
tr.sum td { border-top: 2px solid var(--dempet); font-weight: 700; }
.kilde { color: var(--dempet); font-size: .84rem; }
details > summary { cursor: pointer; color: var(--blaa); padding: .3rem 0; }
footer { color: var(--dempet); font-size: .86rem; margin-top: 1.4rem; }
@media (max-width: 34rem) { .to { grid-template-columns: minmax(0, 1fr); } h1 { font-size: 1.5rem; }
  section { padding: 1rem .9rem; } svg.hel { width: 42rem; } .bred th:first-child, .bred td:first-child {
  position: sticky; left: 0; min-width: 8.5rem; background: var(--flate); }
  .bred td { min-width: 3.5rem; } .bred .kilde { min-width: 11rem; } }
@media print { html { font-size: 12px; } body { background: none; font-size: 1rem; }
  header { background: none; color: inherit; padding: 0; }
  main { margin-top: 1rem; padding: 0; } section { break-inside: avoid; padding: .7rem .8rem; }
  .tall { grid-template-columns: repeat(6, 1fr); } .tall b { font-size: 1.2rem; } .rull { overflow: visible; }
  .to { grid-template-columns: 1fr 1fr; } }
"""


def side(r: Resultat) -> str:
    """The whole page."""
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="nb"><head><meta charset="utf-8"><title>{escape(r.tittel)}</title>',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{_STIL}</style></head><body>",
            f"<header><div><h1>{escape(r.tittel)}</h1><p>{escape(r.ingress)}</p></div></header><main>",
            _noekkeltall(r),
            _seksjon("Simulert og publisert", tekster.dom(r), _sammenligning(r)) if r.sammenligning else "",
            _plott("Overføringer og avvisninger uke for uke", tekster.UKER, plott.uker(r)),
            _plott("Hvor lang tid registreringen tok", tekster.FORSINKELSE, plott.forsinkelse(r)),
            '<div class="to"><div>',
            _plott("NIRs egne lukkinger etter årsak", tekster.lukkinger(r), plott.lukkinger(r)),
            _seksjon("Fra planlagt til overført", tekster.REGNSKAP, _regnskap(r)),
            "</div><div>",
            _plott("Avsluttede etter avslutningsårsak", tekster.AARSAKER, plott.aarsaker(r)),
            "</div></div>",
            _seksjon("Måloppnåelse ved hver frist", "Slik NIR kjente det da fristen gikk ut.", _maal(r.frister)),
            _plott("Måloppnåelse etter kommune", tekster.KOMMUNER, plott.kommuner(r)),
            _seksjon("Hva reglene hadde å si", tekster.REGLER, _anmerkninger(r)),
            _seksjon("Kommunene", f"Måloppnåelse {r.aar}, slik NIR kjente det {norsk(r.per)}.", _kommuner(r)),
            "<footer>", *(f"<p>{escape(merknad)}</p>" for merknad in r.merknader), "</footer>",
            "</main></body></html>", "",
        )
    )  # fmt: skip


def _noekkeltall(r: Resultat) -> str:
    sist = r.frister[-1] if r.frister else None
    lukket = sum(en.antall for en in r.lukkinger)
    kort = [
        (tall(r.registreringer), "registreringer overført"),
        (tall(sum(u.meldinger for u in r.uker)), "meldinger"),
        (tall(sum(u.avvist for u in r.uker)), "avvist av en regel"),
        (tall(lukket), f"lukket av NIR i {r.aar}, rettede medregnet"),
        (tall(sist.avsluttet) if sist else "–", f"avsluttet i {r.aar}"),
        (prosent(sist.prosent) if sist else "–", "til arbeid eller utdanning"),
    ]
    return (
        '<div class="tall">'
        + "".join(f"<div><b>{tall_}</b><span>{tekst}</span></div>" for tall_, tekst in kort)
        + "</div>"
    )


def _seksjon(tittel: str, tekst: str, innhold: str) -> str:
    """A part of the page; what is too wide for a narrow screen rolls within it, also by the arrow keys."""
    rull = f'<div class="rull" tabindex="0" role="group" aria-label="{escape(tittel)}">{innhold}</div>' * bool(innhold)
    return f"<section><h2>{escape(tittel)}</h2><p>{escape(tekst)}</p>{rull}</section>"


def _plott(tittel: str, tekst: str, plott_: Plott | str) -> str:
    """A plot with what there is to see in it; only a sentence where there is nothing."""
    if isinstance(plott_, str):
        return _seksjon(tittel, plott_, "")
    return _seksjon(tittel, tekst, som_html(plott_))


def _regnskap(r: Resultat) -> str:
    *linjer, sum_ = tekster.regnskap(r)
    rader = [("", *linje) for linje in linjer] + [(" class=sum", *sum_)]
    rader += [("", hva, tall(n)) for hva, n in tekster.utfall(r) if n]
    kropp = "".join(
        f'<tr{klasse}><td>{escape(hva)}</td><td class="h">{antall}</td></tr>' for klasse, hva, antall in rader
    )
    return f'<table><tr><th></th><th class="h">Registreringer</th></tr>{kropp}</table>'


def _sammenligning(r: Resultat) -> str:
    rader = []
    for s in r.sammenligning:
        klasse = {True: "ja", False: "nei", None: "kilde"}[s.holder]
        rader.append(
            f"<tr{' class=brudd' if s.holder is False else ''}><td>{escape(s.hva)}</td>"
            f'<td class="h">{escape(s.simulert)}</td><td class="h">{escape(s.omregnet)}</td>'
            f'<td class="h">{escape(s.publisert)}</td><td class="h">{escape(s.toleranse)}</td>'
            f'<td class="{klasse}">{MERKE[s.holder]}</td><td class="kilde">{escape(s.kilde)}</td></tr>'
        )
    hode = '<th></th><th class="h">Simulert</th><th class="h">I&nbsp;full&nbsp;skala</th><th class="h">Publisert</th>'
    return (
        f'<table class="bred"><tr>{hode}<th class="h">Toleranse</th><th></th><th>Kilde</th></tr>'
        f"{''.join(rader)}</table>"
    )


def _maal(rader: Sequence[Maal], foerste: str = "Slik NIR kjente det") -> str:
    return _tabell(
        (foerste, ">Avsluttet", ">Arbeid", ">Utdanning", ">Ikke registrert", ">Lukket av NIR", ">Måloppnåelse"),
        ((m.hvem, *_maaltall(m)) for m in rader),
    )


def _maaltall(m: Maal) -> tuple[str, ...]:
    antall = (m.avsluttet, m.arbeid, m.utdanning, m.ikke_registrert, m.av_nir)
    return (*(tall(n) for n in antall), prosent(m.prosent))


def _anmerkninger(r: Resultat) -> str:
    return _tabell(
        ("Regel", "Hva den krever", "Alvor", ">Registreringer", ">Personer"),
        ((a.regel, a.tekst, a.alvor, tall(a.registreringer), tall(a.personer)) for a in r.anmerkninger),
    )


def _kommuner(r: Resultat) -> str:
    if not r.kommuner:
        return '<p class="ingen">Ingen kommune hadde noen som avsluttet.</p>'
    tabell = _tabell(
        ("Nr.", "Kommune", ">Avsluttet", ">Arbeid", ">Utdanning", ">Ikke registrert", ">Lukket av NIR",
         ">Måloppnåelse"),
        ((k.nummer, k.navn, *_maaltall(k.maal)) for k in r.kommuner),
    )  # fmt: skip
    return f"<details><summary>{len(r.kommuner)} kommune{'r' * (len(r.kommuner) > 1)}</summary>{tabell}</details>"


def _tabell(kolonner: Sequence[str], rader: Iterable[Sequence[str]]) -> str:
    """A table, or a word where it has no rows; a heading that begins with > stands over numbers."""
    klasser = [' class="h"' if k.startswith(">") else "" for k in kolonner]
    hode = "".join(f"<th{kl}>{escape(k.lstrip('>'))}</th>" for k, kl in zip(kolonner, klasser, strict=True))
    kropp = "".join(
        "<tr>" + "".join(f"<td{kl}>{escape(v)}</td>" for v, kl in zip(rad, klasser, strict=True)) + "</tr>"
        for rad in rader
    )
    return f'<table class="bred"><tr>{hode}</tr>{kropp}</table>' if kropp else '<p class="ingen">Ingen.</p>'
