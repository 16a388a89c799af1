"""A profile that says what cannot be is refused with the key, the reason and the remedy; what just can be, is read."""

from pathlib import Path

import pytest

from fagsystem_sim import profiler
from fagsystem_sim.befolkning.navn import _lister
from fagsystem_sim.profiler import ProfilFeil, land
from fagsystem_sim.profiler.les import MAPPE
from fagsystem_sim.vaner.register import VANER

Endringer = list[tuple[str, str]]

N, K, U = "norge-2017", "kommune-2021", "ukraina-2023"
INTRO = "grupper.introduksjonsloven"


def les(mappe: Path, profil: str, endringer: Endringer) -> profiler.Profil:
    """A profile with some things in it changed, each the first time that it stands there."""
    tekst = (MAPPE / f"{profil}.yaml").read_text(encoding="utf-8")
    for gammelt, nytt in endringer:
        assert gammelt in tekst
        tekst = tekst.replace(gammelt, nytt, 1)
    fil = mappe / "min.yaml"
    fil.write_text(tekst, encoding="utf-8")
    return profiler.les(fil)


def linjene(mappe: Path, profil: str, *endringer: tuple[str, str]) -> list[str]:
    """What is said of it, line by line."""
    with pytest.raises(ProfilFeil) as feil:
        les(mappe, profil, list(endringer))
    foerste, *resten = str(feil.value).splitlines()
    assert foerste == "min.yaml: profilen kan ikke brukes. / The profile cannot be used."
    return [linje.strip() for linje in resten]


