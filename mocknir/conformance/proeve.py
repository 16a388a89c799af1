"""Trying one case: the vendor's sandbox is emptied, what there is to know is put there, and the scenario is run."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import blake2s
from typing import Any, NamedTuple

from mocknir.client.nir import Nir
from mocknir.client.server import Server
from mocknir.client.svar import User
from mocknir.conformance import oppdrag
from mocknir.conformance.ankomst import Ankomst
from mocknir.conformance.resultat import Funn, Saksresultat, Status, Stegbevis, Utfall, utfall_av
from mocknir.conformance.suiter import Sak
from mocknir.conformance.utfoerere import Sviktet, Utfoerer
from mocknir.register.identitet import lag_dufnummer
from mocknir.register.vurdering import ROLLER
from mocknir.scenario import tidslinje
from mocknir.scenario.dom import Felt, dom
from mocknir.scenario.forklar_ventet import forventning
from mocknir.scenario.forventninger import ANBEFALING
from mocknir.scenario.gang import Brudd, Gang
from mocknir.scenario.gang import Status as Dommen
from mocknir.scenario.kjoering import Kjoerer, Resultat
from mocknir.scenario.modell import FaultStep, Persondata, Scenario, Step, Task, TransferStep, WebStep
from mocknir.scenario.ord import Ord, stor
from mocknir.scenario.tidslinje import Fakta

MERKE = "konformitet"
"""The snapshot of the sandbox as it was when a case began: whoever has it is the kit's own, and may be emptied."""

SVAR_ETTER = 1.5
"""How many times the patience of a client a delayed answer takes."""


_SLEKTER = ("Haddad", "Khoury", "Nasser", "Tekle", "Haile", "Kidane", "Ahmadi", "Rahimi", "Karimi", "Noori")
"""Family names for the persons of cases."""


class Oppsett(NamedTuple):
    """What is the same in all cases of a run, which is known by `id`.

    The user of a kommune is `bruker-NNNN`, with the same password everywhere. `taalmodighet` is how long the vendor's
    client waits for an answer, `frist` how long an assignment may take instead of what the case says.
    """

    id: str
    bruker: str
    passord: str
    seed: int
    frist: float | None
    taalmodighet: float
    lang: str


