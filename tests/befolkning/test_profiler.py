"""A profile that cannot be used is told of by file, key, what is allowed, and the nearest right word."""

import re
from pathlib import Path

import pytest

from fagsystem_sim import profiler
from fagsystem_sim.profiler import ProfilFeil
from fagsystem_sim.profiler.les import MAPPE

NORGE = (MAPPE / "norge-2017.yaml").read_text(encoding="utf-8")


def feilen(mappe: Path, gammelt: str, nytt: str) -> str:
    """What is said of norge-2017 with one thing changed."""
    assert gammelt in NORGE
    fil = mappe / "min.yaml"
    fil.write_text(NORGE.replace(gammelt, nytt, 1), encoding="utf-8")
    with pytest.raises(ProfilFeil) as feil:
        profiler.les(fil)
    return str(feil.value)


def test_de_tre_profilene_lar_seg_lese():
    assert profiler.navn() == ["kommune-2021", "norge-2017", "ukraina-2023"]
    for navn in profiler.navn():
        assert profiler.les(navn).navn == navn


def test_en_profil_kan_vaere_ens_egen_fil(tmp_path):
    fil = tmp_path / "egen.yaml"
    fil.write_text(NORGE.replace("navn: norge-2017", "navn: egen"), encoding="utf-8")
    assert profiler.les(fil).navn == "egen"


@pytest.mark.parametrize("navn", ["norge-2017", "kommune-2021", "ukraina-2023"])
def test_hvert_tall_har_en_kilde(navn):
    """As far as the model goes it sees to that; what it cannot see is a number that stands alone in a line."""
    for linje in (MAPPE / f"{navn}.yaml").read_text(encoding="utf-8").splitlines():
        if re.search(r"(verdi|minst|mest|fra|til): ?[0-9.]+[,}]", linje) and "dag:" not in linje:
            assert "kilde:" in linje or re.search(r"\d{4}-\d\d-\d\d", linje), linje


@pytest.mark.parametrize(
    ("gammelt", "nytt", "sies"),
    [
        ("flytting: {verdi: 0.0", "flyting: {verdi: 0.0",
         ["min.yaml", "grupper.introduksjonsloven.risiko.flyting", "ukjent", "Mente du «flytting»?", "utvandring"]),
        ("kvinner: {verdi: 0.40", "kvinner: {verdi: 1.4",
         ["grupper.introduksjonsloven.kvinner.verdi", "1.4", "fra 0 til 1"]),
        ("doed: {verdi: 0.0008", "doed: {verdi: -1", ["risiko.doed.verdi", "-1", "fra 0 til 10"]),
        ("deltakere: {verdi: 26000", "deltakere: {verdi: 2600000", ["deltakere.verdi", "fra 1 til 100000"]),
        ("lov: introduksjonsloven", "lov: introduksjonslova", ["lov", "Mente du «introduksjonsloven»?", "6A"]),
        ("arbeidHeltid: 60", "arbeidHelltid: 60", ["arbeidskoder.vekter.arbeidHelltid", "Mente du «arbeidHeltid»?"]),
        ("kilde: S76}", "kilde: Avisen}", ["publisert.1.kilde", "Avisen", "kalibrert"]),
        ("fra: 4550", "fra: 5000", ["publisert.1", "4790", "5000"]),
        ("periode: {fra: 2017-01-01", "periode: {fra: 2019-01-01", ["periode", "til (2017-12-31)"]),
        ("simuleres: {fra: 2014-07-01", "simuleres: {fra: 2015-07-01", ["kull.0", "2014-07-01", "2015-07-01"]),
        ("{minst: 5, mest: 50", "{minst: 50, mest: 5", ["bosatt_til_tilbud", "mest (5)", "minst (50)"]),
        ("om: >-", "omm: >-", ["omm", "Mente du «om»?"]),
        ("simuleres: {fra: 2014-07-01", "simuleres: {fra: i fjor", ["simuleres.fra", "i fjor", "dato"]),
        ("  sen: {verdi: 0.025", "  sen: {verdi: 3", ["vaner.sen.verdi", "fra 0 til 1"]),
        ("vaner:\n", "vaner: sen\nretting_: \n", ["vaner", "«sen»"]),
        ("tittel: Norge 2017", "tittel: a\ntittel: b", ["linje", "«tittel» står to ganger"]),
        ("tittel: Norge 2017", "tittel: [", ["linje", "ikke YAML"]),
        ("andel: {verdi: 1, kilde: \"§5.1 [S51]", "andel: {verdi: 1, mer: 2, kilde: \"§5.1 [S51]",
         ["stier.toaarig.andel.mer", "verdi, kilde"]),
        ("SYR: 18, ", "Syria: 18, ", ["kull.0", "Syria"]),
        ("vekter: {arbeidHeltid: 60, arbeidDeltid: 40}", "vekter: {arbeidHeltid: 0}",
         ["arbeidskoder", "0 alle sammen"]),
    ],
)  # fmt: skip
def test_det_som_er_galt_sies(gammelt, nytt, sies, tmp_path):
    tekst = feilen(tmp_path, gammelt, nytt)
    for ord_ in sies:
        assert ord_ in tekst, tekst


def test_en_ukjent_profil_faar_forslag():
    with pytest.raises(ProfilFeil, match=r"norge-2018.*Mente du «norge-2017»\?.*kommune-2021"):
        profiler.les("norge-2018")


def test_en_fil_som_ikke_er_der(tmp_path):
    with pytest.raises(ProfilFeil, match=r"borte\.yaml: filen finnes ikke\. / There is no such file\.$"):
        profiler.les(tmp_path / "borte.yaml")


def test_en_fil_som_ikke_er_tekst(tmp_path):
    fil = tmp_path / "bilde.yaml"
    fil.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(ProfilFeil, match="UTF-8"):
        profiler.les(fil)


@pytest.mark.parametrize("innhold", ["", "- en liste", "tekst", "42"])
def test_en_fil_som_er_noe_annet(innhold, tmp_path):
    fil = tmp_path / "annet.yaml"
    fil.write_text(innhold, encoding="utf-8")
    with pytest.raises(ProfilFeil, match=r"annet\.yaml"):
        profiler.les(fil)


def test_manglende_noekler_nevnes_alle(tmp_path):
    fil = tmp_path / "tom.yaml"
    fil.write_text("navn: tom\n", encoding="utf-8")
    with pytest.raises(ProfilFeil) as feil:
        profiler.les(fil)
    _, linje = str(feil.value).splitlines()
    assert linje == "  tittel, om, periode, simuleres, deltakere, grupper: mangler. / Missing."
