"""What is wrong with a message before the register hears of it, and the SOAP versions it can be said in."""

from enum import Enum
from typing import NamedTuple

from mocknir.register.feil import Avvik, Feilkode

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"


class Versjon(Enum):
    """A version of SOAP: the namespace of its envelope, and its content type."""

    V11 = (SOAP11, "text/xml")
    V12 = (SOAP12, "application/soap+xml")

    @property
    def navnerom(self) -> str:
        """The namespace of the envelope."""
        return self.value[0]

    @property
    def innholdstype(self) -> str:
        """The value of Content-Type, with its charset."""
        return f"{self.value[1]}; charset=utf-8"


class Skyld(Enum):
    """Whose fault it is, as SOAP 1.1 and SOAP 1.2 spell it."""

    KLIENT = ("Client", "Sender")
    TJENER = ("Server", "Receiver")
    VERSJON = ("VersionMismatch", "VersionMismatch")
    HODE = ("MustUnderstand", "MustUnderstand")


class Skjemafunn(NamedTuple):
    """A breach of the schema: the line it stands on, the path to it, and the registration it is in."""

    linje: int
    sti: str
    ekstern_id: str | None
    tekst: str
    text: str


class Meldingsfeil(Avvik):
    """A message that cannot be read, or is not what the contract says.

    `hoder` are the QNames of headers that nobody here understands, as (namespace, name).
    """

    def __init__(
        self,
        tekst: str,
        text: str,
        *,
        kode: Feilkode = Feilkode.UGYLDIG_MELDING,
        skyld: Skyld = Skyld.KLIENT,
        felt: str | None = None,
        funn: tuple[Skjemafunn, ...] = (),
        hoder: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(kode, tekst, text, felt=felt)
        self.skyld = skyld
        self.funn = funn
        self.hoder = hoder


class IkkeLoggetInn(Avvik):
    """No credentials at all: the answer invites the client to send them (401)."""

    def __init__(self) -> None:
        super().__init__(
            Feilkode.IKKE_AUTENTISERT,
            "Meldingen har ingen innlogging. Send WS-Security UsernameToken i SOAP-hodet (PasswordText, eller "
            "PasswordDigest med Nonce og Created), eller HTTP Basic",
            "The message has no credentials. Send a WS-Security UsernameToken in the SOAP header (PasswordText, "
            "or PasswordDigest with Nonce and Created), or HTTP Basic",
        )
