"""The report: what is written as it is read, and nothing of it taken for something else."""

import io
from datetime import date
from pathlib import Path

from rich.console import Console

from fagsystem_sim.kjoering.framdrift import Framdrift
from fagsystem_sim.kjoering.regnskap import Tall, uker
from fagsystem_sim.rapport import html, tabeller
from fagsystem_sim.rapport.ord import prosent, tall
from fagsystem_sim.rapport.resultat import Kommunemaal, Maal, Resultat, Sammenligning, Uke
from fagsystem_sim.rapport.sammendrag import markdown
from fagsystem_sim.rapport.skriv import skriv


def resultat(**annet: object) -> Resultat:
    maal = Maal("<Oslo>", 8, 2, 1, 0, 1, 37.5)
    felt: dict[str, object] = {
        "tittel": "Norge & <verden>", "ingress": "I", "aar": 2017, "per": date(2018, 6, 12),
        "sammenligning": [Sammenligning("A|B", "1\u202f000", "1\u202f000", "900", "", "S1", False)],
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
    assert len(skriv(tomt, tmp_path)) == 11
    assert "<svg" in (tmp_path / "rapport.html").read_text(encoding="utf-8")


def test_tables_have_commas_for_decimals_and_plain_spaces_between_thousands():
    alle = {t.fil: tabeller.til_csv(t).decode("utf-8-sig") for t in tabeller.alle(resultat())}
    assert "0301;<Oslo>;8;2;1;0;1;37,5" in alle["maaloppnaaelse_kommuner"]
    assert "1 000" in alle["sammenligning"]
    assert "✗" in alle["sammenligning"]


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
                "feilkode": feil, "antall": alle}  # fmt: skip

    journal = [post("2017-01-17", "NIR", godtatt=2), post("2017-01-03", godtatt=5, avvist=1), post("2017-01-04"),
               post("2017-01-05", feil="IngenTilgang")]  # fmt: skip
    assert uker(journal) == [
        Uke(date(2017, 1, 2), 1, 5, 0, 0, 1, 0), Uke(date(2017, 1, 9), 0, 0, 0, 0, 0, 0),
        Uke(date(2017, 1, 16), 0, 0, 0, 0, 0, 2),
    ]  # fmt: skip
