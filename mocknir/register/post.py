"""One version of one registration, as the register holds it (system-versioned, design.md §3)."""

from datetime import date, datetime

from mocknir.register import skjema
from mocknir.register.registreringer import Innhold

NIR = "NIR"
"""The actor of what the register does itself."""


class Post:
    """A registration as known from `registrert_fra` on.

    `kommune` is the number under which it was transferred, `aktoer` the user (or `NIR`), `kanal` the way in
    (`WS4`, `NIR-web`, `NIR`). `tekst` is the canonical content; `innhold` is decoded from it when asked for,
    since most rules need only `type`, `ordning`, `kode`, `fra` and `til`.
    """

    __slots__ = (
        "_innhold",
        "aktoer",
        "ekstern_id",
        "fra",
        "id",
        "journal_id",
        "kanal",
        "kode",
        "kommune",
        "ordning",
        "person_id",
        "registrert_fra",
        "tekst",
        "til",
        "type",
    )

    def __init__(
        self,
        id: int,
        person_id: int,
        kommune: str,
        ekstern_id: str,
        type: str,
        ordning: str,
        kode: str | None,
        fra: date | None,
        til: date | None,
        tekst: str,
        aktoer: str,
        kanal: str,
        registrert_fra: datetime,
        journal_id: int,
        innhold: Innhold | None = None,
    ) -> None:
        self.id = id
        self.person_id = person_id
        self.kommune = kommune
        self.ekstern_id = ekstern_id
        self.type = type
        self.ordning = ordning
        self.kode = kode
        self.fra = fra
        self.til = til
        self.tekst = tekst
        self.aktoer = aktoer
        self.kanal = kanal
        self.registrert_fra = registrert_fra
        self.journal_id = journal_id
        self._innhold = innhold

    @property
    def innhold(self) -> Innhold:
        """The registration in its own class (`Vedtak`, `Tiltak` …)."""
        if self._innhold is None:
            self._innhold = skjema.fra_tekst(self.type, self.tekst)
        return self._innhold

    @property
    def slutt(self) -> date:
        """The last day, `date.max` while it is open."""
        return self.til or date.max

    @property
    def av_nir(self) -> bool:
        """Whether NIR registered it itself."""
        return self.aktoer == NIR

    def __repr__(self) -> str:
        return f"<Post {self.id} {self.type} {self.kode} {self.fra}–{self.til} {self.kommune}/{self.ekstern_id}>"