class Proeve(Kjoerer):
    """Runs a case in the vendor's sandbox, whose address stays the same."""

    def __init__(self, server: Server, sandkasse: str, utfoerer: Utfoerer, oppsett: Oppsett) -> None:
        super().__init__(server, self._be, lang=oppsett.lang)
        self._sandkasse = sandkasse
        self._utfoerer = utfoerer
        self._o = oppsett
        self._sak: Sak
        self._steg: list[Stegbevis] = []
        self._brukere: dict[str, User] = {}
        self._roller: Mapping[str, Sequence[str]] = {}

    def proev(self, sak: Sak, svar: bool | None, begynt: datetime) -> Saksresultat:
        """Try a case; `svar` is what somebody has answered to its question. Raises Umulig."""
        self._sak, self._steg, self._brukere = sak, [], {}
        r = self.kjoer(sak.lest)
        nir = self.server.sandbox(self._sandkasse)
        alt = Saksresultat(
            sak, Status.FERDIG, begynt=begynt, steg=tuple(self._steg), svar=svar, journal=_journal(nir),
            klokke=(sak.lest.scenario.clock.isoformat(), nir.clock().today.isoformat()), sekunder=r.sekunder,
        )  # fmt: skip
        return self._doem(alt, r)

    def avbrutt(self, sak: Sak, begynt: datetime) -> Saksresultat:
        """A case that was interrupted: what was done until then."""
        return Saksresultat(sak, Status.AVBRUTT, begynt=begynt, steg=tuple(self._steg))

    def _doem(self, alt: Saksresultat, r: Resultat) -> Saksresultat:
        s = alt.sak.lest.scenario
        d = dom(r, self.lang)
        if r.status is Dommen.STOETTES_IKKE and s.unsupported is not None:
            grunn = Ord(s.unsupported.reason.nb, s.unsupported.reason.en)
            return alt._replace(utfall=Utfall.HOPPET_OVER, dom=d, grunn=grunn)
        if r.hinder is not None and not (alt.steg and not alt.steg[-1].gikk):
            return alt._replace(status=Status.AVBRUTT, dom=d, grunn=r.hinder.ord)
        if r.hinder is not None:
            return alt._replace(utfall=Utfall.IKKE_BESTAATT, dom=d, grunn=r.hinder.ord)
        funn = tuple(self._funn(alt.sak, b, felt) for b, felt in zip(r.brudd, d.brudd, strict=True))
        utfall = utfall_av(funn, har_spoersmaal=s.manual is not None, svar=alt.svar)
        return alt._replace(utfall=utfall, dom=d, funn=funn)

    def _funn(self, sak: Sak, b: Brudd, felt: Felt) -> Funn:
        if b.forventning is None:
            return Funn(felt, (), anbefalt=False)
        s = sak.lest.scenario
        ventet = forventning(b.forventning, Fakta(tidslinje.bygg(s), b.dag), self.lang, s.rules)
        return Funn(felt, tuple(ventet), anbefalt=ANBEFALING in (sak.krav.level, b.forventning.level))

    @contextmanager
    def begynn(self, s: Scenario) -> Iterator[Gang]:
        """The vendor's sandbox, emptied; it stays as it is when the case is over."""
        nir = self.server.sandbox(self._sandkasse)
        nir.reset(s.clock, _seed(self._o.seed, self._sak.id))
        egne = {
            en.user
            for steg in s.steps
            for en in (
                [steg.transfer] if isinstance(steg, TransferStep) else [steg.web] if isinstance(steg, WebStep) else []
            )
        }
        self._roller = {b.kommune: b.roles for navn, b in s.users.items() if navn not in egne}
        s = s.model_copy(update={
            "persons": {navn: _egen(navn, p, _seed(self._o.seed, f"{self._sak.id}/{navn}"))
                        for navn, p in s.persons.items()},
            "users": {navn: b for navn, b in s.users.items() if navn in egne},
            "steps": tuple(self._med_taalmodighet(steg) for steg in s.steps),
        })  # fmt: skip
        yield Gang(s, nir, tidslinje.bygg(s), self.vendor, s.parameters)

    def _med_taalmodighet(self, steg: Step) -> Step:
        """A delay outlasts the patience of the client at hand."""
        if not isinstance(steg, FaultStep) or steg.fault.kind != "delay":
            return steg
        lenge = self._o.taalmodighet * SVAR_ETTER
        return steg.model_copy(update={"fault": steg.fault.model_copy(update={"seconds": lenge})})

    def _be(self, gang: Gang, oppgave: Task) -> None:
        """Ask the vendor's system to do it."""
        brukere = [self._bruker(gang.nir, kommune) for kommune in oppdrag.kommuner(gang, oppgave)]
        o = oppdrag.lag(gang, self._sak, oppgave, self._o.id, brukere)
        frist = self._o.frist or o["timeoutSeconds"]
        try:
            utfoert = self._utfoerer.utfoer({**o, "timeoutSeconds": frist}, Ankomst(gang, oppgave), frist)
        except Sviktet as feil:
            self._steg.append(Stegbevis(o, feil.utfoert, gikk=False))
            raise
        self._steg.append(Stegbevis(o, utfoert, gikk=True))

    def _bruker(self, nir: Nir, kommune: str) -> User:
        """The user that the vendor's system signs in with for a kommune."""
        if kommune not in self._brukere:
            roller = self._roller.get(kommune, ROLLER)
            self._brukere[kommune] = nir.user(kommune, roller, f"{self._o.bruker}-{kommune}", self._o.passord)
        return self._brukere[kommune]


def _seed(froe: int, sak: str) -> int:
    """Each case has persons of its own, as the vendor's system remembers those of the case before."""
    return int.from_bytes(blake2s(f"{froe}:{sak}".encode()).digest()[:4]) & 0x7FFF_FFFF


def _egen(navn: str, p: Persondata, froe: int) -> Persondata:
    """A person is called what the case calls them, and has another DUF-nummer in each run, as all numbers are."""
    hele = p.navn or f"{stor(navn)} {_SLEKTER[froe % len(_SLEKTER)]}"
    duf = p.dufnummer and lag_dufnummer(int(p.dufnummer[:4]), 1 + froe % 999_999)
    return p.model_copy(update={"navn": hele, "dufnummer": duf})


def _journal(nir: Nir) -> tuple[Mapping[str, Any], ...]:
    """What came to NIR, the earliest first; what the kit itself did over the control plane is left out."""
    return tuple(en.raw for en in reversed(nir.journal(limit=1000)) if en.raw["kanal"] == "WS4")
