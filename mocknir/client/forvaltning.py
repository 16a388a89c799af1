"""What surrounds the register in a sandbox: users, access grants and support cases, rules, and faults on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from mocknir.client import svar
from mocknir.client.kontroll import Control
from mocknir.client.les import read
from mocknir.client.registreringer import ident
from mocknir.client.svar import Person, User
from mocknir.register.vurdering import ROLLER

Day = date | str
"""A day: a date, or `2017-09-01`."""


class Management:
    """The part of a sandbox's client that says who may do what, and what is to go wrong."""

    control: Control
    _ny_noekkel: Callable[[], str]
    _bytt_bruker: Callable[[User, User | None], None]

    def user(
        self, kommune: str, roles: Iterable[str] = ROLLER, name: str | None = None, password: str | None = None
    ) -> User:
        """A new user of a kommune, with both roles unless others are given."""
        kropp = {
            "user": name or self._ny_noekkel(), "kommune": kommune, "roles": list(roles), "password": password,
        }  # fmt: skip
        return read(User, {"password": password, **self.control.send("POST", "users", body=kropp)})

    def new_password(self, user: User, password: str | None = None) -> User:
        """The user with another password; one is made where none is given."""
        endret = self.control.send("PATCH", "users", user.name, body={"password": password})
        ny = read(User, {"password": password, **endret})
        self._bytt_bruker(user, ny)
        return ny

    def remove_user(self, user: User) -> None:
        """Take a user away; what they registered stays."""
        self.control.send("DELETE", "users", user.name)
        self._bytt_bruker(user, None)

    def users(self) -> list[User]:
        """The users, without their passwords."""
        return [read(User, en) for en in self.control.get("users")["users"]]

    def access(
        self, kommune: str, from_: Day, to: Day, ordning: str | None = None, *, until: Day, tag: str | None = None
    ) -> svar.Access:
        """Grant etterregistreringstilgang to a period, to be used until the end of a day."""
        kropp = {
            "kommune": kommune, "from": from_, "to": to, "ordning": ordning, "until": until, "merke": tag,
        }  # fmt: skip
        return read(svar.Access, self.control.send("POST", "access", body=kropp))

    def accesses(self) -> list[svar.Access]:
        """The access grants that were not taken back."""
        return [read(svar.Access, en) for en in self.control.get("access")["access"]]

    def revoke(self, access: svar.Access) -> None:
        """Take an access back."""
        self.control.send("DELETE", "access", str(access.id))

    def apply(
        self, kommune: str, from_: Day, to: Day, begrunnelse: str, ordning: str | None = None, *,
        tag: str | None = None, kontakt: str | None = None, rolle: str | None = None,
    ) -> svar.Case:  # fmt: skip
        """Open a support case: a kommune applies for access to a period. Decided at once where `policy` says so."""
        kropp = {
            "kommune": kommune, "from": from_, "to": to, "ordning": ordning, "begrunnelse": begrunnelse, "merke": tag,
            "kontakt": kontakt, "rolle": rolle,
        }  # fmt: skip
        return read(svar.Case, self.control.send("POST", "cases", body=kropp))

    def cases(self) -> list[svar.Case]:
        """The support cases."""
        return [read(svar.Case, en) for en in self.control.get("cases")["cases"]]

    def decide(
        self, case: svar.Case, granted: bool, answer: str | None = None, until: Day | None = None
    ) -> svar.Case:  # fmt: skip
        """Grant a support case, to be used until the end of a day, or turn it down."""
        kropp = {"decision": "innvilget" if granted else "avslaatt", "svar": answer, "until": until}
        return read(svar.Case, self.control.send("POST", "cases", str(case.id), "decision", body=kropp))

    def policy(self, mode: str | None = None, tags: Iterable[str] = (), days: int = 60) -> svar.Policy:
        """How support cases are decided; with a mode (`manuell`, `innvilg-alle`, `innvilg-merke`) from now on."""
        if mode is None:
            return read(svar.Policy, self.control.get("cases", "policy"))
        kropp = {"mode": mode, "merker": list(tags), "days": days}
        return read(svar.Policy, self.control.send("PUT", "cases", "policy", body=kropp))

    def set(self, rule: str, name: str, value: int | bool | str) -> svar.Rule:
        """Give a parameter of a rule a value in this sandbox."""
        return read(svar.Rule, self.control.send("PUT", "rules", rule, "parameters", name, body={"value": value}))

    def unset(self, rule: str, name: str) -> svar.Rule:
        """Give a parameter its default back."""
        return read(svar.Rule, self.control.send("DELETE", "rules", rule, "parameters", name))

    def rules(self) -> list[svar.Rule]:
        """The rules, with the values their parameters have here."""
        return [read(svar.Rule, en) for en in self.control.get("rules")["rules"]]

    def fault(
        self,
        kind: str,
        operation: str | None = None,
        stage: str | None = None,
        nth: int | None = None,
        *,
        times: int | None = None,
        probability: float | None = None,
        seconds: float | None = None,
        bytes: int | None = None,
        kommune: str | None = None,
        meldings_id: str | None = None,
        person: Person | str | None = None,
        user: str | None = None,
    ) -> svar.Fault:
        """Plan a fault, as `fault("drop", operation="OverfoerRegistreringer", stage="after-commit", nth=3)`.

        `kind` is one of `mocknir fault kinds`, `stage` its usual one unless given; the rest says which calls it is
        about, and how often. What it does to a call is told by the journal and by `why`.
        """
        match = {
            "kommune": kommune, "meldingsId": meldings_id, "person": ident(person) if person else None, "user": user,
        }  # fmt: skip
        kropp = {
            "kind": kind, "stage": stage, "operation": operation, "nth": nth, "times": times, "seconds": seconds,
            "probability": probability, "bytes": bytes, "match": {n: v for n, v in match.items() if v is not None},
        }  # fmt: skip
        return read(svar.Fault, self.control.send("POST", "faults", body=kropp))

    def faults(self) -> list[svar.Fault]:
        """The fault plan."""
        return [read(svar.Fault, en) for en in self.control.get("faults")["faults"]]

    def clear_faults(self, fault: svar.Fault | None = None) -> None:
        """Take one fault out of the plan, or all."""
        self.control.send("DELETE", "faults", *([] if fault is None else [str(fault.id)]))
