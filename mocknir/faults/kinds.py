"""What can go wrong, and at which stage of a call: one table, that the plan, the pages and the commands read."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from mocknir.register.feil import Feilkode


class Stage(StrEnum):
    """Where in a call a fault strikes."""

    BEFORE_PARSE = "before-parse"
    BEFORE_COMMIT = "before-commit"
    AFTER_COMMIT = "after-commit"
    ON_RESPONSE = "on-response"


class Words(NamedTuple):
    """A text in bokmål and in English."""

    nb: str
    en: str


STAGES: Mapping[Stage, Words] = MappingProxyType({
    Stage.BEFORE_PARSE: Words("før meldingen ble lest", "before the message was read"),
    Stage.BEFORE_COMMIT: Words(
        "etter at meldingen var vurdert, men før den ble skrevet",
        "after the message was judged but before it was written",
    ),
    Stage.AFTER_COMMIT: Words("etter at meldingen var skrevet", "after the message was written"),
    Stage.ON_RESPONSE: Words("før svaret ble sendt", "before the answer was sent"),
})  # fmt: skip
"""When a fault struck, as «why» says it.

`before-parse`: nothing was read or done. `before-commit`: the call was judged, then undone: the register holds
nothing of it, and the same meldingsId is new. `after-commit`: the message is written and has its receipt, and the
answer is lost or another. `on-response`: the bytes of the answer, be it a receipt or a SOAP fault.
"""

STAGE_NAMES: Mapping[Stage, Words] = MappingProxyType({
    Stage.BEFORE_PARSE: Words("før lesing", "before reading"),
    Stage.BEFORE_COMMIT: Words("før lagring", "before writing"),
    Stage.AFTER_COMMIT: Words("etter lagring", "after writing"),
    Stage.ON_RESPONSE: Words("i svaret", "in the answer"),
})  # fmt: skip
"""What people call the stages, beside the words that are typed."""

SECONDS, BYTES = "seconds", "bytes"


class Kind(NamedTuple):
    """One thing that can go wrong: its stages (the first is the usual one), its parameters with their defaults.

    `ends` says that no other fault can follow it in the same call. `what` says what it did, in the words of «why»;
    `teaches` what a client has to be able to do.
    """

    name: str
    stages: tuple[Stage, ...]
    what: Words
    teaches: Words
    parameters: Mapping[str, float | None] = MappingProxyType({})
    ends: bool = True


_P, _B, _A, _R = Stage
FAULT = "fault:"
"""How the kinds begin that answer with a SOAP fault of the contract."""

DELAY, DROP, RESET, TRUNCATE, DRIBBLE = "delay", "drop", "reset", "truncate", "dribble"
HTML503, WRONG_TYPE = "html503", "wrong-content-type"
VERSION_MISMATCH, MUST_UNDERSTAND, DUPLICATE = "version-mismatch", "must-understand", "duplicate-delivery"

_CONTRACT = tuple(
    kode for kode in Feilkode
    # The first two are the control plane's, the third is what WS2 answers.
    if kode not in (Feilkode.FINNES_ALLEREDE, Feilkode.KLOKKEN_GAAR_FRAM, Feilkode.TJENESTEN_AVVIKLET)
)  # fmt: skip
"""The codes that NirFeil of WS4 can carry."""

_ALL = (
    Kind(
        DELAY, (_R, _P, _B, _A),
        Words("Kallet ventet i {seconds} sekunder {when}", "The call waited for {seconds} seconds {when}"),
        Words("tidsgrensene: gir klienten opp for tidlig, og hva gjør den da?",
              "time limits: does the client give up too early, and what does it do then?"),
        {SECONDS: 5.0}, ends=False,
    ),
    Kind(
        DROP, (_A, _B, _P),
        Words("Svaret ble borte {when}: forbindelsen ble lukket",
              "The answer was lost {when}: the connection was closed"),
        Words("svaret som ble borte: send det samme igjen med samme meldingsId, eller spør HentKvittering",
              "the lost answer: send the same again under the same meldingsId, or ask HentKvittering"),
    ),
    Kind(
        RESET, (_A, _B, _P),
        Words("Svaret ble borte {when}: forbindelsen ble brutt (TCP RST)",
              "The answer was lost {when}: the connection was reset (TCP RST)"),
        Words("et brudd midt i ventingen, slik en brannmur gjør det", "a break while waiting, as by a firewall"),
    ),
    Kind(
        TRUNCATE, (_R,),
        Words("Svaret ble kuttet etter {bytes}", "The answer was cut off after {bytes}"),
        Words("et halvt svar er ikke et svar: les hele før du tror på det",
              "half an answer is none: read it all before believing it"),
        {BYTES: None},
    ),
    Kind(
        DRIBBLE, (_R,),
        Words("Svaret kom {bytes} om gangen, med {seconds} sekunder imellom",
              "The answer came {bytes} at a time, {seconds} seconds apart"),
        Words("en treg linje: tidsgrensen skal gjelde hele svaret, ikke bare neste byte",
              "a slow line: the time limit must hold for the whole answer, not for the next byte alone"),
        {SECONDS: 0.1, BYTES: 64},
    ),
    Kind(
        HTML503, (_P, _B, _A),
        Words("Klienten fikk en HTML-side med status 503 {when}", "The client got an HTML page with status 503 {when}"),
        Words("en lastfordeler svarer i stedet for NIR: vis feilen, og prøv igjen senere",
              "a load balancer answers instead of NIR: show the error, and try again later"),
    ),
    Kind(
        WRONG_TYPE, (_R,),
        Words("Svaret fikk innholdstypen text/html", "The answer got the content type text/html"),
        Words("et riktig svar under feil innholdstype", "a right answer under a wrong content type"),
        ends=False,
    ),
    Kind(
        VERSION_MISMATCH, (_P,),
        Words("Klienten fikk SOAP-feilen VersionMismatch {when}",
              "The client got the SOAP fault VersionMismatch {when}"),
        Words("tjenesten vil ha en annen SOAP-versjon: en feil i oppsettet, som ikke skal prøves igjen",
              "the service wants another version of SOAP: an error of the set-up, not to be tried again"),
    ),
    Kind(
        MUST_UNDERSTAND, (_P,),
        Words("Klienten fikk SOAP-feilen MustUnderstand {when}", "The client got the SOAP fault MustUnderstand {when}"),
        Words("tjenesten forstår ikke et SOAP-hode: en feil i oppsettet, som ikke skal prøves igjen",
              "the service does not understand a SOAP header: an error of the set-up, not to be tried again"),
    ),
    Kind(
        DUPLICATE, (_B,),
        Words("Registeret fikk meldingen to ganger, og klienten det andre svaret",
              "The register got the message twice, and the client the second answer"),
        Words("en mellomtjener sender om igjen: kvitteringen er den samme, merket gjentatt",
              "a proxy that resends: the receipt is the same, marked as repeated"),
        ends=False,
    ),
    *(
        Kind(
            FAULT + kode.value, (_P, _B, _A),
            Words(f"Klienten fikk feilen {kode.value} {{when}}", f"The client got the fault {kode.value} {{when}}"),
            Words("en erklært feil: klienten skal lese koden, og etter skriving likevel finne kvitteringen",
                  "a declared fault: the client must read the code, and after the writing still find the receipt"),
        )
        for kode in _CONTRACT
    ),
)  # fmt: skip

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every kind by its name."""
