"""Numbers that no two persons share, as valid as those of the other generator."""

from datetime import date

import pytest

from fagsystem_sim import befolkning, profiler
from fagsystem_sim.befolkning import nummer
from fagsystem_sim.identitet import tenornummer
from fagsystem_sim.tilfeldig import generator


@pytest.mark.parametrize("foedt", [date(1951, 3, 1), date(1988, 2, 29), date(1999, 12, 31), date(2000, 1, 1)])
@pytest.mark.parametrize("kjoenn", ["K", "M"])
def test_numrene_er_de_samme_som_identitet_gir(foedt, kjoenn):
    vaare = [nummer.foedselsnummer(foedt, kjoenn, n * nummer.KLASSER) for n in range(150)]
    assert vaare == [tenornummer(foedt, kjoenn, n + 1) for n in range(150)]


def test_foedselsdager_ligger_i_spennet_og_i_sin_klasse():
    foerste, siste = date(1980, 1, 1).toordinal(), date(1989, 12, 31).toordinal()
    for nr in range(1, 2000):
        dag = nummer.foedselsdag(foerste, siste, nr, generator(nr))
        assert foerste <= dag <= siste
        assert dag % nummer.KLASSER == nr % nummer.KLASSER


def test_ingen_har_samme_nummer():
    liv = list(befolkning.folk(profiler.les("ukraina-2023"), 42, 0.1))
    assert len({ett.innbygger.foedselsnummer for ett in liv}) == len(liv)
    assert len({ett.innbygger.dufnummer for ett in liv}) == len(liv)


def test_flere_enn_det_finnes_numre_til_sies_fra_om():
    with pytest.raises(ValueError, match="numre"):
        nummer.foedselsnummer(date(2001, 5, 5), "K", 2 * nummer.MEST)
