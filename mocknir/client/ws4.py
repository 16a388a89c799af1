"""WS4 as a case system calls it: a message out, a receipt back, nothing sent twice."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from mocknir.client import soap
from mocknir.client.les import read
from mocknir.client.registreringer import Line
from mocknir.client.svar import Receipt, User
from mocknir.client.transport import LONG_SECONDS, Response, Transport


class Ws4:
    """The WS4 door of one sandbox, at `path` below the transport's address."""

    def __init__(self, transport: Transport, path: str) -> None:
        self.transport = transport
        self.path = path

    def transfer(self, user: User, kommune: str, meldings_id: str, lines: Sequence[Line]) -> Receipt:
        """OverfoerRegistreringer, once; raises SoapFault, ConnectionLost and NotReached."""
        return self._kvittering(user, soap.OVERFOER, soap.transfer(meldings_id, kommune, lines))

    def receipt(self, user: User, kommune: str, meldings_id: str) -> Receipt:
        """HentKvittering; raises SoapFault (`UkjentMelding`), ConnectionLost and NotReached."""
        return self._kvittering(user, soap.HENT_KVITTERING, soap.receipt_question(meldings_id, kommune))

    def post(self, user: User | None, envelope: bytes, operation: str | None = None, **headers: str) -> Response:
        """An envelope as it is, signed in with HTTP Basic where a user is given; the answer as it came."""
        hoder = {"Content-Type": soap.CONTENT_TYPE}
        if operation is not None:
            hoder["SOAPAction"] = f'"{soap.NAMESPACE}:{operation}"'
        if user is not None:
            hoder["Authorization"] = f"Basic {b64encode(f'{user.name}:{user.password}'.encode()).decode()}"
        return self.transport.send("POST", self.path, envelope, {**hoder, **headers}, LONG_SECONDS)

    def _kvittering(self, user: User, operasjon: str, konvolutt: bytes) -> Receipt:
        svar = self.post(user, konvolutt, operasjon)
        raw: dict[str, Any] = soap.read_receipt(svar, self.transport.url + self.path)
        return read(Receipt, raw)
