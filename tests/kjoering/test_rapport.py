"""The report: what is written as it is read, and nothing of it taken for something else."""

import io
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from fagsystem_sim.kjoering.framdrift import Framdrift
from fagsystem_sim.kjoering.regnskap import Doemt, Journal, Tall, gjoer_opp, les_journal, naar
from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.rapport import html, tabeller, tekster
from fagsystem_sim.rapport.ord import prosent, tall
from fagsystem_sim.rapport.resultat import (
    Kommunemaal,
    Lukking,
    Maal,
    Post,
    Regnskap,
    Resultat,
    Sammenligning,
    Uke,
)
from fagsystem_sim.rapport.sammendrag import markdown
from fagsystem_sim.rapport.skriv import skriv


def resultat(**annet: object) -> Resultat:
    maal = Maal("<Oslo>", 8, 2, 1, 0, 1, 37.5)
    felt: dict[str, object] = {
        "tittel": "Norge & <verden>", "ingress": "I", "aar": 2017, "per": date(2018, 6, 12),
        "sammenligning": [Sammenligning("A|B", "1\u202f000", "1\u202f000", "900", "", "S1", False)],
        "regnskap": Regnskap(1010, (Post("Kom to ganger", "sendt igjen", 8), Post("Ble igjen", "ikke sendt", -3)), 0),
        "uker": [Uke(date(2017, 1, 2), 1, 2, 3, 4, 5, 6)], "lukkinger": [], "anmerkninger": [], "aarsaker": {},
        "forsinkelse": {3: 2, 70: 1}, "frister": [maal], "kjoenn": [maal],
        "kommuner": [Kommunemaal("0301", "<Oslo>", maal)], **annet,
    }  # fmt: skip
    return Resultat(**felt)  # type: ignore[arg-type]


def test_names_are_text_and_not_markup():
    side = html.side(resultat())
    assert "<Oslo>" not in side
    assert "Norge &amp; &lt;verden&gt;" in side


def test_a_run_in_which_nothing_happened_still_has_its_page(tmp_path: Path):
    tomt = resultat(uker=[], forsinkelse={}, frister=[], kjoenn=[], kommuner=[], sammenligning=[])
    assert len(skriv(tomt, tmp_path)) == 13
    side = (tmp_path / "rapport.html").read_text(encoding="utf-8")
    assert "<svg" not in side  # no empty frames
    for setning in (
        "Ingenting ble overført til NIR.", "NIR lukket ingen i 2017.", "Ingen avsluttet i 2017.",
        "Ingen kommune hadde minst 5 avsluttede", "Ingen kommune hadde noen som avsluttet.",
    ):  # fmt: skip
        assert setning in side
    assert "| --- |\n\n" not in (tmp_path / "sammendrag.md").read_text(encoding="utf-8")


def test_tables_are_numbers_in_a_norwegian_excel():
    """It reads commas as decimals, and takes for text what has spaces between its thousands."""
    alle = {t.fil: tabeller.til_csv(t) for t in tabeller.alle(resultat())}
    for fil, innhold in alle.items():
        assert innhold.startswith(b"\xef\xbb\xbf"), fil
        assert "\u202f" not in innhold.decode(), fil
    assert "0301;<Oslo>;8;2;1;0;1;37,5\r\n" in alle["maaloppnaaelse_kommuner"].decode()
    assert "A|B;1000;1000;900;900;;nei;S1\r\n" in alle["sammenligning"].decode()
    assert alle["regnskap"].decode("utf-8-sig").splitlines() == [
        "post;registreringer", "Planlagt da simuleringen begynte;1010", "Kom to ganger;8", "Ble igjen;-3",
        "Overført til NIR;1015",
    ]  # fmt: skip


def test_what_was_planned_and_what_came_to_nir_are_told_with_what_lies_between():
    r = resultat()
    assert tekster.regnskap_kort(r.regnskap) == (
        "Planlagt 1\u202f010 registreringer, overført 1\u202f015: +8 sendt igjen, −3 ikke sendt."
    )
    for tekst in (html.side(r), markdown(r)):
        assert all(ord_ in tekst for ord_ in ("1\u202f010", "+8", "−3", "1\u202f015"))


