"""Small histories of a sandbox: one that is always the same, and steps that hypothesis puts together."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from mocknir.client import Nir, Refused
from mocknir.client.feil import ConnectionLost, SoapFault

KOMMUNER = ("0301", "1201", "0219")


def vedtak(fra: str = "2017-01-02", til: str = "2018-12-31") -> dict[str, Any]:
    return {
        "type": "vedtak", "ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": fra, "fra": fra, "til": til,
    }  # fmt: skip


def fortell(nir: Nir) -> None:
    """A kommune in half a year: what is accepted, rejected, refused, lost, sent again, and what NIR does by itself."""
    amina = nir.person("0301", "introduksjonsloven", navn="Amina Testmann")
    berhane = nir.person("0301", "introduksjonsloven", navn="Amina Åsen", mottak=True, ankomst=None, opphold=[])
    duf = nir.person("1201", navn="No", foedselsnummer=None, dufnummer="201512345609", foedt="1990-05-17", kjoenn="K")
    norsk = nir.user("0301", ["kommunenorskbruker"], "norsk bruker", "hemmelig")
    nir.set("VINDU-TO-MAANEDER", "maaneder", 3)
    begge = [{"person": amina, "eksternId": "v1", **vedtak()}, {"person": berhane, "eksternId": "v2", **vedtak()}]
    nir.transfer("0301", begge, "m1")
    nir.transfer("0301", begge, "m1")
    tiltak = {"type": "tiltak", "tiltakstype": "norskopplaring", "fra": "2017-01-02", "til": "2017-03-31"}
    nir.fault(operation="OverfoerRegistreringer", stage="after-commit", kind="drop", nth=1)
    for _ in range(2):
        with suppress(ConnectionLost):
            nir.transfer("0301", [{"person": amina, "eksternId": "t1", **tiltak}], "m2")
    with suppress(SoapFault):  # the id is used
        nir.transfer("0301", [{"person": amina, "eksternId": "t2", **tiltak}], "m2")
    nir.fault(operation="OverfoerRegistreringer", stage="before-commit", kind="duplicate-delivery", nth=1)
    kontakt = {"type": "kontakt", "ordning": "intro", "kontakttype": "tilbud", "dato": "2016-01-01"}
    nir.transfer("0301", [{"person": amina, "eksternId": "k1", **kontakt}], "m3", norsk)
    with suppress(SoapFault):  # no such day
        nir.transfer("0301", [{"person": amina, "eksternId": "k2", **kontakt, "dato": "16-01-01"}], "m4")
    nir.advance(to="2017-03-01")
    nir.set("VINDU-TO-MAANEDER", "maaneder", 2)
    nir.number(duf, "17859000266")
    nir.move(berhane, "1201", "2017-02-01")
    nir.access("0301", "2016-01-01", "2016-12-31", until="2017-06-01", tag="Introtiltak 2017")
    taken = nir.access("0219", "2016-01-01", "2016-12-31", until="2017-06-01")
    nir.advance(to="2017-03-10")
    nir.revoke(taken)
    nir.register("0301", [{"person": amina, "eksternId": "k1", **kontakt}], "web-1")
    nir.transfer("1201", [{"person": "17859000266", "eksternId": "k3", **kontakt, "dato": "2017-03-10"}], "m5")
    nir.advance(to="2017-11-01")


_dager = st.integers(-100, 20)
_hvem = st.integers(0, 2)
_fram = st.tuples(st.just("fram"), st.sampled_from([1, 20, 70, 200]))
STEG = st.lists(
    st.one_of(
        _fram,
        st.tuples(st.just("vedtak"), _hvem, _dager, st.sampled_from([0, 1])),
        st.tuples(st.just("tiltak"), _hvem, _dager, st.sampled_from([0, 1])),
        st.tuples(st.just("avslutning"), _hvem, _dager),
        st.tuples(st.just("web"), _hvem, _dager),
        st.tuples(st.just("slett"), _hvem),
        st.tuples(st.just("igjen")),
        st.tuples(st.just("flytt"), _hvem, st.sampled_from(KOMMUNER)),
        st.tuples(st.just("borte"), _hvem, st.sampled_from(["emigrate", "die"])),
        st.tuples(st.just("tilgang"), st.booleans()),
        st.tuples(st.just("parameter"), st.integers(1, 6)),
        st.tuples(
            st.just("uhell"),
            st.sampled_from(["drop", "duplicate-delivery", "fault:InternFeil", "html503", "wrong-content-type"]),
        ),
    ),
    min_size=3,
    max_size=14,
)  # fmt: skip


class Gang:
    """Carries out such steps; what NIR refuses is refused."""

    def __init__(self, nir: Nir) -> None:
        self.nir = nir
        self.folk = [nir.person(kommune, "introduksjonsloven") for kommune in ("0301", "0301", "1201")]
        self.sist: tuple[Any, ...] | None = None
        self.nr = 0

    def __call__(self, steg: tuple[Any, ...]) -> None:
        with suppress(SoapFault, Refused, ConnectionLost):
            getattr(self, steg[0])(*steg[1:])

    def fram(self, dager: int) -> None:
        self.nir.advance(by=f"{dager}d")

    def _dag(self, om: int) -> Any:
        return self.nir.clock().today + timedelta(days=om)

    def _send(self, hvem: int, felter: dict[str, Any], fremmed: int = 0, web: bool = False) -> None:
        self.nr += 1
        kommune = KOMMUNER[(hvem == 2) ^ bool(fremmed)]
        linje = {"person": self.folk[hvem], "eksternId": f"e{self.nr}", **felter}
        if web:
            self.nir.register(kommune, [linje], f"w{self.nr}")
            return
        self.sist = (kommune, [linje], f"m{self.nr}")
        self.nir.transfer(*self.sist)

    def vedtak(self, hvem: int, om: int, fremmed: int) -> None:
        self._send(hvem, vedtak(self._dag(om).isoformat(), self._dag(om + 700).isoformat()), fremmed)

    def tiltak(self, hvem: int, om: int, fremmed: int) -> None:
        fra, til = self._dag(om), self._dag(om + 60)
        self._send(hvem, {"type": "tiltak", "tiltakstype": "sprakpraksis", "fra": fra, "til": til}, fremmed)

    def avslutning(self, hvem: int, om: int) -> None:
        felter = {"ordning": "intro", "dato": self._dag(om), "avslutningsaarsak": "arbeidHeltid"}
        self._send(hvem, {"type": "avslutning", **felter})

    def web(self, hvem: int, om: int) -> None:
        felter = {"ordning": "intro", "kontakttype": "tilbud", "dato": self._dag(om)}
        self._send(hvem, {"type": "kontakt", **felter}, web=True)

    def slett(self, hvem: int) -> None:
        self._send(hvem, {"eksternId": f"e{max(1, self.nr)}", "handling": "slett"})

    def igjen(self) -> None:
        if self.sist is not None:
            self.nir.transfer(*self.sist)

    def flytt(self, hvem: int, kommune: str) -> None:
        self.nir.move(self.folk[hvem], kommune)

    def borte(self, hvem: int, hva: str) -> None:
        getattr(self.nir, hva)(self.folk[hvem])

    def tilgang(self, trekk: bool) -> None:
        gitt = self.nir.access("0301", self._dag(-400), self._dag(-10), until=self._dag(50))
        if trekk:
            self.nir.advance(by="2d")
            self.nir.revoke(gitt)

    def parameter(self, maaneder: int) -> None:
        self.nir.set("VINDU-TO-MAANEDER", "maaneder", maaneder)

    def uhell(self, kind: str) -> None:
        self.nir.fault(operation="OverfoerRegistreringer", kind=kind, nth=1)
