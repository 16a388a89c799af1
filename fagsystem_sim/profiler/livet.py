"""What lives in the programme are like: the way to it, its months, what comes in between, decisions, and the end.

Keys with a value here came later than the first profiles; one that leaves them out has what was the case before.
"""

from pydantic import model_validator

from fagsystem_sim.profiler.grunn import Del
from fagsystem_sim.profiler.lover import Sluttmaal
from fagsystem_sim.profiler.tall import (
    Dagstimer,
    Dagtall,
    Maanedstall,
    Maanedstimer,
    Rate,
    Spenn,
    Tall,
    Timespenn,
    Timetall,
)
from fagsystem_sim.profiler.vekter import (
    Arbeidskoder,
    Ellerskoder,
    Fravaersgrunner,
    Maaneder,
    Norskmaal,
    Tiltak,
    Utdanningskoder,
)

_KALIBRERT = "kalibrert"


class Sti(Del):
    """A way through the programme: how long, and how it can be extended.

    `vgo` and `sluttmaal` are what is registered under integreringsloven, where the length follows from them
    (domain.md §5.2); `forlenges` is the share extended at the planned end, by `forlengelse` months.
    """

    andel: Tall
    maaneder: Maaneder
    forlenges: Tall
    forlengelse: Maaneder
    vgo: bool | None = None
    sluttmaal: Sluttmaal | None = None


class Etterkjoenn(Del):
    """A share for women and one for men."""

    K: Tall
    M: Tall


class Ratekjoenn(Del):
    """A yearly rate for women and one for men."""

    K: Rate
    M: Rate


class Slutt(Del):
    """How a programme that lasts its time ends: to work, to education, or else."""

    arbeid: Etterkjoenn
    utdanning: Etterkjoenn
    arbeidskoder: Arbeidskoder
    utdanningskoder: Utdanningskoder
    ellers: Ellerskoder

    @model_validator(mode="after")
    def _under_en(self) -> "Slutt":
        for kjoenn in ("K", "M"):
            sum_ = getattr(self.arbeid, kjoenn).verdi + getattr(self.utdanning, kjoenn).verdi
            if sum_ > 1 + 1e-9:
                raise ValueError(
                    f"arbeid + utdanning for {kjoenn} er {sum_:.2f}; tillatt er høyst 1 / together they are above 1"
                )
        return self


class Risiko(Del):
    """What may come in between, so many times a year.

    `tidlig` is a goal reached before the time, `avbrutt` leaving by own wish, `stans` a temporary stop, `sykdom` an
    illness long enough for leave, `foedsel` a child to the woman of a couple (`enslig_foedsel` of a woman alone).
    Nothing comes sooner than `tidligst` days after the start. Births of a couple are drawn from `foedsler_fra` days
    before the period, those of a woman alone from her start, with at least `mellom_foedsler` days to each.
    """

    flytting: Rate
    utvandring: Rate
    doed: Rate
    avbrutt: Rate
    tidlig: Ratekjoenn
    stans: Rate
    sykdom: Rate
    foedsel: Rate
    enslig_foedsel: Rate
    tidligst: Dagtall = Dagtall(verdi=15, kilde=_KALIBRERT)
    mellom_foedsler: Dagtall = Dagtall(verdi=300, kilde=_KALIBRERT)
    foedsler_fra: Dagtall = Dagtall(verdi=730, kilde=_KALIBRERT)


class Foer(Del):
    """The way to the programme, in days: residence before arrival or after it, settlement, offer, decision, start.

    The two of a couple begin so many days after the day that is drawn for both as `par_fra_hverandre` says.
    """

    ankomst_til_opphold: Spenn
    opphold_til_bosatt: Spenn
    familie_til_bosatt: Spenn
    bosatt_til_tilbud: Spenn
    tilbud_til_start: Spenn
    vedtak_foer_start: Spenn
    par_fra_hverandre: Spenn = Spenn(minst=0, mest=20, kilde=_KALIBRERT)