@pytest.mark.parametrize(
    ("meldinger", "utboks", "doemt", "kort"),
    [
        ([], [], {}, {}),
        ([("m~2", 5, False, "kvittert", None)], [], {"m": (5, 0), "m~2": (5, 0)},
         {"sendt igjen da svaret ble borte": 5}),
        ([("m", 5, True, "kvittert", None), ("m2", 2, False, "kvittert", None)], [], {"m": (5, 2), "m2": (2, 0)},
         {"sendt igjen i riktig rekkefølge": 2}),
        ([("m", 5, False, "kvittert", None)], [], {"m-feil": (5, 5), "m": (5, 0)}, {"sendt igjen med riktig rolle": 5}),
        ([("m", 5, False, "kvittert", None)], [], {"1601:m": (5, 0), "m": (5, 0)},
         {"sendt igjen med nytt kommunenummer": 5}),
        ([("m", 2, False, "ny", None)], ["m", "m", None], {}, {"ikke overført ennå": -3}),
        ([("m", 2, False, "usikker", None)], ["m", "m"], {"m": (2, 0)}, {}),  # it came, and only its answer did not
        ([("m", 3, False, "kvittert", "delt"), ("m.1", 1, False, "kvittert", None),
          ("m.2", 2, False, "kvittert", None)], [], {"m.2": (2, 0)}, {"i ugyldige meldinger": -1}),
        ([], [], {"fremmed": (4, 0)}, {"ikke gjort rede for": 4}),
    ],
)  # fmt: skip
def test_each_way_in_which_more_or_less_comes_to_nir_has_its_line(
    tmp_path: Path, meldinger: list[tuple[Any, ...]], utboks: list[str | None], doemt: dict[str, tuple[int, int]],
    kort: dict[str, int],
):  # fmt: skip
    lager = Lager(f"sqlite:///{tmp_path / 'fagsystem.db'}")
    with lager.transaksjon():
        lager.mange(
            "INSERT INTO melding (kommune, kanal, rolle, nr, meldings_id, antall, omvendt, status, forsoek, neste, "
            "feil) VALUES ('0301', 'WS4', 'begge', ?, ?, ?, ?, ?, 0, '', ?)",
            [(nr, *melding) for nr, melding in enumerate(meldinger)],
        )
        lager.mange(
            "INSERT INTO utboks (kommune, kanal, rolle, klar, ekstern_id, ident, handling, type, innhold, igjen, "
            "melding) VALUES ('0301', 'WS4', 'begge', '', '', '', '', '', '', 0, ?)",
            [(melding,) for melding in utboks],
        )
    dommer = {("1601", id_[5:]) if id_.startswith("1601:") else ("0301", id_): Doemt(*n) for id_, n in doemt.items()}
    journal = Journal([], dommer, None, None, 0, Counter())
    overfoert = sum(antall for antall, _ in doemt.values())
    oppgjort = gjoer_opp(overfoert - sum(kort.values()), 0, journal, lager)
    lager.lukk()
    assert {post.kort: post.antall for post in oppgjort.poster} == kort
    assert oppgjort.overfoert == overfoert


def test_it_is_told_how_a_closing_came_to_be_corrected():
    def tekst(rettet: int, i_runder: int | None) -> str:
        r = resultat(lukkinger=[Lukking("R", "t", 5, rettet)], rettet_i_runder=i_runder, frister=[])
        sagt, staar = tekster.lukkinger(r).rsplit(f" {5 - rettet} sto ", 1)
        assert staar == "12.06.2018."
        return sagt

    vanlig = "med en vanlig overføring, da avslutningen kom fram etter at NIR hadde lukket"
    assert "rettet" not in tekst(0, 0)
    assert tekst(2, 0).endswith(f"Kommunene har rettet 2 av 5, {vanlig}.")
    assert tekst(2, None) == tekst(2, 0)
    assert tekst(2, 2).endswith("Kommunene har rettet 2 av 5, på dagen for en rettingsrunde.")
    assert tekst(3, 1).endswith(f"rettet 3 av 5: 2 {vanlig}, og 1 på dagen for en rettingsrunde.")


def test_programmes_are_counted_in_one_place_and_persons_in_another_and_the_difference_is_told():
    def tekst(av_nir: int, **annet: object) -> str:
        frister = [Maal("12.06.2018", 8, 2, 1, 0, av_nir, 37.5)]
        return tekster.lukkinger(resultat(lukkinger=[Lukking("R", "t", 5, 2)], frister=frister, **annet))

    assert tekst(3).endswith("3 sto 12.06.2018.")
    assert tekst(2).endswith("Måloppnåelsen har 2, for den teller hver person én gang, med det siste programmet.")
    assert tekst(2, tatt_ut=1).endswith("programmet, og uten dem som er tatt ut av tallgrunnlaget.")


def test_how_many_closings_there_were_and_how_many_stood_is_told_wherever_they_are_counted():
    """Given five closings of which two were corrected; then tile and summary tell both, with the day."""
    r = resultat(lukkinger=[Lukking("LUKKING-FRIST", "t", 5, 2)])
    assert "<b>5</b><span>program lukket av NIR i 2017; 3 sto 12.06.2018</span>" in html.side(r)
    assert "| LUKKING-FRIST | t | 5 | 2 | 3 |" in markdown(r)


def test_it_is_said_at_the_top_that_nir_is_a_mock_and_the_figures_of_kommuner_are_made_up():
    for tekst in (html.side(resultat()).split("</header>")[0], "\n".join(markdown(resultat()).splitlines()[:4])):
        assert "mocknir, en etterligning uten tilknytning til IMDi" in tekst
        assert "sier ingenting om dem" in tekst
    assert "Måloppnåelse etter kommune, simulert" in html.side(resultat())


