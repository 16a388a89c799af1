"""What casework and transfer are like: how long things lie, what habits amount to, and when systems transfer.

Each key has a value here too, as they came later than the first profiles; one that leaves them out has what was the
case before.
"""

from typing import Literal

from fagsystem_sim.profiler.grunn import Del, Kilde
from fagsystem_sim.profiler.tall import Dagtall, Spenn, Tall, Ventetid

Plan = Literal["straks", "natt", "uke", "maaned"]
"""At once, every night, once a week, once a month."""

_KALIBRERT = "kalibrert"


class Overfoeringstid(Del):
    """When a kommune transfers, and where that comes from."""

    plan: Plan
    kilde: Kilde


class Overfoering(Del):
    """When large kommuner transfer, and when small ones.

    A kommune is large when at least the share `stor_fra` of the country's participants is settled there. A large one
    has a user for each role, a small one a single user with both (domain.md §1.5).
    """

    stor_fra: Tall = Tall(verdi=0.02, kilde=_KALIBRERT)
    store: Overfoeringstid = Overfoeringstid(plan="uke", kilde=_KALIBRERT)
    smaa: Overfoeringstid = Overfoeringstid(plan="maaned", kilde=_KALIBRERT)


class IWeb(Del):
    """What share of a kind a kommune without a transfer types into NIR web; all other kinds it always does."""

    tiltak: Tall = Tall(verdi=0.8, kilde=_KALIBRERT)
    timer: Tall = Tall(verdi=0.25, kilde=_KALIBRERT)
    fravaer: Tall = Tall(verdi=0.25, kilde=_KALIBRERT)


class Saksbehandling(Del):
    """The pace of casework, in days: how long a registration lies, on average and at the longest, without a habit.

    With 25 days at the longest, a weekend, and the wait for a monthly transfer, what was known on the day it is about
    comes within two months, so that nearly all that is rejected or closed goes back to habits. What goes over are
    hours and absence that ended early in a month, as these are settled when the month is over: without any habit 39
    of 6 183 registrations of `norge-2017` at a scale of 0.01.

    `januarstille` is how long a merged kommune without the habit `sammenslaatt-i-januar` keeps its transfers back.
    """

    forsinkelse: Ventetid = Ventetid(verdi=9, kilde=_KALIBRERT)
    lengste: Dagtall = Dagtall(verdi=25, kilde=_KALIBRERT)
    januarstille: Dagtall = Dagtall(verdi=21, kilde="§1.8 [S10]")
    foert_i_web: IWeb = IWeb()


class Vanemoenster(Del):
    """What a habit amounts to where somebody has it; its rate, how many have it, stands under `vaner`.

    `sen` is how long the heap lies; `annet_paa_forlenget` how long after the extension «annet» is registered;
    `flytting_sees` after how long a move is noticed, and `flytting_foeres` how long the old kommune goes on;
    `hull` how long measures are missing, unless for good, which is the share `hull_for_godt`; `feil_felt_vgo` the
    share of the fields of the wrong law that say upper secondary was completed.
    """

    sen: Spenn = Spenn(minst=75, mest=150, kilde=_KALIBRERT)
    annet_paa_forlenget: Spenn = Spenn(minst=7, mest=45, kilde=_KALIBRERT)
    flytting_sees: Spenn = Spenn(minst=95, mest=180, kilde=_KALIBRERT)
    flytting_foeres: Dagtall = Dagtall(verdi=60, kilde=_KALIBRERT)
    hull: Spenn = Spenn(minst=210, mest=365, kilde=_KALIBRERT)
    hull_for_godt: Tall = Tall(verdi=0.5, kilde=_KALIBRERT)
    feil_felt_vgo: Tall = Tall(verdi=0.5, kilde=_KALIBRERT)
