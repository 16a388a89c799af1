"""A net that loses an answer on its way back: NIR has done what it was asked, and the client does not know."""

from typing import Any

import requests
from zeep.transports import Transport


class UpaaliteligNett(Transport):
    """A transport that loses one answer each time `mist_neste` is set."""

    mist_neste = False

    def post(self, address: str, message: Any, headers: Any) -> requests.Response:
        """Post as ever; then perhaps lose the answer."""
        svar: requests.Response = super().post(address, message, headers)  # type: ignore[no-untyped-call]  # zeep's has no types
        if self.mist_neste:
            self.mist_neste = False
            raise requests.ConnectionError("forbindelsen ble brutt før svaret kom fram")
        return svar
