"""Text into XML: escaped, and free of what XML 1.0 cannot hold."""

import re
from datetime import date, datetime

_VERN = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ERSTATT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


def x(tekst: str) -> str:
    """The text as element content; a character that XML cannot hold becomes U+FFFD."""
    if _VERN.search(tekst) is None:
        return tekst
    return _VERN.sub(lambda treff: _ERSTATT.get(treff[0], "\ufffd"), tekst)


def el(navn: str, verdi: object) -> str:
    """An element with a plain value in it; nothing at all for None."""
    if verdi is None:
        return ""
    if isinstance(verdi, str):
        return f"<{navn}>{x(verdi)}</{navn}>"
    if isinstance(verdi, bool):
        return f"<{navn}>{'true' if verdi else 'false'}</{navn}>"
    if isinstance(verdi, datetime | date):
        return f"<{navn}>{verdi.isoformat()}</{navn}>"
    return f"<{navn}>{verdi}</{navn}>"
