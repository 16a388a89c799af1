"""The control plane as JSON in and out: one place that knows its address, its errors and its form."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from mocknir.client.feil import Refused, UnreadableAnswer
from mocknir.client.transport import LONG_SECONDS, Response, Transport

PREFIKS = "/control/v1"
_PROBLEM = "application/problem+json"


class Control:
    """The control plane from an address on: its root, or one sandbox."""

    def __init__(self, transport: Transport, *ledd: str) -> None:
        self.transport = transport
        self.rot = PREFIKS + "".join(f"/{quote(ett, safe='')}" for ett in ledd)

    def get(self, *ledd: str, long: bool = False, **sporring: Any) -> Any:
        """What an address answers; parameters that are None are left out."""
        return _les(self.raa("GET", sti(*ledd, **sporring), long=long))

    def send(self, metode: str, *ledd: str, body: Mapping[str, Any] | None = None, long: bool = False) -> Any:
        """Send an object, or nothing; fields that are None are left out."""
        raa = None if body is None else til_json({navn: verdi for navn, verdi in body.items() if verdi is not None})
        return _les(self.raa(metode, sti(*ledd), raa, long=long))

    def raa(
        self, metode: str, hva: str, raa: bytes | None = None, innhold: str = "application/json", long: bool = False
    ) -> Response:
        """One request; raises Refused with what the server said, UnreadableAnswer when it is no mocknir."""
        hoder = {} if raa is None else {"Content-Type": innhold}
        svar = self.transport.send(metode, self.rot + hva, raa or b"", hoder, LONG_SECONDS if long else None)
        if svar.status < 400:
            return svar
        if svar.content_type != _PROBLEM:
            raise UnreadableAnswer(self.transport.url, svar.status, svar.content_type, svar.body)
        raise Refused.of(json.loads(svar.body))


def sti(*ledd: str, **sporring: Any) -> str:
    """An address below another, of parts that may hold any character."""
    gitt = {navn: enkel(verdi) for navn, verdi in sporring.items() if verdi is not None}
    return "".join(f"/{quote(ett, safe='')}" for ett in ledd) + (f"?{urlencode(gitt)}" if gitt else "")


def til_json(verdi: Any) -> bytes:
    """A value as JSON, days and moments in ISO form."""
    return json.dumps(verdi, ensure_ascii=False, default=_json).encode()


def enkel(verdi: Any) -> Any:
    """A value as a query string carries it."""
    if isinstance(verdi, date):
        return verdi.isoformat()
    if isinstance(verdi, bool):
        return "true" if verdi else "false"
    return verdi


def _json(verdi: Any) -> Any:
    if isinstance(verdi, date | Decimal):
        return str(enkel(verdi))
    raise TypeError(f"{verdi!r} is no JSON value")


def _les(svar: Response) -> Any:
    if not svar.body:
        return None
    return json.loads(svar.body)
