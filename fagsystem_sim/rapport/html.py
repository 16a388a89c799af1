"""The page: one file, no resource from elsewhere, read on a wide screen, a narrow one, or paper."""

from collections.abc import Iterable, Sequence
from html import escape

from fagsystem_sim.datoer import norsk
from fagsystem_sim.rapport import kilder, plott, tekster
from fagsystem_sim.rapport.ord import MERKE, prosent, tall
from fagsystem_sim.rapport.resultat import Maal, Resultat, Sammenligning, todelt
from fagsystem_sim.rapport.tegning import Plott, som_html

_STIL = """
:root { --tekst: #1b2430; --dempet: #5b6675; --flate: #ffffff; --bunn: #f3f5f8; --strek: #dde3ea; --blaa: #1f5a96;
  --groenn: #23704b; --roed: #b3341f; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bunn); color: var(--tekst);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
header { background: linear-gradient(120deg, #123a63, #1f5a96); color: #fff; padding: 2.6rem 1.2rem 4.6rem; }
h1 { margin: 0 0 .4rem; font-size: 2rem; line-height: 1.2; text-wrap: balance; }
header p { margin: 0; max-width: 46rem; opacity: .92; }
header p + p { margin-top: .6rem; padding-left: .8rem; border-left: 3px solid #ffffff88; opacity: 1; }
header > div, main { max-width: 68rem; margin: 0 auto; }
main { box-sizing: content-box; padding: 0 1.2rem 3rem; margin-top: -3.1rem; }
.tall { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem; }
.tall div, section { background: var(--flate); border: 1px solid var(--strek); border-radius: 10px; }
.tall div { padding: .9rem 1rem; }
.tall b { display: block; font-size: 1.55rem; line-height: 1.2; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
.tall span { color: var(--dempet); font-size: .88rem; }
section { margin-top: 1.1rem; padding: 1.1rem 1.3rem 1.2rem; }
h2 { margin: 0 0 .2rem; font-size: 1.15rem; }
section > p { margin: 0 0 .6rem; color: var(--dempet); font-size: .94rem; max-width: 52rem; }
section > p.dom { color: inherit; font-weight: 600; }
.to { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: 0 1.1rem; }
.ingen { margin: .4rem 0; font-style: italic; }
svg { width: 100%; height: auto; display: block; } svg.halv { max-width: 34rem; }
.rull { overflow-x: auto; margin-top: .2rem;
  background: linear-gradient(90deg, var(--flate) 40%, transparent), linear-gradient(270deg, var(--flate) 40%,
    transparent) 100% 0, linear-gradient(90deg, #1b243045, transparent), linear-gradient(270deg, #1b243045, transparent)
    100% 0;
  background-repeat: no-repeat; background-size: 2.6rem 100%, 2.6rem 100%, .8rem 100%, .8rem 100%;
  background-attachment: local, local, scroll, scroll; }
.lang .rull { max-height: min(34rem, 75vh); overflow-y: auto; }
.lang thead th { position: sticky; top: 0; background: var(--flate); z-index: 1; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th { text-align: left; color: var(--dempet); font-weight: 600; font-size: .84rem; }
th, td { padding: .42rem .9rem .42rem 0; border-bottom: 1px solid var(--strek); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
.h { text-align: right; font-variant-numeric: tabular-nums; } td.h { white-space: nowrap; }
.ja { color: var(--groenn); font-weight: 700; } .nei { color: var(--roed); font-weight: 700; }
tr.brudd td { background: color-mix(in srgb, var(--roed) 7%, var(--flate)); }
tr.sum td { border-top: 2px solid var(--dempet); font-weight: 700; }
.kilde { color: var(--dempet); font-size: .84rem; }
td small { display: block; color: var(--dempet); font-size: .84em; white-space: nowrap; }
a { color: var(--blaa); } .kilder { list-style: none; margin: 0; padding: 0; } .kilder li { margin: .5rem 0; }
.kilder a { overflow-wrap: anywhere; font-size: .84rem; } .kilder li:target { outline: 2px solid var(--blaa); }
footer { color: var(--dempet); font-size: .86rem; margin-top: 1.4rem; }
@media (max-width: 34rem) { .to { grid-template-columns: minmax(0, 1fr); } h1 { font-size: 1.5rem; }
  section { padding: 1rem .9rem; } svg.hel { width: 42rem; } .bred th:first-child, .bred td:first-child {
  position: sticky; left: 0; min-width: 8.5rem; background: var(--flate); }
  .bred td { min-width: 3.5rem; } .bred .kilde { min-width: 7rem; } .bred .sagt { min-width: 9rem; } }
@media print { html { font-size: 12px; } body { background: none; font-size: 1rem; }
  header { background: none; color: inherit; padding: 0; } header p + p { border-color: var(--strek); }
  main { margin-top: 1rem; padding: 0; } section { padding: .7rem .8rem; } svg, tr { break-inside: avoid; }
  h2, section > p { break-after: avoid; } section.plott { break-inside: avoid; }
  .rull, .lang .rull { max-height: none; background: none; } .lang thead th { position: static; }
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
            f"<header><div><h1>{escape(r.tittel)}</h1><p>{escape(r.ingress)}</p>"
            f"<p>{escape(tekster.ETTERLIGNING)}</p></div></header><main>",
            _noekkeltall(r),
            _mot_det_publiserte(r),
            _plott("Overføringer og avvisninger uke for uke", tekster.UKER, plott.uker(r)),
            _plott("Hvor lang tid registreringen tok", tekster.FORSINKELSE, plott.forsinkelse(r)),
            '<div class="to"><div>',
            _plott("NIRs egne lukkinger etter årsak", tekster.lukkinger(r), plott.lukkinger(r)),
            _seksjon("Fra planlagt til overført", tekster.REGNSKAP, _regnskap(r)),
            "</div><div>",
            _plott("Avsluttede etter avslutningsårsak", tekster.AARSAKER, plott.aarsaker(r)),
            "</div></div>",
            _seksjon("Måloppnåelse ved hver frist", tekster.FRISTER, _maal(r.frister)),
            _plott("Måloppnåelse etter kommune, simulert", tekster.KOMMUNER, plott.kommuner(r)),
            _seksjon("Hva reglene hadde å si", tekster.REGLER, _anmerkninger(r)),
            _seksjon("Kommunene, simulert", tekster.kommuner(r), _kommuner(r), "lang"),
            _kilder(r),
            "<footer>", *(f"<p>{escape(merknad)}</p>" for merknad in r.merknader), "</footer>",
            "</main></body></html>", "",
        )
    )  # fmt: skip


def _noekkeltall(r: Resultat) -> str:
    sist = r.frister[-1] if r.frister else None
    kort = [
        (tall(r.registreringer), "registreringer overført"),
        (tall(sum(u.meldinger for u in r.uker)), "meldinger"),
        (tall(sum(u.avvist for u in r.uker)), "avvist av en regel"),
        (tall(r.lukket), f"program lukket av NIR i {r.aar}; {tall(r.lukket - r.rettet)} sto {norsk(r.per)}"),
        (tall(sist.avsluttet) if sist else "–", f"avsluttet i {r.aar}"),
        (prosent(sist.prosent) if sist else "–", "til arbeid eller utdanning"),
    ]
    return (
        '<div class="tall">'
        + "".join(f"<div><b>{tall_}</b><span>{tekst}</span></div>" for tall_, tekst in kort)
        + "</div>"
    )


def _seksjon(tittel: str, tekst: str | Sequence[str], innhold: str, klasse: str = "") -> str:
    """A part of the page; what is too wide for a narrow screen rolls within it, also by the arrow keys.

    Of several paragraphs the first is the one that counts.
    """
    rull = f'<div class="rull" tabindex="0" role="group" aria-label="{escape(tittel)}">{innhold}</div>' * bool(innhold)
    foerst, *resten = [tekst] if isinstance(tekst, str) else [del_ for del_ in tekst if del_]
    viktig = "" if isinstance(tekst, str) else ' class="dom"'
    avsnitt = f"<p{viktig}>{escape(foerst)}</p>" + "".join(f"<p>{escape(del_)}</p>" for del_ in resten)
    return f'<section class="{klasse}"><h2>{escape(tittel)}</h2>{avsnitt}{rull}</section>'


def _plott(tittel: str, tekst: str, plott_: Plott | str) -> str:
    """A plot with what there is to see in it; only a sentence where there is nothing."""
    if isinstance(plott_, str):
        return _seksjon(tittel, plott_, "")
    return _seksjon(tittel, tekst, som_html(plott_), "plott")


def _regnskap(r: Resultat) -> str:
    *linjer, sum_ = tekster.regnskap(r)
    rader = [("", *linje) for linje in linjer] + [(" class=sum", *sum_)]
    rader += [("", hva, tall(n)) for hva, n in tekster.utfall(r) if n]
    kropp = "".join(
        f'<tr{klasse}><td>{escape(hva)}</td><td class="h">{antall}</td></tr>' for klasse, hva, antall in rader
    )
    return f'<table><thead><tr><th></th><th class="h">Registreringer</th></tr></thead><tbody>{kropp}</tbody></table>'


def _mot_det_publiserte(r: Resultat) -> str:
    """The figures beside those that are published, and those that nobody has published."""
    publisert, ellers = todelt(r.sammenligning)
    ut = ""
    if publisert:
        tekst = (tekster.dom(r), " ".join(tekster.forbehold(r)))
        ut += _seksjon("Simulert og publisert", tekst, _sammenligning(publisert))
    if ellers:
        tabell = _tabell(
            ("", ">Simulert", *((">I full skala",) if r.hele_landet else ())),
            ((s.hva, s.simulert, *((s.omregnet,) if r.hele_landet else ())) for s in ellers),
        )
        ut += _seksjon("Simulert, og ikke publisert", tekster.UPUBLISERT, tabell)
    return ut


def _sammenligning(rader_: Sequence[Sammenligning]) -> str:
    rader = []
    for s in rader_:
        klasse = {True: "ja", False: "nei", None: "kilde"}[s.holder]
        rader.append(
            f"<tr{' class=brudd' if s.holder is False else ''}><td>{escape(s.hva)}</td>"
            f'<td class="h">{escape(s.simulert)}</td><td class="h">{escape(s.omregnet)}</td>'
            f'<td class="sagt">{_publisert(s)}</td><td class="h">{escape(s.toleranse)}</td>'
            f'<td class="{klasse}">{MERKE[s.holder]}</td><td class="kilde">{_merket(s.kilde)}</td></tr>'
        )
    hode = '<th></th><th class="h">Simulert</th><th class="h">I&nbsp;full&nbsp;skala</th><th>Publisert</th>'
    return (
        f'<table class="bred"><thead><tr>{hode}<th class="h">Toleranse</th><th></th><th>Kilde</th></tr></thead>'
        f"<tbody>{''.join(rader)}</tbody></table>"
    )


def _publisert(s: Sammenligning) -> str:
    regnet = tekster.regnet(s)
    return escape(s.publisert) + (f"<small>{escape(regnet)}</small>" if regnet else "")


def _merket(kilde: str) -> str:
    """A reference whose tags lead to what they stand for."""
    return kilder.med_hvert_merke(escape(kilde), lambda merke: f'<a href="#kilde-{merke}">{merke}</a>')


def _kilder(r: Resultat) -> str:
    brukt = kilder.brukt(s.kilde for s in r.sammenligning)
    if not brukt:
        return ""
    punkter = "".join(
        f'<li id="kilde-{k.merke}"><b>{k.merke}</b> {escape(k.tittel)}{", " * bool(k.utgiver)}{escape(k.utgiver)}'
        f'<br><a href="{escape(k.adresse)}">{escape(k.adresse)}</a></li>'
        for k in brukt
    )
    return _seksjon("Kilder", tekster.KILDER, f'<ul class="kilder">{punkter}</ul>')


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
    return _tabell(
        ("Kommune", ">Avsluttet", ">Arbeid", ">Utdanning", ">Ikke registrert", ">Lukket av NIR",
         ">Måloppnåelse"),
        ((f"{k.nummer} {k.navn}", *_maaltall(k.maal)) for k in r.kommuner),
    )  # fmt: skip


def _tabell(kolonner: Sequence[str], rader: Iterable[Sequence[str]]) -> str:
    """A table, or a word where it has no rows; a heading that begins with > stands over numbers."""
    klasser = [' class="h"' if k.startswith(">") else "" for k in kolonner]
    hode = "".join(f"<th{kl}>{escape(k.lstrip('>'))}</th>" for k, kl in zip(kolonner, klasser, strict=True))
    kropp = "".join(
        "<tr>" + "".join(f"<td{kl}>{escape(v)}</td>" for v, kl in zip(rad, klasser, strict=True)) + "</tr>"
        for rad in rader
    )
    if not kropp:
        return '<p class="ingen">Ingen.</p>'
    return f'<table class="bred"><thead><tr>{hode}</tr></thead><tbody>{kropp}</tbody></table>'
