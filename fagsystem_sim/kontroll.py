"""A client of the control API: sandboxes, the clock, the central registers, users and reports.

What a municipal system could never do to NIR itself; a test does it in the name of IMDi and Folkeregisteret.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import requests

from fagsystem_sim.nettfeil import KOBLE_OPP, ikke_naadd


class KontrollFeil(Exception):
    """The control API refused; `status` is the HTTP status."""

    def __init__(self, status: int, tekst: str) -> None:
        super().__init__(tekst)
        self.status = status


class IngenKontakt(Exception):
    """The server could not be reached."""


class Kontroll:
    """The control API of one sandbox of a server at `url` (`http://127.0.0.1:8080`).

    A server on another machine asks for its `token`.
    """

    def __init__(self, url: str, sandkasse: str, token: str | None = None, tidsgrense: float = 60.0) -> None:
        self.url = url.rstrip("/")
        self.sandkasse = sandkasse
        self.token = token
        self.tidsgrense = tidsgrense
        self.session = requests.Session()
        self.session.trust_env = False
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    @property
    def ws4(self) -> str:
        """The endpoint of WS4 in the sandbox."""
        return f"{self.url}/{self.sandkasse}/ws4"

    def lag_sandkasse(self, klokke: date, merkelapp: str | None = None) -> None:
        """Make the sandbox, its clock on a day, with a label; one of that name is emptied."""
        innhold = {"clock": klokke.isoformat(), "label": merkelapp}
        try:
            self._kall("POST", "/sandboxes", {"name": self.sandkasse, **innhold})
        except KontrollFeil as feil:
            if feil.status != 409:
                raise
            self._sandkasse("POST", "/reset", innhold)

    def sandkassen(self) -> dict[str, Any] | None:
        """The sandbox: its clock, its label; None where there is none."""
        try:
            return dict(self._sandkasse("GET", ""))
        except KontrollFeil as feil:
            if feil.status != 404:
                raise
            return None

    def er_tom(self) -> bool:
        """Whether nothing has been done in the sandbox yet."""
        return not self._sandkasse("GET", "/journal", params={"limit": 1})["journal"]

    def sandkasser(self) -> Any:
        """The sandboxes of the server; None where no control plane answers."""
        svar = self._kall("GET", "/sandboxes")
        return svar.get("sandboxes") if isinstance(svar, dict) else None

    def slett_sandkasse(self) -> None:
        """Remove the sandbox and all it holds."""
        self._sandkasse("DELETE", "")

    def flytt_klokken(self, til: date, fra: date | None = None) -> list[dict[str, Any]]:
        """Advance the clock to eight in the morning of a day, from one that it must show; what fell due on the way."""
        svar = self._sandkasse(
            "POST", "/clock/advance", {"to": til.isoformat(), "expected": fra.isoformat() if fra else None}
        )
        return list(svar["fired"])

    def forfaller(self, dager: int) -> list[dict[str, Any]]:
        """What NIR would close within so many days if nothing more came in."""
        svar = self._sandkasse("GET", "/clock/due", params={"days": dager})
        return list(svar["due"])

    def importer_personer(self, csv: str) -> None:
        """Persons come into NIR from the central registers, as rows of a CSV file."""
        self._sandkasse("POST", "/persons/import", tekst=csv)

    def sentral_hendelse(self, ident: str, type_: str, dag: date, **felter: str) -> None:
        """Folkeregisteret or UDI tells something of a person: `flytting`, `utvandring`, `doed`, `opphold`."""
        self._sandkasse("POST", f"/persons/{ident}/events", {"type": type_, "dato": dag.isoformat(), **felter})

    def sentrale_hendelser(self, hendelser: Sequence[tuple[str, str, date, Mapping[str, str]]]) -> None:
        """What the central registers tell of several persons, all or none: number, type, day and fields of each."""
        events = [
            {"person": ident, "event": {"type": type_, "dato": dag.isoformat(), **felter}}
            for ident, type_, dag, felter in hendelser
        ]
        self._sandkasse("POST", "/persons/events", {"events": events})

    def klokken(self) -> date:
        """The day that the clock shows."""
        return date.fromisoformat(self._sandkasse("GET", "/clock")["now"][:10])

    def lag_bruker(self, navn: str, passord: str, kommune: str, roller: list[str]) -> None:
        """Make a user that may transfer for a kommune."""
        self._sandkasse("POST", "/users", {"user": navn, "password": passord, "kommune": kommune, "roles": roller})

    def gi_tilgang(self, kommune: str, fra: date, til: date, ordning: str | None, ut: date, merke: str) -> None:
        """Grant etterregistreringstilgang, as a support case gives it; for all schemes where none is named."""
        self._sandkasse(
            "POST",
            "/access",
            {
                "kommune": kommune, "from": fra.isoformat(), "to": til.isoformat(), "ordning": ordning,
                "until": ut.isoformat(), "merke": merke,
            },
        )  # fmt: skip

    def rapport(
        self, navn: str, aar: int | None = None, kommune: str | None = None, per: date | None = None, **ellers: str
    ) -> Any:
        """A report of NIR as JSON: `avsluttede`, `maaloppnaaelse` …; `per` a day means as it was known then.

        `ellers` are the report's further parameters, as `etter="kommune"`.
        """
        valg = {"aar": aar, "kommune": kommune, "per": per.isoformat() if per else None, **ellers}
        params = {navn: verdi for navn, verdi in valg.items() if verdi is not None}
        return self._sandkasse("GET", f"/reports/{navn}", params=params)

    def registrer(self, bruker: str, kommune: str, meldings_id: str, registreringer: list[dict[str, Any]]) -> Any:
        """Register by hand, as in NIR web; the receipt with the outcome of each."""
        return self._sandkasse(
            "POST",
            "/registrations",
            {"user": bruker, "kommune": kommune, "meldingsId": meldings_id, "registrations": registreringer},
        )

    def journal(self) -> Iterator[dict[str, Any]]:
        """The entries of NIR's journal, the latest first."""
        params: dict[str, Any] = {"limit": 1000}
        while True:
            side = self._sandkasse("GET", "/journal", params=params)["journal"]
            yield from side
            if len(side) < params["limit"]:
                return
            params["before"] = side[-1]["journalnummer"]

    def person(self, ident: str) -> dict[str, Any] | None:
        """What NIR knows of a person; None where it knows nobody by that number."""
        try:
            return dict(self._sandkasse("GET", f"/persons/{ident}"))
        except KontrollFeil as feil:
            if feil.status != 404:
                raise
            return None

    def hvorfor(self, ref: str) -> dict[str, Any]:
        """Why NIR has what it has on a person, or answered a message as it did; texts in bokmål."""
        return dict(self._sandkasse("GET", f"/why/{ref}", params={"lang": "nb", "all": "true"}))

    def _sandkasse(self, metode: str, sti: str, kropp: Any = None, **ekstra: Any) -> Any:
        return self._kall(metode, f"/sandboxes/{self.sandkasse}{sti}", kropp, **ekstra)

    def _kall(
        self,
        metode: str,
        sti: str,
        kropp: Any = None,
        *,
        params: dict[str, Any] | None = None,
        tekst: str | None = None,
    ) -> Any:
        url = f"{self.url}/control/v1{sti}"
        data = tekst.encode() if tekst is not None else None
        headers = {"Content-Type": "text/csv; charset=utf-8"} if tekst is not None else None
        try:
            svar = self.session.request(
                metode, url, params=params, json=kropp, data=data, headers=headers,
                timeout=(min(KOBLE_OPP, self.tidsgrense), self.tidsgrense),
            )  # fmt: skip
        except requests.RequestException as feil:
            raise IngenKontakt(ikke_naadd(self.url, feil)) from feil
        if svar.status_code >= 400:
            raise KontrollFeil(svar.status_code, f"{_problem(svar)} ({svar.status_code}, {metode} {sti})")
        if not svar.content:
            return None
        return svar.json() if "json" in svar.headers.get("Content-Type", "") else svar.text


def _problem(svar: requests.Response) -> str:
    """What a problem document (RFC 9457) says, or the beginning of whatever else came."""
    try:
        problem = svar.json()
        felter = ("detail", "remedy") if svar.status_code in (401, 403) else ("detail",)
        ord_ = [
            ". ".join(str(problem[navn + maal]) for navn in felter if problem.get(navn + maal))
            for maal in ("", "English")
        ]
        return " / ".join(filter(None, ord_)) or str(problem.get("title") or problem)
    except (requests.JSONDecodeError, AttributeError):
        return svar.text[:300]
