"""Who calls: WS-Security UsernameToken (text or digest) or HTTP Basic (both `antatt`, domain.md §1.5).

Token times are held against the wall, never against the virtual clock: clients stamp with their own clock.
"""

import base64
import hashlib
import hmac
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from lxml import etree

from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.vurdering import Bruker
from mocknir.rules.tilgang import bruker
from mocknir.soap.feil import IkkeLoggetInn
from mocknir.soap.port import Ws4Port

_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE = f"{_OASIS}wssecurity-secext-1.0.xsd"
WSU = f"{_OASIS}wssecurity-utility-1.0.xsd"
SECURITY = f"{{{WSSE}}}Security"
_USERNAME_TOKEN = f"{{{WSSE}}}UsernameToken"
_USERNAME, _PASSWORD, _NONCE = (f"{{{WSSE}}}{navn}" for navn in ("Username", "Password", "Nonce"))
_TIMESTAMP, _CREATED, _EXPIRES = (f"{{{WSU}}}{navn}" for navn in ("Timestamp", "Created", "Expires"))

VINDU_S = 300
"""How many seconds a token's Created may differ from the wall clock; the profile recommends five minutes."""


class Token(NamedTuple):
    """What a client says to be: `passord` is a digest when `digest` is set."""

    bruker: str
    passord: str
    digest: bool = False
    nonce: bytes = b""
    opprettet: str = ""


class Vokter:
    """Checks credentials, and remembers each nonce for as long as its token would be believed."""

    def __init__(self, vegg: Callable[[], float]) -> None:
        self._vegg = vegg
        self._brukt: OrderedDict[tuple[str, str, bytes], float] = OrderedDict()
        self._laas = threading.Lock()

    def autentiser(self, port: Ws4Port, hoder: Iterable[etree._Element], basic: str | None) -> Bruker:
        """The user of a message; WS-Security goes before Basic. Raises Avvik."""
        token = None
        for hode in hoder:
            if hode.tag != SECURITY:
                continue
            for del_ in hode:
                if del_.tag == _USERNAME_TOKEN and token is None:
                    token = les_token(del_)
                elif del_.tag == _TIMESTAMP:
                    self._kontroller_tidsstempel(del_)
        if token is None and basic:
            token = les_basic(basic)
        if token is None:
            raise IkkeLoggetInn
        post = port.bruker(token.bruker)
        if post is None or not _rett_passord(token, post.passord):
            raise _ukjent(token.bruker, post is not None, port.navn)
        if token.opprettet:
            self._kontroller_tid(token.opprettet)
        if token.nonce:
            self._kontroller_nonce(port.navn, token)
        return post.bruker

    def _kontroller_tid(self, opprettet: str) -> None:
        skjevhet = self._vegg() - _tidspunkt(opprettet, "Created")
        if abs(skjevhet) > VINDU_S:
            nb, en = ("for gammel", "too old") if skjevhet > 0 else ("fram i tid", "in the future")
            raise _avvis(
                f"Created {opprettet} er {abs(skjevhet):.0f} sekunder {nb}; inntil {VINDU_S} er lov. Tokenet følger "
                "maskinens klokke, ikke sandkassens",
                f"Created {opprettet} is {abs(skjevhet):.0f} seconds {en}; at most {VINDU_S} is allowed. The token "
                "follows the machine's clock, not the sandbox's",
            )

    def _kontroller_tidsstempel(self, tidsstempel: etree._Element) -> None:
        utloep = tidsstempel.findtext(_EXPIRES)
        if utloep and _tidspunkt(utloep, "Expires") + VINDU_S < self._vegg():
            raise _avvis(
                f"Meldingens Timestamp gikk ut {utloep.strip()}",
                f"The Timestamp of the message expired at {utloep.strip()}",
            )

    def _kontroller_nonce(self, sandbox: str, token: Token) -> None:
        naa = self._vegg()
        noekkel = (sandbox, token.bruker, token.nonce)
        with self._laas:
            while self._brukt and next(iter(self._brukt.values())) < naa:
                self._brukt.popitem(last=False)
            if noekkel in self._brukt:
                raise _avvis(
                    "Nonce i UsernameToken er brukt før. Lag en ny for hver forespørsel, også når samme melding "
                    "sendes igjen",
                    "The Nonce of the UsernameToken was used before. Make a new one for every request, also when "
                    "the same message is sent again",
                )
            # Created may lie up to a window ahead, and the token is believed a window after that.
            self._brukt[noekkel] = naa + 2 * VINDU_S


