"""What can go wrong between a tester and mocknir, each with a text that says what to do."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from mocknir.register.feil import RAAD


class MocknirError(Exception):
    """The root of the client's errors: `tekst` in bokmål, `text` in English."""

    def __init__(self, tekst: str, text: str, linjer: Sequence[str] = ()) -> None:
        super().__init__("\n".join((tekst, text, *linjer)))
        self.tekst = tekst
        self.text = text


class WrongUse(MocknirError, ValueError):
    """The call itself cannot be: an unknown field, a law that was not in force that day."""


class NotReached(MocknirError):
    """Nobody answers at the address, so nothing was sent; `reason` is what the network said."""

    def __init__(self, url: str, reason: object) -> None:
        hvorfor = "" if isinstance(reason, ConnectionRefusedError) else f": {reason}"
        super().__init__(
            f"Ingen mocknir svarer på {url}{hvorfor}. Start den med «mocknir serve», eller oppgi en annen adresse",
            f"No mocknir answers at {url}{hvorfor}. Start it with «mocknir serve», or give another address",
        )
        self.url = url
        self.reason = reason


class ConnectionLost(MocknirError):
    """The call was sent and no whole answer came: whether it was carried out, nobody knows here.

    `reason` is what became of the connection; a TimeoutError when the answer took too long.
    """

    def __init__(self, url: str, reason: object) -> None:
        self._si(
            f"Svaret fra {url} ble borte ({_kort(reason)}). Kallet kan være utført: spør med HentKvittering, eller "
            "send det på nytt med samme meldingsId",
            f"The answer from {url} was lost ({_kort(reason)}). The call may have been carried out: ask with "
            "HentKvittering, or send it again under the same meldingsId",
        )
        self.url = url
        self.reason = reason

    def _si(self, tekst: str, text: str) -> None:
        MocknirError.__init__(self, tekst, text)


class UnreadableAnswer(ConnectionLost):
    """An answer came that is not what mocknir answers with: a web server's page, the wrong content type."""

    def __init__(self, url: str, status: int, content_type: str, body: bytes) -> None:
        begynnelse = " ".join(body[:200].decode("utf-8", "replace").split())
        self._si(
            f"{url} svarte {status} med {content_type or 'ukjent innhold'}, men ikke som mocknir gjør: «{begynnelse}». "
            "Er adressen riktig, skal det spørres med HentKvittering: kallet kan være utført",
            f"{url} answered {status} with {content_type or 'unknown content'}, but not as mocknir does: "
            f"«{begynnelse}». If the address is right, ask with HentKvittering: the call may have been carried out",
        )
        self.url = url
        self.reason = f"{status} {content_type}"
        self.status = status
        self.content_type = content_type
        self.body = body


class Refused(MocknirError):
    """The control plane refused, and changed nothing.

    `code` is for programs (`FinnesIkke`, `UgyldigVerdi` …), `detail` and `remedy` for people; `errors` are the single
    errors where there are several, each with its place.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        detail_english: str,
        remedy: str | None = None,
        remedy_english: str | None = None,
        field: str | None = None,
        rule: str | None = None,
        errors: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        enkelte = [f"  {sted(en)}: {en['detail']} / {en['detailEnglish']}" for en in errors] if len(errors) > 1 else []
        # What is true of every error of its kind adds nothing to what the text has just said.
        eget = remedy and (remedy, remedy_english) not in RAAD.values()
        raad = [f"→ {remedy}", f"→ {remedy_english or ''}"] if eget else []
        self.linjer = (*enkelte, *raad)
        super().__init__(f"{status} {code}: {detail}", detail_english, self.linjer)
        self.status = status
        self.code = code
        self.detail = detail
        self.detail_english = detail_english
        self.remedy = remedy
        self.remedy_english = remedy_english
        self.field = field
        self.rule = rule
        self.errors = tuple(errors)

    @classmethod
    def of(cls, problem: Mapping[str, Any]) -> "Refused":
        """What a problem document (RFC 9457) says."""
        return cls(
            problem["status"], problem["code"], problem["detail"], problem.get("detailEnglish", ""),
            problem.get("remedy"), problem.get("remedyEnglish"), problem.get("field"), problem.get("rule"),
            problem.get("errors", ()),
        )  # fmt: skip


class SoapFault(MocknirError):
    """NIR answered a WS4 call with a SOAP Fault: nothing of the message was registered.

    `code` is that of NirFeil (`MeldingsIdBrukt`, `OverfoeringStengt` …), or the bare faultcode where the fault has no
    detail; `rule` the rule that refused; `findings` what the schema says, each with `linje`, `sti`, `tekst`.
    """

    def __init__(
        self,
        code: str,
        tekst: str,
        text: str,
        *,
        faultcode: str = "",
        status: int = 500,
        rule: str | None = None,
        field: str | None = None,
        proveniens: str | None = None,
        journalnummer: int | None = None,
        findings: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        funn = [f"  linje {en.get('linje')}, {en.get('sti')}: {en.get('tekst')}" for en in findings]
        super().__init__(f"{code}: {tekst}", text, funn)
        self.code = code
        self.tekst = tekst
        self.faultcode = faultcode
        self.status = status
        self.rule = rule
        self.field = field
        self.proveniens = proveniens
        self.journalnummer = journalnummer
        self.findings = tuple(findings)


def unknown(hva: str, what: str, ord_: str, kjente: Iterable[str]) -> WrongUse:
    """A word that does not exist there, with the nearest one that does."""
    mente, meant = nearest(ord_, kjente)
    return WrongUse(f"{hva} har ikke «{ord_}»; {mente}", f"{what} has no «{ord_}»; {meant}")


def nearest(ord_: str, kjente: Iterable[str]) -> tuple[str, str]:
    """What to write instead, in bokmål and English: the word that is like it, or any of those that exist."""
    alle = list(kjente)
    naer = get_close_matches(ord_, alle, n=1)
    if naer:
        return f"mente du {naer[0]}?", f"did you mean {naer[0]}?"
    return f"bruk en av {', '.join(alle)}", f"use one of {', '.join(alle)}"


def sted(en: Mapping[str, Any]) -> str:
    """Where one of several errors is: a line and a column, or a field."""
    if "line" in en:
        return f"linje {en['line']}" + (f", {en['column']}" if "column" in en else "")
    return str(en.get("field", ""))


def _kort(grunn: object) -> str:
    return "det kom ikke i tide / it did not come in time" if isinstance(grunn, TimeoutError) else str(grunn)
