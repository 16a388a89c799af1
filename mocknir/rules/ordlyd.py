"""Words that several rules use: what things are called in bokmål and English."""

from collections.abc import Iterable
from datetime import date

from mocknir.register import kommuner
from mocknir.register.program import Program
from mocknir.register.skjema import TYPER

IMDI_SUPPORT = ("IMDis supportsystem (tlf. 40 00 19 60)", "IMDi's support system (phone 40 00 19 60)")
"""Where cases are opened, and the number to call when the login fails (domain.md §3.1 [A][B])."""


def kommune(nr: str) -> str:
    """A kommune number with its name, «0301 Oslo»; the bare number when it is unknown."""
    return f"{nr} {kommuner.navn(nr)}" if kommuner.finnes(nr) else nr


def typenavn(type_: str) -> tuple[str, str]:
    """What a kind of registration is called."""
    kjent = TYPER.get(type_)
    return (kjent.tekst, kjent.text) if kjent else (type_, type_)


def liste(ord_: Iterable[str], bindeord: str) -> str:
    """Words in a row with a conjunction before the last: «a, b eller c»."""
    *foran, siste = ord_
    return f"{', '.join(foran)} {bindeord} {siste}" if foran else siste


def periode(fra: date | None, til: date | None) -> tuple[str, str]:
    """A period as people write it; open ends stay open."""
    return (
        f"{fra:%d.%m.%Y}–{til:%d.%m.%Y}" if fra and til else f"fra {fra:%d.%m.%Y}" if fra else "hele tiden",
        f"{fra}–{til}" if fra and til else f"from {fra}" if fra else "all the time",
    )


def hvem_avsluttet(program: Program) -> tuple[str, str]:
    """That a programme ended, when and by whom; when NIR closed it, also which day NIR did it."""
    slutt, avslutning = program.slutt, program.avslutning
    if slutt is None:
        return "programmet løper", "the programme runs"
    if avslutning is None:
        return (
            f"programmet ble videreført i en annen kommune etter {slutt:%d.%m.%Y}",
            f"the programme was carried on by another kommune after {slutt}",
        )
    if avslutning.av_nir:
        natt = avslutning.registrert_fra
        return (
            f"NIR avsluttet programmet {slutt:%d.%m.%Y} av seg selv (gjort {natt:%d.%m.%Y})",
            f"NIR itself closed the programme on {slutt} (done on {natt:%Y-%m-%d})",
        )
    return (
        f"kommunen avsluttet programmet {slutt:%d.%m.%Y} (eksternId {avslutning.ekstern_id})",
        f"the kommune ended the programme on {slutt} (eksternId {avslutning.ekstern_id})",
    )