class Hverdag(Del):
    """What a month in the programme is like.

    `norsk` is the share of tiltak that are norskopplæring in the first year and after it; `to_tiltak` the share with
    another beside; `tiltakstimer` the hours a week of a tiltak, `tiltakstimer_ved_siden` of that beside it; `tiltak`
    the other kinds. `norsktimer` are the hours of norsk in a full month, none in the month of `ferie`;
    `samfunnskunnskap` is the share who get `samfunnskunnskap_timer` hours of it in one month of norsk, which is
    number `samfunnskunnskap_maaned`. `fravaer` is the share of months with absence, of `fravaersdager` days with
    `fravaerstimer` hours each, and `gyldig` the share of it that is valid, for one of `gyldige_grunner`.
    """

    tiltaksdager: Spenn
    norsk_foerste_aar: Tall
    norsk_siden: Tall
    to_tiltak: Tall
    tiltak: Tiltak
    norsktimer: Timespenn
    samfunnskunnskap: Tall
    fravaer: Tall
    gyldig: Tall
    tiltakstimer: Timetall = Timetall(verdi=20, kilde=_KALIBRERT)
    tiltakstimer_ved_siden: Timetall = Timetall(verdi=10, kilde=_KALIBRERT)
    ferie: Maanedstall = Maanedstall(verdi=7, kilde=_KALIBRERT)
    samfunnskunnskap_timer: Maanedstimer = Maanedstimer(verdi=50, kilde="§5.1 [S105]")
    samfunnskunnskap_maaned: Maanedstall = Maanedstall(verdi=3, kilde=_KALIBRERT)
    fravaersdager: Spenn = Spenn(minst=1, mest=4, kilde=_KALIBRERT)
    fravaerstimer: Dagstimer = Dagstimer(verdi=6, kilde=_KALIBRERT)
    gyldige_grunner: Fravaersgrunner = Fravaersgrunner(
        vekter={"egenSykdom": 3, "barnsSykdom": 1, "velferd": 1, "hoeytid": 1}, kilde=_KALIBRERT
    )


class Avbrekk(Del):
    """How long what comes in between lasts, in days, and what becomes of who moves or is stopped.

    `overtas` is the share of those who move whose new kommune carries the programme on; `stans_permanent` the share
    of stops that end the programme; `far_permisjon` the share of fathers who take leave at a birth. The others stay
    away for `far_fravaer` days.
    """

    foedselspermisjon: Spenn
    far_permisjon: Tall
    far_dager: Spenn
    sykdom: Spenn
    stans: Spenn
    stans_permanent: Tall
    overtas: Tall
    overtakelse: Spenn
    far_fravaer: Dagtall = Dagtall(verdi=9, kilde="§2.6 [S39]")


class Vedtak(Del):
    """What the kommune decides, and what it finds too short to decide on.

    `programtimer` are the hours a week of a programme. There is no extension, and no decision on norsk, of fewer days
    than `korteste`; a programme with fewer left than `minst_igjen` is not taken over by another kommune, stopped, or
    given yet another tiltak. `norskmaal` is the level aimed at, under integreringsloven and chapter 6A. Extended norsk
    (chapter 6A) lasts `utvidet_norsk_dager` days, and is decided at the earliest `utvidet_norsk_foer` days before the
    deadline.
    """

    programtimer: Timetall = Timetall(verdi=30, kilde=_KALIBRERT)
    korteste: Dagtall = Dagtall(verdi=30, kilde=_KALIBRERT)
    minst_igjen: Dagtall = Dagtall(verdi=45, kilde=_KALIBRERT)
    norskmaal: Norskmaal = Norskmaal(vekter={"A2": 1, "B1": 2, "B2": 1}, kilde=_KALIBRERT)
    utvidet_norsk_dager: Dagtall = Dagtall(verdi=180, kilde=_KALIBRERT)
    utvidet_norsk_foer: Dagtall = Dagtall(verdi=45, kilde=_KALIBRERT)
