"""The questions of a whole country's nights are answered from the indexes made for them."""

from mocknir.store import spoersmaal as q
from mocknir.store.lager import lager

DAGER = ("flyttet", "sist_aktiv", "grense", "borte")
"""What a night goes by, in the order asked."""


def test_a_night_looks_only_at_those_it_may_close(tmp_path):
    """Whom a night may close is found by the four days it goes by, never by going through all programmes."""
    base = lager(f"sqlite:///{tmp_path}").aapne("land")
    with base.les() as forbindelse:
        sql = str(q.kandidater(base).compile(forbindelse))
        rader = forbindelse.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ("2017-01-01",) * len(DAGER)).all()
    base.lukk()
    plan = [rad.detail for rad in rader if " program" in rad.detail]
    assert [steg.partition("INDEX ")[2] for steg in plan] == [f"program_loeper_{navn} ({navn}<?)" for navn in DAGER]
