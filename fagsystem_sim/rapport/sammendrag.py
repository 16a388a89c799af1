"""The summary as Markdown: what a colleague reads in an e-mail."""

from collections.abc import Iterable, Sequence

from fagsystem_sim.datoer import norsk
from fagsystem_sim.rapport import kilder, tekster
from fagsystem_sim.rapport.ord import MERKE, prosent, tall
from fagsystem_sim.rapport.resultat import Resultat, Sammenligning


def markdown(r: Resultat) -> str:
    """The whole text."""
    deler = [f"# {r.tittel}", tekster.ETTERLIGNING, r.ingress]
    if r.sammenligning:
        deler += ["## Simulert og publisert", tekster.dom(r), " ".join(tekster.forbehold(r)), _tabell(
            ("", "Simulert", "I full skala", "Publisert", "Toleranse", "", "Kilde"),
            ((s.hva, s.simulert, s.omregnet, _publisert(s), s.toleranse, MERKE[s.holder], s.kilde)
             for s in r.sammenligning),
        )]  # fmt: skip
    deler += ["## Fra planlagt til overført", tekster.REGNSKAP, _tabell(
        ("", "Registreringer"), [*tekster.regnskap(r), *((hva, tall(n)) for hva, n in tekster.utfall(r) if n)]
    )]  # fmt: skip
    deler += [f"## Måloppnåelse {r.aar} ved hver frist", tekster.FRISTER, _tabell(
        ("Slik NIR kjente det", "Avsluttet", "Arbeid", "Utdanning", "Lukket av NIR", "Måloppnåelse"),
        ((m.hvem, tall(m.avsluttet), tall(m.arbeid), tall(m.utdanning), tall(m.av_nir), prosent(m.prosent))
         for m in r.frister),
    )]  # fmt: skip
    deler += [f"## NIRs egne lukkinger i {r.aar}", tekster.lukkinger(r), _tabell(
        ("Regel", "Hva den sier", "Program", "Rettet siden", "Sto"),
        ((en.regel, en.tekst, tall(en.antall), tall(en.rettet), tall(en.antall - en.rettet)) for en in r.lukkinger),
    )]  # fmt: skip
    deler += ["## Hva reglene hadde å si", tekster.REGLER, _tabell(
        ("Regel", "Alvor", "Registreringer", "Personer"),
        ((a.regel, a.alvor, tall(a.registreringer), tall(a.personer)) for a in r.anmerkninger),
    )]  # fmt: skip
    if brukt := kilder.brukt(s.kilde for s in r.sammenligning):
        deler += ["## Kilder", _tabell(
            ("Merke", "Hva", "Hvem", "Hvor"),
            ((en.merke, en.tittel, en.utgiver, en.adresse and f"<{en.adresse}>") for en in brukt),
        )]  # fmt: skip
    deler += [f"Tallene er slik NIR kjente dem {norsk(r.per)}. Plottene står i `rapport.html`, tabellene i CSV-filene."]
    deler += list(r.merknader)
    return "\n\n".join(del_ for del_ in deler if del_) + "\n"


def _publisert(s: Sammenligning) -> str:
    regnet = tekster.regnet(s)
    return f"{s.publisert} ({regnet})" if regnet else s.publisert


def _tabell(kolonner: Sequence[str], rader: Iterable[Sequence[str]]) -> str:
    kropp = list(rader)
    if not kropp:
        return "Ingen."
    linjer = [kolonner, ["---"] * len(kolonner), *kropp]
    return "\n".join("| " + " | ".join(v.replace("|", "\\|") for v in linje) + " |" for linje in linjer)