@pytest.mark.parametrize(
    ("profil", "endring", "sies"),
    [
        # figures that can never be
        (N, ("noekkel: lukket_av_nir", "noekkel: lukket_avnir"),
         "publisert.5.noekkel: «lukket_avnir» er ikke nøkkelen til noe tall. Mente du «lukket_av_nir»?"),
        (N, ("noekkel: alder.18-25", "noekkel: alder.18-26"), "Mente du «alder.18-25»?"),
        (N, ("noekkel: land.SYR", "noekkel: land.SRY"),
         "publisert.12.noekkel: «SRY» er ingen landkode. Mente du «SYR»? Tillatt er tre bokstaver etter ISO 3166-1"),
        # a share is no count, and a count no share
        (N, ("verdi: 0.48, fra", "verdi: 48, fra"),
         "publisert.2.verdi: 48 er for mye: «maal» er en andel fra 0 til 1; skriv 0.48 for 48 prosent."),
        (N, ("verdi: 250, fra: 225", "verdi: 250, fra: 0.25"),
         "publisert.5.fra: 0.25 er en andel, men «lukket_av_nir» er et antall; skriv hvor mange det er."),
        (N, ("verdi: 250, fra: 225, til: 275", "verdi: 250, fra: 275, til: 225"), "til (225) er mindre enn fra (275)"),
        (N, ("verdi: 250, fra: 225, til: 275", "verdi: 250, fra: 225, til: .inf"),
         "publisert.5.til: inf er utenfor det tillatte, fra 0 til 1000000."),
        # nobody is drawn, or not as often as is said
        (N, ('andel: {verdi: 1, kilde: "§5.1: den', 'andel: {verdi: 0, kilde: "§5.1: den'),
         f"{INTRO}.andel.verdi: er 0, så ingen kommer noen gang i gruppen. Gi den en andel over 0, eller ta den ut."),
        (N, ('andel: {verdi: 1, kilde: "§5.1: den', 'andel: {verdi: 0.5, kilde: "§5.1: den'),
         f"{INTRO}.andel.verdi: 0.5 må være 1 når gruppen er den eneste."),
        (K, ("andel: {verdi: 0.14", "andel: {verdi: 0.24"),
         "grupper: andelene er 0.86 + 0.24 = 1.1; til sammen skal de være 1."),
        (K, ("andel: {verdi: 0.22, kilde", "andel: {verdi: 0, kilde"),
         "grupper.integreringsloven.stier.vgo_fra_foer.andel.verdi: er 0, så ingen kommer noen gang i stien."),
        (N, ("vekt: 1050", "vekt: 0"), f"{INTRO}.kull.0.vekt: er 0, så ingen begynner i kullet."),
        (N, ("vekt: 1050", "vekt: -1"), f"{INTRO}.kull.0.vekt: -1 er utenfor det tillatte, fra 0 til 1000000."),
        (N, ("ERI: 40", "ERI: .nan"), "statsborgerskap.vekter.ERI: nan er utenfor det tillatte, fra 0 til 1000000."),
        (N, ("{arbeidHeltid: 60, arbeidDeltid: 40}", "{}"), "slutt.arbeidskoder: vekter er tom; minst én må være med."),
        (N, ("kvinner: {verdi: 0.40", "kvinner: {verdi: 0.1"),
         f"{INTRO}.kvinner.verdi: 0.1 lar seg ikke forene med par.verdi (0.34): halvparten av dem som er i par, er "
         "kvinner. Tillatt er da fra 0.17 til 0.83."),
        # words that are none
        (N, ("ERI: 40", "ZZZ: 40"), f"{INTRO}.kull.0.statsborgerskap.vekter.ZZZ: «ZZZ» er ingen landkode. Tillatt er"),
        (N, ("ERI: 40", "Afghanistan: 40"), "«Afghanistan» er ingen landkode. Mente du «AFG»?"),
        (N, ("arbeidHeltid: 60", "videregaaende: 60"), "«videregaaende» kjennes ikke. Tillatt er arbeidHeltid, arbeid"),
        (N, ("18-25: 26.8", "25-18: 26.8"), "«25-18» er ingen aldersgruppe. Skriv den yngste og den eldste alderen"),
        (N, ("18-25: 26.8", "17-25: 26.8"), "tillatt er fra 18 til 67 år."),
        (N, ("{24: 97", "{48: 97"), "maaneder.vekter.48: 48 er utenfor det tillatte, fra 1 til 36."),
        (N, ("navn: norge-2017", "navn: Norge"), "navn: «Norge» kan ikke være navnet. Tillatt er små bokstaver a–z"),
        (N, ("navn: norge-2017", f"navn: {'n' * 31}"), "høyst 30 tegn"),
        (N, ("par: {verdi: 0.34", "par: {verdi: true"), f"{INTRO}.par.verdi: «true» duger ikke (skal være et tall)."),
        (N, ("norsktimer: {minst: 50, mest: 84", "norsktimer: {minst: 50, mest: 167"),
         "norsktimer.mest: 167 er utenfor det tillatte, fra 1 til 166."),
        (N, ("bosatt_til_tilbud: {minst: 5, mest: 50", "bosatt_til_tilbud: {minst: 5, mest: 311"),
         f"{INTRO}.foer: bosatt_til_tilbud.mest + tilbud_til_start.mest er 361 dager. Tillatt er til sammen høyst 360"),
        (N, ("far_fravaer: {verdi: 9", "far_fravaer: {verdi: 0"),
         f"{INTRO}.avbrekk.far_fravaer.verdi: 0 er utenfor det tillatte, fra 1 til 31 dager: fraværet gjøres opp når"),
        (N, ("fravaersdager: {minst: 1, mest: 4", "fravaersdager: {minst: 1, mest: 40"),
         f"{INTRO}.hverdag.fravaersdager.mest: 40 er utenfor det tillatte, fra 1 til 31 dager"),
        (N, ("mellom_foedsler: {verdi: 300", "mellom_foedsler: {verdi: 200"),
         f"{INTRO}.risiko.mellom_foedsler.verdi: 200 er utenfor det tillatte, fra 270 til 4000 dager: et barn er ni"),
        (U, ("utvidet_norsk_foer: {verdi: 45", "utvidet_norsk_foer: {verdi: 70"), "fra 31 til 59 dager: kommunen ser"),
        # the pace of casework, and the plans of systems
        (N, ("smaa: {plan: maaned", "smaa: {plan: månedlig"),
         "overfoering.smaa.plan: «månedlig» kjennes ikke. Mente du «maaned»? Tillatt er straks, natt, uke, maaned."),
        (N, ("smaa: {plan: maaned, kilde: kalibrert}", "smaa: {plan: maaned}"), "overfoering.smaa.kilde: mangler."),
        (N, ("stor_fra: {verdi: 0.02", "stor_fra: {verdi: 2"),
         "overfoering.stor_fra.verdi: 2 er utenfor det tillatte, fra 0 til 1."),
        (N, ("  smaa:", "  små:"), "overfoering.små: ukjent nøkkel. Mente du «smaa»? Tillatt er stor_fra, store, "),
        (N, ("forsinkelse: {verdi: 9", "forsinkelse: {verdi: 30"),
         "saksbehandling.forsinkelse.verdi: 30 dager i gjennomsnitt er mer enn lengste.verdi (25). Sett den ned, "),
        (N, ("lengste: {verdi: 25", "lengste: {verdi: -1"),
         "saksbehandling.lengste.verdi: -1 er utenfor det tillatte, fra 0 til 4000."),
        (N, ("sen: {minst: 75", "sen: {minst: 750"), "vanemoenster.sen: mest (150) er mindre enn minst (750)."),
        (N, ("tiltakstimer: {verdi: 20", "tiltakstimer: {verdi: 61"),
         f"{INTRO}.hverdag.tiltakstimer.verdi: 61 er utenfor det tillatte, fra 1 til 60."),
        (N, ("ferie: {verdi: 7", "ferie: {verdi: 13"), "ferie.verdi: 13 er utenfor det tillatte, fra 1 til 12."),
        (N, ("{egenSykdom: 3", "{egensykdom: 3"), "«egensykdom» kjennes ikke. Mente du «egenSykdom»?"),
        # laws out of their time
        (U, ("fra: 2022-06-20", "fra: 2022-06-14"),
         "grupper.kapittel_6a.kull.0.fra: 2022-06-14 er for tidlig: i NIR begynner ingen program etter kapittel 6A før "
         "2022-06-15. La kullet begynne da, eller bruk lov: integreringsloven."),
        (K, ("fra: 2021-04-06", "fra: 2021-02-28"), "etter integreringsloven før 2021-03-01."),
        (K, ("opphold_til_bosatt: {minst: 30, mest: 300", "opphold_til_bosatt: {minst: 30, mest: 100"),
         f"{INTRO}.kull.3.til: 2021-09-30 er for sent: introduksjonsloven gjelder den som fikk opphold før 2021-01-01"),
        (U, ('vekter: {"34": 1}', 'vekter: {"34": 1, "28": 1}'),
         "grupper.kapittel_6a.grunnlag.vekter: kapittel 6A gjelder bare den som har opphold etter § 34"),
        (U, ("{6: 4, 9: 5", "{13: 4, 9: 5"), "er lengre enn NIR kan holde etter kapittel 6A. Tillatt er fra 1 til 12"),
        (N, ("maaneder: {kilde", "vgo: true\n        maaneder: {kilde"),
         f"{INTRO}.stier.toaarig.vgo: hører til integreringsloven, og registreres ikke her. Ta den ut."),
        (N, ("sprakpraksis: 41", "livsmestring: 41"),
         "tiltak.vekter.livsmestring: kom med integreringsloven, og finnes ikke etter introduksjonsloven. Ta det ut."),
        (N, ("    par:", "    utover_grensen: {verdi: 0.1, kilde: S67}\n    par:"),
         f"{INTRO}.utover_grensen.verdi: kommer av covid-lovene, som gjaldt 2020-05-26–2022-12-31."),
        (N, ("    par:", "    utvidet_norsk: {verdi: 0.1, kilde: S13}\n    par:"),
         f"{INTRO}.utvidet_norsk.verdi: finnes bare etter kapittel 6A. Sett den til 0, eller ta den ut."),
        # days that are none, or in no order
        (N, ("til: 2018-06-12}", "til: 9999-12-31}"),
         "simuleres.til: 9999-12-31 er utenfor det tillatte, fra 2005-09-01 til 2039-12-31."),
        (N, ("til: 2018-06-12}", "til: 1528761600}"), "«1528761600» duger ikke (skal være en dato, som 2017-12-31)."),
        (N, ("til: 2018-06-12}", "til: }"), "simuleres.til: er tom; skal være en dato, som 2017-12-31."),
        (N, ("periode: {fra: 2017-01-01", "periode: {fra: 2016-12-31"),
         "periode: 2016-12-31–2017-12-31 går over flere år, men NIR regner tall for ett år om gangen."),
        (N, ("dag: 2018-01-15", "dag: 2017-12-31"),
         "retting.0.dag: 2017-12-31 ligger ikke etter periode.til (2017-12-31); årets tall rettes når året er over."),
        (N, ("dag: 2018-03-16", "dag: 2018-01-15"), "retting.1.dag: 2018-01-15 ligger ikke etter retting.0.dag"),
        (N, ("tilgang_fra: 2017-01-01, tilgang_til: 2017-12-31, merke", "merke"),
         "retting.2.merke: hører til etterregistreringstilgang: oppgi tilgang_fra og tilgang_til"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(profil: str, endring: tuple[str, str], sies: str, tmp_path: Path):
    linjer = linjene(tmp_path, profil, endring)
    assert any(sies in linje for linje in linjer), linjer


@pytest.mark.parametrize(
    ("profil", "endringer"),
    [
        (N, [("noekkel: land.SOM", "noekkel: land.XXX")]),
        (N, [("noekkel: land.SOM", "noekkel: land.NZL")]),  # nobody is, and that is a figure
        (N, [("verdi: 250, fra: 225, til: 275", "verdi: 1, fra: 0, til: 1")]),  # a count, also when it is small
        (N, [("verdi: 0.48, fra: 0.45, til: 0.50", "verdi: 1, fra: 0, til: 1")]),
        (N, [("ERI: 40", "XXK: 40")]),
        (N, [("ERI: 40", "ERI: 0")]),
        (K, [("andel: {verdi: 0.14", "andel: {verdi: 0.144")]),  # rounded as published
        (N, [("kvinner: {verdi: 0.40", "kvinner: {verdi: 0.17")]),
        (N, [("18-25: 26.8", "18-18: 26.8")]),
        (N, [('"28": 62', "28: 62")]),  # without quotation marks
        (U, [("fra: 2022-06-20", "fra: 2022-06-15")]),
        (K, [("fra: 2021-04-06", "fra: 2021-03-01")]),
        (N, [("{24: 97", "{36: 97")]),
        (N, [("bosatt_til_tilbud: {minst: 5, mest: 50", "bosatt_til_tilbud: {minst: 5, mest: 310")]),
        (N, [("dag: 2018-01-15", "dag: 2018-01-01")]),
        (N, [("forsinkelse: {verdi: 9", "forsinkelse: {verdi: 25")]),
        (N, [("  store: {plan: uke, kilde: kalibrert}\n", "")]),  # as it was before there was a key
        (N, [("navn: norge-2017", f"navn: {'n' * 30}")]),
        (N, [("    par:", "    utover_grensen: {verdi: 0, kilde: S67}\n    par:")]),
    ],
)
def test_what_just_can_be_is_read(profil: str, endringer: Endringer, tmp_path: Path):
    les(tmp_path, profil, endringer)


def test_a_law_before_its_time_is_told_with_all_that_follows(tmp_path: Path):
    linjer = linjene(tmp_path, N, ("lov: introduksjonsloven\n", "lov: integreringsloven6A\n"))
    *foerste, sist = (linje.split(":")[0] for linje in linjer)
    assert foerste == [f"{INTRO}.kull.{nr}.fra" for nr in range(5)]
    assert sist == "… og 3 til. / And 3 more."  # the ground, and two lengths


def test_all_that_is_wrong_is_told_at_once_in_both_languages(tmp_path: Path):
    # given a file with a share that cannot be, a habit that there is not, a cohort before its time, and a round of
    # correction before the end of the year
    tekst = (MAPPE / f"{U}.yaml").read_text(encoding="utf-8")
    for gammelt, nytt in (
        ("kvinner: {verdi: 0.656", "kvinner: {verdi: 1.656"),
        ("  sen: {verdi", "  senn: {verdi"),
        ("fra: 2020-07-01\n        til: 2021-06-30", "fra: 2020-06-30\n        til: 2021-06-30"),
        ("{dag: 2024-02-29", "{dag: 2023-12-31"),
    ):
        assert gammelt in tekst
        tekst = tekst.replace(gammelt, nytt, 1)
    fil = tmp_path / "min.yaml"
    fil.write_text(tekst, encoding="utf-8")
    # when it is read
    with pytest.raises(ProfilFeil) as feil:
        profiler.les(fil, VANER)
    # then each is told: the key, and what is wrong in bokmål and in English
    _, andel, vane, kull, runde = (linje.strip() for linje in str(feil.value).splitlines())
    assert andel == (
        "grupper.kapittel_6a.kvinner.verdi: 1.656 er utenfor det tillatte, fra 0 til 1. / It must be from 0 to 1."
    )
    assert vane == (
        "vaner.senn: ingen vane heter det. Mente du «sen»? Se fagsystem-sim habits. / "
        "There is no such habit. Did you mean «sen»?"
    )
    assert kull.startswith("grupper.introduksjonsloven.kull.0: 2020-06-30–2021-06-30 må ligge i 2020-07-01–2023-12-31 ")
    assert kull.endswith(" / It must lie within simuleres.fra–periode.til.")
    assert runde.startswith("retting.0.dag: 2023-12-31 ligger ikke etter periode.til (2023-12-31); årets tall rettes")
    assert runde.endswith(" / It does not lie after periode.til.")


@pytest.mark.parametrize("innhold", ["", "[]", "1", "periode: 3", "grupper: 1", "grupper: {a: }", "vaner: [sen]"])
def test_what_is_no_profile_at_all_is_told_and_nothing_breaks(innhold: str, tmp_path: Path):
    fil = tmp_path / "min.yaml"
    fil.write_text(innhold, encoding="utf-8")
    with pytest.raises(ProfilFeil) as feil:
        profiler.les(fil, ["sen"])
    assert all(" / " in linje for linje in str(feil.value).splitlines())


def test_every_nationality_with_names_has_a_code():
    assert {kode for kode in _lister() if kode != "*"} <= land.KODER
    assert len(land.KODER) == 249 + 3


@pytest.mark.parametrize(
    ("innhold", "sies"),
    [
        ("a: " + "[" * 100_000, "linje 1: har mer enn 50 lag inne i hverandre"),
        ("a: 1\n? [b]\n: 2\n", "linje 2: en nøkkel er ett ord, og ikke en liste eller nøkler"),
        ("a: 1\nb: {{c: 1}: 2}\n", "linje 2: en nøkkel er ett ord"),
        ("a: 1\nb: 2017-02-30\n", "linje 2: har en verdi som ikke finnes: «2017-02-30»"),
        ("a: \x01", "har et tegn som ikke kan stå i YAML (#x0001)"),
    ],
)
def test_yaml_that_no_profile_can_be_is_told_by_its_line(innhold: str, sies: str, tmp_path: Path):
    fil = tmp_path / "min.yaml"
    fil.write_text(innhold, encoding="utf-8")
    with pytest.raises(ProfilFeil) as feil:
        profiler.les(fil)
    assert sies in str(feil.value)
    assert "anførselstegn" not in str(feil.value)


def test_a_file_that_is_not_there_may_be_a_profile_or_a_file_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for navn, sies in (
        ("norge-2017.yaml", "norge-2017.yaml: filen finnes ikke. Mente du «norge-2017», profilen som følger med?"),
        ("norge-2071.yml", "Mente du «norge-2017»?"),
        (tmp_path / "helt-annet.yaml", "helt-annet.yaml: filen finnes ikke."),
    ):
        with pytest.raises(ProfilFeil) as feil:
            profiler.les(navn)
        assert sies in str(feil.value)
    (tmp_path / "minkommune.yaml").write_text("", encoding="utf-8")
    with pytest.raises(ProfilFeil, match=r"Mente du «minkommune\.yaml»\?"):
        profiler.les("min-kommune.yaml")
    with pytest.raises(ProfilFeil, match="er en mappe"):
        profiler.les(tmp_path)