def _rett_passord(token: Token, passord: str) -> bool:
    ventet = passord.encode()
    if token.digest:
        if not token.nonce or not token.opprettet:
            raise _avvis(
                "PasswordDigest krever både Nonce og Created i UsernameToken",
                "PasswordDigest needs both Nonce and Created in the UsernameToken",
            )
        # SHA-1 is what the UsernameToken profile prescribes.
        ventet = base64.b64encode(
            hashlib.sha1(token.nonce + token.opprettet.encode() + ventet).digest()  # noqa: S324  # see above
        )
    return hmac.compare_digest(token.passord.encode(), ventet)


def _ukjent(navn: str, finnes: bool, sandkasse: str) -> Avvik:
    """What the rule says of a user who is not let in; one may be unknown for having come to the wrong sandbox."""
    funn = bruker.gjoer(navn, finnes, False)
    tekst, text = funn.tekst, funn.text
    if not finnes:
        tekst += f" Meldingen kom til sandkassen «{sandkasse}»."
        text += f" The message came to the sandbox “{sandkasse}”."
    return Avvik(
        Feilkode.IKKE_AUTENTISERT, tekst, text, felt=funn.felt, regel=bruker.id, proveniens=bruker.kilde.proveniens
    )


def les_token(element: etree._Element) -> Token:
    """What a UsernameToken says; raises Avvik when it cannot be read."""
    deler = {del_.tag: del_ for del_ in element}
    username, passord = deler.get(_USERNAME), deler.get(_PASSWORD)
    navn = ((username.text or "") if username is not None else "").strip()
    if not navn or passord is None:
        raise _avvis("UsernameToken mangler Username eller Password", "The UsernameToken lacks Username or Password")
    digest = (passord.get("Type") or "").endswith("#PasswordDigest")
    hemmelighet = passord.text or ""
    if _NONCE not in deler and _CREATED not in deler:
        return Token(navn, hemmelighet, digest)
    try:
        nonce = base64.b64decode(element.findtext(_NONCE) or "")
    except ValueError:
        raise _avvis("Nonce er ikke Base64", "The Nonce is not Base64") from None
    opprettet = (element.findtext(_CREATED) or "").strip()
    return Token(navn, hemmelighet.strip() if digest else hemmelighet, digest, nonce, opprettet)


def les_basic(hode: str) -> Token | None:
    """The credentials of an Authorization header, or None when it is of another scheme; raises Avvik."""
    metode, _, verdi = hode.partition(" ")
    if metode.lower() != "basic":
        return None
    try:
        raa = base64.b64decode(verdi.strip(), validate=True)
    except ValueError:
        raise _avvis(
            "Authorization: Basic er ikke Base64 av «bruker:passord»",
            "Authorization: Basic is not Base64 of «user:password»",
        ) from None
    try:
        tekst = raa.decode()
    except UnicodeDecodeError:
        tekst = raa.decode("latin-1")
    navn, _, passord = tekst.partition(":")
    return Token(navn, passord)


def _tidspunkt(tekst: str, felt: str) -> float:
    try:
        tid = datetime.fromisoformat(tekst.strip())
    except ValueError:
        raise _avvis(
            f"{felt} «{tekst}» er ikke et tidspunkt som 2026-01-31T12:00:00Z",
            f"{felt} «{tekst}» is not a time such as 2026-01-31T12:00:00Z",
        ) from None
    return (tid if tid.tzinfo else tid.replace(tzinfo=UTC)).timestamp()


def _avvis(tekst: str, text: str) -> Avvik:
    return Avvik(Feilkode.IKKE_AUTENTISERT, tekst, text)
