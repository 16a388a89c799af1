"""Support cases in the sandbox itself, on both databases."""

from datetime import date, datetime

from mocknir.register import commands as c
from mocknir.register.stoettesak import Praksismodus, Saksstatus
from mocknir.store.koding import OSLO

SOEK = c.SoekTilgang(
    "0301", date(2016, 1, 1), date(2016, 12, 31), "intro", "Tiltak mangler", "Introtiltak 2016", "Kari",
    "kommunenirsuperbruker",
)  # fmt: skip


def test_a_case_its_decision_and_the_access_it_gave_are_read_back_as_they_were(sandkasse):
    # given a case that waits, one granted by practice, and one whose access was taken back
    sandkasse.administrer(SOEK)
    sandkasse.administrer(c.SettPraksis("innvilg-merke", ("Introtiltak 2016",), 30))
    sandkasse.administrer(SOEK)
    sandkasse.administrer(SOEK)
    sandkasse.administrer(c.TrekkTilgang(2))
    saker, tilganger = sandkasse.administrasjon.stoettesaker.saker, sandkasse.administrasjon.tilganger
    # when all is read anew
    sandkasse.les_paa_nytt()
    # then nothing has changed
    etter = sandkasse.administrasjon
    assert (etter.stoettesaker.saker, etter.tilganger) == (saker, tilganger)
    assert [sak.status for sak in saker.values()] == [Saksstatus.MOTTATT, *[Saksstatus.INNVILGET] * 2]
    assert saker[2].avgjort == datetime(2017, 1, 1, 8, tzinfo=OSLO)
    assert [(en.id, en.sak, en.ut_dagen) for en in tilganger] == [(1, 2, date(2017, 1, 31))]
    assert etter.stoettesaker.praksis == (Praksismodus.INNVILG_MERKE, ("Introtiltak 2016",), 30)
