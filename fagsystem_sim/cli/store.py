"""The option `--store`: where the store of the municipal systems lies."""

from pathlib import Path
from typing import Any

import click

from fagsystem_sim.lager.database import UgyldigUrl, les_postgres


class _Postgres(click.ParamType[str]):
    """The address of a PostgreSQL."""

    name = "adresse"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return les_postgres(value)
        except UgyldigUrl as feil:
            if "://" in value and not value.startswith("sqlite:"):
                nb, en = "", ""
            else:  # a file is what the store is anyway
                nb = "; ellers er lageret en fil i mappen til kjøringen (--out)"
                en = "; else the store is a file in the folder of the run (--out)"
            self.fail(f"{feil.nb}{nb} / {feil.en}{en}", param, ctx)


class _Lager(_Postgres):
    """A store that is there: a file, or the address of a PostgreSQL."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        fil = value.removeprefix("sqlite:///")
        if "://" in fil:
            return super().convert(value, param, ctx)
        if not Path(fil).is_file():
            self.fail(
                f"filen {fil} finnes ikke; skriv en fil som finnes, eller postgresql://bruker@vert/base / "
                f"there is no file {fil}; write one that there is, or postgresql://user@host/base",
                param, ctx,
            )  # fmt: skip
        return f"sqlite:///{fil}"


store_valg = click.option(
    "--store",
    "lager",
    type=_Postgres(),
    envvar="FAGSYSTEM_STORE",
    show_envvar=True,
    metavar="URL",
    help="Lageret i en PostgreSQL, postgresql://bruker@vert/base; ellers en fil i mappen. / "
    "The store in a PostgreSQL; else a file in the folder.",
)
"""The option of what makes a store."""

finnes_valg = click.option(
    "--store",
    "store",
    type=_Lager(),
    envvar="FAGSYSTEM_STORE",
    show_envvar=True,
    metavar="FIL|URL",
    help="Fagsystemets lager, en fil eller postgresql://bruker@vert/base; ellers det siste her som har kommunen. / "
    "The store, a file or a PostgreSQL; else the latest here with the kommune.",
)
"""The option of what reads one."""
