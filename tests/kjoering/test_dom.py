"""How figures are judged: by keys that there are, within bounds that can be, and only where it means something."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.console import Console

from fagsystem_sim import profiler
from fagsystem_sim.kjoering.dom import TIL_ARBEID, TIL_UTDANNING, figurer, sammenlign
from fagsystem_sim.kjoering.kalender import Deltaker
from fagsystem_sim.kjoering.rapporter import Rapporter
from fagsystem_sim.kjoering.visning import sammenligning
from fagsystem_sim.profiler import Profil, noekler
from fagsystem_sim.profiler.modell import Publisert
from fagsystem_sim.rapport.resultat import Lukking, Maal, Sammenligning
from mocknir.register.kodeverk import gyldige

AARETS_SLUTT = date(2017, 12, 31)
INGEN = Maal("i alt", 0, 0, 0, 0, 0, None)

FOLK = {
    "1": Deltaker("K", "SYR", date(1999, 1, 1)), "2": Deltaker("M", "SYR", date(1985, 1, 1)),
    "3": Deltaker("M", "UKR", date(1975, 1, 1)), "4": Deltaker("M", "XXX", date(1950, 1, 1)),
}  # fmt: skip


def rapporter(**annet: Any) -> Rapporter:
    """What NIR knows: four participants, of whom two men and a woman have ended, one of them to work."""
    felt: dict[str, Any] = {
        "aar": 2017, "per": date(2018, 6, 12), "tatt_ut": 0, "kommuner": [], "frister": [], "anmerkninger": [],
        "deltakere": [{"ident": ident, "start": f"201{6 + int(ident) % 2}-05-01"} for ident in FOLK],
        "avsluttede": [{"ident": ident, "avslutningsaarsak": aarsak, "slutt": "2017-06-01", "kjoenn": "mann"}
                       for ident, aarsak in (("1", "Grunnskole"), ("2", "Arbeid, heltid"), ("3", "Arbeidssøker"))],
        "alle": Maal("i alt", 3, 1, 0, 0, 0, 33.3),
        "kjoenn": [Maal("Kvinner", 1, 0, 0, 0, 0, 0.0), Maal("Menn", 2, 1, 0, 0, 0, 50.0)],
        "lukkinger": [], "staar": [Lukking("LUKKING-DOED", "", 2, 1)], "rettet_i_runder": None,
        **annet,
    }  # fmt: skip
    return Rapporter(**felt)


TOM = rapporter(deltakere=[], avsluttede=[], alle=INGEN, kjoenn=[], staar=[])


def publisert(noekkel: str, verdi: float, fra: float, til: float) -> Publisert:
    return Publisert(noekkel=noekkel, tekst=noekkel, verdi=verdi, fra=fra, til=til, kilde="kalibrert")


def dom(r: Rapporter, *p: Publisert, skala: float = 1.0, hele: bool = True) -> list[Sammenligning]:
    """The rows of those published figures."""
    profil: Profil = profiler.les("norge-2017").model_copy(update={"publisert": list(p)})
    rader = sammenlign(profil, skala, hele, r, FOLK, 0, {})
    return [rad for rad in rader if rad.hva in {en.tekst for en in p}]


def test_the_figures_are_those_that_a_profile_may_name():
    faste = {*noekler.ANTALL, *noekler.ANDELER}
    fikk = figurer(rapporter(), FOLK, AARETS_SLUTT)
    assert set(fikk) == faste | {"land.SYR", "land.UKR", "land.XXX"}
    assert set(figurer(TOM, {}, AARETS_SLUTT)) == faste
    for noekkel, figur in fikk.items():
        assert noekler.kontroller(noekkel) == noekkel
        assert noekler.slag(noekkel) == ("antall" if figur.av is None else "andel")


def test_to_work_and_education_is_what_nir_calls_so():
    koder = gyldige("avslutningsaarsak", AARETS_SLUTT)
    for begynner, gruppe in ((TIL_ARBEID, "arbeid"), (TIL_UTDANNING, "utdanning")):
        assert [k.kode for k in koder if k.tekst.startswith(begynner)] == [k.kode for k in koder if k.gruppe == gruppe]


def test_those_who_ended_are_counted_by_whether_they_fled_from_ukraine():
    # given a Syrian woman who went to education and a Syrian man to work, one from Ukraine to work, one to seek it
    aarsaker = {
        "1": "Videregående opplæring", "2": "Arbeid, heltid", "3": "Arbeid, deltid", "5": "Arbeidssøker",
        "6": "Høyere utdanning eller fagskole",
    }  # fmt: skip
    folk = {**FOLK, **dict.fromkeys(("5", "6"), FOLK["3"])}
    avsluttede = [
        {"ident": ident, "avslutningsaarsak": aarsak, "slutt": "2017-06-01", "kjoenn": "mann"}
        for ident, aarsak in aarsaker.items()
    ]
    # when the year is counted
    fikk = figurer(rapporter(avsluttede=avsluttede), folk, AARETS_SLUTT)
    # then each is counted with their own
    assert (fikk["avsluttet.UKR"], fikk["avsluttet.andre"]) == ((3, None), (2, None))
    assert (fikk["arbeid.UKR"], fikk["utdanning.UKR"]) == ((1, 3), (1, 3))
    assert (fikk["arbeid.andre"], fikk["utdanning.andre"]) == ((1, 2), (1, 2))


def test_a_nationality_that_nobody_has_is_none_of_all():
    (nobody,) = dom(rapporter(), publisert("land.NZL", 0, 0, 0.01))
    assert (nobody.simulert, nobody.holder) == ("0,0 %", True)
    (feil,) = dom(rapporter(), publisert("land.NZL", 0.5, 0.4, 0.6))
    assert (feil.simulert, feil.holder) == ("0,0 %", False)


def test_a_share_of_nobody_is_none_and_neither_holds_nor_fails():
    alle = [*noekler.ANDELER, "land.SYR"]
    for rad in dom(TOM, *(publisert(noekkel, 0.1, 0, 0.5) for noekkel in alle)):
        assert rad[1:3] == ("–", "–"), rad
        assert (rad.toleranse, rad.holder) == ("ingen å regne av", None)
    (antall,) = dom(TOM, publisert("avsluttet", 0, 0, 5))
    assert (antall.simulert, antall.holder) == ("0", True)
    menn = [Maal("Menn", 2, 1, 0, 0, 0, 50.0)]
    kvinner, av_dem = dom(
        rapporter(kjoenn=menn), publisert("maal.K", 0.1, 0, 0.5), publisert("avsluttet.K", 0.1, 0, 0.5)
    )
    assert (kvinner.simulert, kvinner.holder) == ("–", None)  # of the women who ended there were none
    assert (av_dem.simulert, av_dem.holder) == ("0,0 %", True)  # of those who ended, none was a woman


def test_the_tolerance_of_a_share_does_not_go_past_all_and_none():
    lav, hoey = dom(rapporter(), publisert("maal.M", 0.1, 0.05, 0.15), publisert("maal", 0.9, 0.8, 0.95), skala=0.05)
    assert lav.toleranse.startswith("0,0–")
    assert hoey.toleranse.endswith("–100,0 %")
    assert (lav.holder, hoey.holder) == (True, False)


def test_what_would_hold_whatever_came_out_is_not_judged():
    (alt,) = dom(rapporter(), publisert("maal.M", 0.5, 0.4, 0.6), skala=0.05)
    assert (alt.simulert, alt.toleranse, alt.holder) == ("50,0 %", "for få til å dømme", None)
    (nesten,) = dom(rapporter(), publisert("maal.M", 0.4, 0.25, 0.5), skala=0.75)
    assert (nesten.toleranse, nesten.holder) == ("0,0–84,6 %", True)


def test_none_seen_where_few_are_expected_says_nothing():
    ingen = rapporter(staar=[])
    lukket = publisert("lukket_av_nir", 250, 225, 275)
    assert [(r.toleranse, r.holder) for r in dom(ingen, lukket, skala=0.01)] == [("for få til å dømme", None)]
    assert [r.holder for r in dom(ingen, lukket, skala=0.05)] == [False]
    assert [r.holder for r in dom(rapporter(), lukket, skala=0.01)] == [True]
    assert [r.holder for r in dom(ingen, publisert("lukket_av_nir", 0, 0, 1))] == [True]


def test_a_part_of_the_country_has_neither_full_size_nor_tolerance():
    p = [publisert("avsluttet", 4790, 4550, 5030), publisert("maal.K", 0.32, 0.27, 0.36)]
    antall, andel = dom(rapporter(), *p, skala=0.5, hele=False)
    assert antall[1:5] == ("3", "–", "4\u202f790 i landet", "–")
    assert andel[1:5] == ("0,0 %", "–", "32 % i landet", "–")
    assert antall.holder is andel.holder is None
    alle = sammenlign(profiler.les("norge-2017"), 1.0, False, rapporter(), FOLK, 7, {"IngenTilgang": 3})
    assert {rad.omregnet for rad in alle} == {"–"}
    assert "Full skala" not in _tabellen(alle)
    assert "Toleranse" not in _tabellen(alle)
    landet = _tabellen(sammenlign(profiler.les("norge-2017"), 1.0, True, rapporter(), FOLK, 7, {"IngenTilgang": 3}))
    assert "Full skala" in landet
    assert "i landet" not in landet


def test_what_a_source_says_stands_in_place_of_the_number_it_is_taken_for():
    """Given «over 5 av 10», taken for 54 per cent; then it is judged by the number, and its words are what is shown."""
    p = publisert("maal.M", 0.54, 0.5, 0.6).model_copy(update={"sagt": "over 5 av 10, av 1 200"})
    (hele,), (del_,) = dom(rapporter(), p), dom(rapporter(), p, hele=False)
    assert (hele.publisert, hele.regnet, hele.holder) == ("over 5 av 10, av 1\u202f200", "54 %", True)
    assert (del_.publisert, del_.regnet, del_.holder) == ("landet: over 5 av 10, av 1\u202f200", "54 %", None)
    (bare,) = dom(rapporter(), publisert("maal.M", 0.54, 0.5, 0.6))
    assert (bare.publisert, bare.regnet) == ("54 %", "")


def _tabellen(rader: Sequence[Sammenligning]) -> str:
    ut = io.StringIO()
    Console(file=ut, width=140).print(sammenligning(rader))
    return ut.getvalue()


def test_messages_that_were_refused_whole_have_a_row_by_their_code():
    profil = profiler.les("norge-2017")
    rader = sammenlign(profil, 0.5, True, rapporter(), FOLK, 0, {"IngenTilgang": 3, "OverfoeringStengt": 1})
    nektet = {rad.hva: (rad.simulert, rad.omregnet) for rad in rader if rad.hva.startswith("Hele meldinger nektet")}
    assert nektet == {
        "Hele meldinger nektet: IngenTilgang": ("3", "6"), "Hele meldinger nektet: OverfoeringStengt": ("1", "2"),
    }  # fmt: skip