def test_a_verdict_says_what_was_fitted_and_whose_the_tolerance_is():
    for lag in (html.side, markdown):
        tekst = lag(resultat(tilpasset=True, skala=0.1))
        assert "Profilen er tilpasset de publiserte tallene" in tekst
        assert "ikke at det gikk slik til" in tekst
        assert "Toleransen er profilens egen og ikke publisert, utvidet med to standardavvik" in tekst
        assert "tilpasset" not in lag(resultat())
    assert tekster.forbehold(resultat(hele_landet=False, tilpasset=True)) == (
        "Profilen er tilpasset de publiserte tallene for hele landet, og ikke tall for noen kommune.",
    )
    assert tekster.forbehold(resultat(sammenligning=[], tilpasset=True)) == ()


def test_the_table_of_kommuner_is_whole_on_paper():
    side = html.side(resultat())
    assert "<details" not in side
    assert ".lang .rull { max-height: none;" in side.split("@media print")[1]
    assert "<td>0301 &lt;Oslo&gt;</td>" in side


def test_few_kommuner_are_told_of_by_name_and_many_by_number():
    assert tekster.hvor(None) == "hele landet"
    assert tekster.hvor(["Bergen (1201)", "Oslo (0301)"]) == "Bergen (1201), Oslo (0301)"
    assert tekster.hvor([str(nr) for nr in range(4)]) == "4 kommuner"


def test_it_is_told_when_the_first_and_the_last_transfer_came():
    fra, til = date(2013, 7, 1), date(2018, 6, 12)
    assert naar(fra, til, Journal([], {}, date(2014, 2, 3), date(2018, 6, 11), 0, Counter())) == (
        "Simuleringen går fra 01.07.2013 til 12.06.2018. Første overføring til NIR kom 03.02.2014, den siste "
        "11.06.2018, over WS4."
    )
    assert "eller for hånd i NIR web" in naar(fra, til, Journal([], {}, fra, til, 3, Counter()))
    assert naar(fra, til, Journal([], {}, fra, fra, 0, Counter())).endswith("Alt kom til NIR over WS4 01.07.2013.")
    assert naar(fra, til, Journal([], {}, None, None, 0, Counter())).endswith("og ingenting ble overført til NIR.")


def test_a_bar_in_a_name_does_not_break_the_table_of_the_summary():
    assert "| A\\|B | 1\u202f000 |" in markdown(resultat())


def test_the_same_figures_give_the_same_page():
    assert html.side(resultat()) == html.side(resultat())


def test_numbers_are_written_as_norwegians_do():
    assert (tall(26104), tall(0.5, 1), prosent(48.71), prosent(None)) == ("26\u202f104", "0,5", "48,7 %", "–")


def test_without_a_terminal_there_is_a_line_a_month():
    ut = io.StringIO()
    konsoll = Console(file=ut, width=110)
    with Framdrift(konsoll, date(2017, 1, 1), date(2017, 3, 1)) as framdrift:
        framdrift.dag(date(2017, 1, 10), Tall(1, 10))
        framdrift.dag(date(2017, 1, 20), Tall(3, 30, avvist=2))
        framdrift.dag(date(2017, 2, 5), Tall(4, 33, avvist=2, lukket=1))
        framdrift.ferdig(Tall(4, 33, avvist=2, lukket=1))
    januar, februar = (" ".join(linje.split()) for linje in ut.getvalue().splitlines())
    assert januar.startswith("januar 2017 3 meldinger 30 godtatt 2 avvist 0 lukket av NIR")
    assert februar.startswith("februar 2017 1 meldinger 3 godtatt 0 avvist 1 lukket av NIR")


def test_a_message_that_came_twice_counts_once_and_a_refused_one_not_at_all():
    def post(dag: str, kanal: str = "WS4", feil: str | None = None, **antall: int) -> dict[str, object]:
        alle = dict.fromkeys(("godtatt", "godtattMedAdvarsel", "uendret", "avvist"), 0) | antall
        return {"operasjon": "OverfoerRegistreringer", "tidspunkt": f"{dag}T08:00:00", "kanal": kanal,
                "feilkode": feil, "antall": alle, "kommune": "0301", "meldingsId": dag}  # fmt: skip

    journal = [post("2017-01-17", "NIR", godtatt=2), post("2017-01-03", godtatt=5, avvist=1), post("2017-01-04"),
               post("2017-01-05", feil="IngenTilgang")]  # fmt: skip
    lest = les_journal(journal)
    assert (lest.foerste, lest.siste) == (date(2017, 1, 3), date(2017, 1, 3))  # what NIR did was no transfer
    assert lest.uker == [
        Uke(date(2017, 1, 2), 1, 5, 0, 0, 1, 0), Uke(date(2017, 1, 9), 0, 0, 0, 0, 0, 0),
        Uke(date(2017, 1, 16), 0, 0, 0, 0, 0, 2),
    ]  # fmt: skip
