"""/openapi.json and the page at the root of the control plane: what it takes and what it answers, told by itself."""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Response

from mocknir.control.openapi.dokument import dokument
from mocknir.control.openapi.side import side
from mocknir.control.ruter import INNHOLD_HTML, INNHOLD_JSON, Kall, Rute
from mocknir.control.visning import tekst


def lag_ruter(alle: Callable[[], tuple[Rute, ...]], med_token: bool) -> tuple[Rute, ...]:
    """The two routes over all routes, themselves included; each is written when it is first asked for."""

    @cache
    def _dokument() -> dict[str, Any]:
        return dokument(alle(), med_token)

    def beskrivelse(_: Kall[None]) -> Response:
        """This document."""
        return Response(tekst(_dokument()) + "\n", content_type=INNHOLD_JSON)

    def forside(_: Kall[None]) -> Response:
        """A page for people that lists the routes."""
        return Response(side(_dokument()), content_type=f"{INNHOLD_HTML}; charset=utf-8")

    return (
        Rute("GET", "/openapi.json", beskrivelse, "OpenAPI 3.1-dokumentet", "The OpenAPI 3.1 document",
             svar=dict[str, Any]),
        Rute("GET", "/", forside, "Siden som viser alt dette", "The page that shows all this", svar=None,
             medier=(INNHOLD_HTML,)),
    )  # fmt: skip
