"""Recording: what happened in a sandbox, as a scenario that passes the check and holds when it is run.

It is read from the journal as it stands: what a restore undid is not in it. What the language cannot say is left out,
and a comment says so where it stood.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from mocknir.faults.kinds import DUPLICATE, KINDS
from mocknir.register import commands as c
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import SLETT, WS4
from mocknir.rules.katalog import KATALOG
from mocknir.sandbox import Sandbox
from mocknir.scenario import fortid, historie, opptak_ventet, yamltekst
from mocknir.scenario.fortid import Fortid
from mocknir.scenario.historie import Hendelse, Innslag, Melding, Utelatt
from mocknir.scenario.les import UgyldigScenario, les_tekst
from mocknir.scenario.opptak_folk import Brukere, Folk, persondata
from mocknir.scenario.sjekk_felles import er_nummer
from mocknir.scenario.yamltekst import Kommentar, Kommentert
from mocknir.soap.operasjoner import OVERFOER

MAKS = 2000
"""Registrations that a recording may have: more is no scenario that anybody reads."""

ALLE_PERSONER = 20
"""In a sandbox with no more persons than this, those that nothing happened to are recorded too."""


class Valg(NamedTuple):
    """What is to be recorded: only one person, what is expected only `fra` a journal number on, or nothing expected.

    With `fra` the scenario still has all that happened before to those it is about: they would not be there otherwise.
    """

    navn: str
    person: str | None = None
    fra: int = 0
    ventet: bool = True


def ta_opp(sandbox: Sandbox, valg: Valg) -> str:
    """The scenario as YAML. Raises Avvik when it would be too large, or cannot be one."""
    _kontroller_stoerrelse(sandbox, valg)
    return _Opptak(sandbox, valg, fortid.les(sandbox, valg.person)).tekst()


def _kontroller_stoerrelse(sandbox: Sandbox, valg: Valg) -> None:
    if valg.person is not None:
        sandbox.deltaker(valg.person)
    antall = historie.antall_registreringer(sandbox, valg.person)
    if antall > MAKS:
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"«{sandbox.navn}» har {antall} registreringer, og et opptak kan ha {MAKS}. Ta opp én person med"
            " --only-person NUMMER, eller gjør det du vil ta opp, i en egen sandkasse",
            f"«{sandbox.navn}» has {antall} registrations, and a recording can have {MAKS}. Record one person with"
            " --only-person NUMBER, or do what you want to record in a sandbox of its own",
            felt="sandbox",
        )


class _Opptak:
    def __init__(self, sandbox: Sandbox, valg: Valg, fortid: Fortid) -> None:
        self.sandbox, self.valg, self.fortid = sandbox, valg, fortid
        self.innslag = _samlet(fortid.innslag)
        self.start = fortid.begynte.date()
        self.dag = self.start
        self.fortalt = 0
        self.folk = Folk(fortid.personer, self._med())
        self.brukere = Brukere(self.start)
        self.personer: dict[str, Any] = {}
        self.parametre: dict[str, Any] = {}
        self.steg: list[Any] = []
        self.svar: list[Any] = []
        self.regler: set[str] = set()
        self.antall: dict[str, int] = {}
        self.sendt: dict[c.Registrer, str] = {}

    def _med(self) -> frozenset[int]:
        """Who is in it: whom the messages and the events are about."""
        if self.valg.person is not None:
            return frozenset(p.id for p in self.fortid.personer if self.valg.person in p.numre)
        om: set[str] = set()
        for en in self.innslag:
            if en.nummer < self.valg.fra:
                continue
            if isinstance(en, Melding):
                om |= {linje.ident for linje in en.command.linjer}
            elif isinstance(en, Hendelse) and isinstance(en.kommando, _SENTRALE):
                om.add(en.kommando.ident)
        alle = len(self.fortid.personer) <= ALLE_PERSONER and not self.valg.fra
        return frozenset(p.id for p in self.fortid.personer if alle or om & set(p.numre))

    # --- the whole --------------------------------------------------------------------------------------------

    def tekst(self) -> str:
        for en in self.innslag:
            match en:
                case Melding():
                    self._melding(en)
                case Hendelse():
                    self._hendelse(en)
                case Utelatt():
                    self._merk(en, f"utelatt: {en.ord.tekst}", f"left out: {en.ord.text}")
        ventet = self._ventet() if self.valg.ventet else []
        feil: UgyldigScenario | None = None
        # A message that was refused whole may hold codes and numbers that nobody judged.
        for ogsaa in ((), ("KODE-GYLDIG",), ("KODE-GYLDIG", "TILGANG-KOMMUNE")):
            hele = self._hode(self.regler | set(ogsaa)) + yamltekst.skriv({"steps": self.steg, "expect": ventet})
            try:
                les_tekst(hele, f"{self.valg.navn}.yaml")
            except UgyldigScenario as ugyldig:
                if {f.sti for f in ugyldig.feil} == {("expect",)}:  # nothing is expected, as was asked for
                    return hele
                feil = feil or ugyldig
            else:
                return hele
        assert feil is not None
        foerste = feil.feil[0]
        raise Avvik(
            Feilkode.UGYLDIG_VERDI, f"Opptaket kan ikke bli et scenario: {foerste.paa('nb')}",
            f"The recording cannot be a scenario: {foerste.paa('en')}", felt="name",
        )  # fmt: skip

    def _hode(self, regler: set[str]) -> str:
        navn = self.sandbox.navn
        spurt = ", ".join(f"{antall} {hva}" for hva, antall in self.fortid.spoersmaal.items())
        linjer = [
            f"Tatt opp fra sandkassen «{navn}», {self.start}–{self.fortid.naa.date()}. Numrene (#) er journalens.",
            f"Recorded from the sandbox «{navn}». The numbers (#) are those of its journal.",
            *([f"Spørsmål er utelatt / questions are left out: {spurt}"] if spurt else []),
            *([f"Forventningene gjelder fra #{self.valg.fra} / what is expected is from there on"]
              if self.valg.fra else []),
        ]  # fmt: skip
        hode: dict[str, Any] = {
            "scenario": self.valg.navn,
            "title": {"nb": f"Opptak av sandkassen {navn}", "en": f"A recording of the sandbox {navn}"},
        }
        hode |= {"rules": sorted(regler), "shows": "biter"} if regler else {"facts": ["§2.1"]}
        hode["clock"] = self.start
        deler = {"parameters": self.parametre, "persons": self.personer, "users": self.brukere.data}
        hode |= {navn: del_ for navn, del_ in deler.items() if del_}
        return "".join(f"{del_}\n" for linje in linjer for del_ in yamltekst.kommentar(linje)) + yamltekst.skriv(hode)

    def _ventet(self) -> list[Any]:
        lukket = [en for en in self.fortid.lukket if self.folk.er_med(en.ident)]
        self.regler |= {en.regel for en in lukket}
        that = [*self.svar, opptak_ventet.lukket(lukket, self.folk)]
        that += [
            opptak_ventet.person(bilde, self.folk)
            for bilde in fortid.bilder(self.sandbox, [p for p in self.fortid.personer if self.folk.er_med(p.ident)])
        ]
        return [{"at": self.fortid.naa.date(), "that": that}]

    # --- one step after the other -----------------------------------------------------------------------------

    def _merk(self, en: Innslag, *hva: str) -> None:
        """A comment where a step might have been."""
        foerste, *resten = hva
        self.steg.append(Kommentar((f"{en.tid.date()} #{en.nummer}: {foerste}", *resten)))

    def _legg(self, en: Innslag, steg: dict[str, Any], *merknader: str) -> None:
        """A step on its day; the clock advances there first."""
        dag = en.tid.date()
        if dag > self.dag:
            self.steg.append({"advance": {"to": dag}})
            self.dag = dag
        if self.fortalt == en.nummer:
            self.steg.append(steg)
        else:
            self.steg.append(Kommentert(steg, (f"{dag} #{en.nummer}", *merknader)))
        self.fortalt = en.nummer

    def _ny_id(self, slag: str) -> str:
        self.antall[slag] = self.antall.get(slag, 0) + 1
        return f"{slag}-{self.antall[slag]}"

    def _hendelse(self, en: Hendelse) -> None:
        k = en.kommando
        match k:
            case c.OpprettPerson():
                nummer = k.foedselsnummer or k.dufnummer or ""
                if self.folk.er_med(nummer):
                    self.personer[self.folk.navn(nummer)] = persondata(k, self.start)
                    self.folk.kom(nummer)
            case c.SettParameter():
                self._parameter(en, k)
            case c.GiTilgang():
                self._tilgang(en, k)
            case c.SoekTilgang():
                self._merk(en, f"kommune {k.kommune} søkte om tilgang / applied for access: {k.begrunnelse}")
            case c.AvgjoerSak():
                ble = "innvilget / granted" if k.innvilget else "avslått / denied"
                self._merk(en, f"sak {k.sak} ble {ble} ({k.av})")
            case c.OpprettBruker() | c.ByttPassord() | c.FjernBruker() | c.TrekkTilgang() | c.SettPraksis():
                pass  # told by what follows from it
            case _ if self.folk.er_med(k.ident):
                self._legg(en, {"event": {"person": self.folk.navn(k.ident), **_hendelsesdata(k)}})
                if isinstance(k, c.GiFoedselsnummer):
                    self.folk.kom(k.foedselsnummer)

    def _parameter(self, en: Hendelse, k: c.SettParameter) -> None:
        parameter = next(p for p in KATALOG[k.regel].parametre if p.navn == k.navn)
        verdi = {f"{k.regel}.{k.navn}": parameter.standard if k.verdi is None else parameter.les(k.verdi)}
        if en.tid.date() == self.start and not self.steg:
            self.parametre |= verdi
        else:
            self._legg(en, {"parameter": verdi})

    def _tilgang(self, en: Hendelse, k: c.GiTilgang) -> None:
        """An access; one that was taken back ends by its last day, as nobody takes it back in a scenario."""
        until, merknad = k.ut_dagen, [] if k.sak is None else [f"etter sak {k.sak} / by case {k.sak}"]
        trukket = self.fortid.trukket.get(en.nummer)
        if trukket is not None:
            dag = trukket.tid.date()
            brukt = any(
                isinstance(m, Melding) and m.tid.date() == dag and en.nummer < m.nummer < trukket.nummer
                for m in self.innslag
            )
            until = min(until, dag if brukt else fortid.dagen_foer(dag))
            merknad.append(f"trukket tilbake / taken back {dag}; until var / was {k.ut_dagen}")
        if until < en.tid.date():
            self._merk(en, "en tilgang som ble trukket før den kunne brukes / an access taken back before it was used")
            return
        felt = {
            "kommune": k.kommune, "from": k.fra, "to": k.til, "ordning": k.ordning, "until": until, "tag": k.merke,
        }  # fmt: skip
        self._legg(en, {"access": {navn: verdi for navn, verdi in felt.items() if verdi is not None}}, *merknad)

    def _melding(self, m: Melding) -> None:
        command = m.command
        nr = [i for i, linje in enumerate(command.linjer) if self._er_med(m, linje)]
        if not nr:
            return
        ws4 = command.kanal == WS4
        for slag in m.slag:
            self._legg(m, {"fault": _uhell(slag)})
        if ws4 and command in self.sendt:
            steg = self._ny_id("gjentak")
            self._legg(m, {"id": steg, "repeat": self.sendt[command]})
        else:
            steg = self._ny_id("overfoering" if ws4 else "nirweb")
            bruker = self.brukere.kall(command.bruker, command.kommune)
            self._legg(m, {"id": steg, "transfer" if ws4 else "web": {
                "kommune": command.kommune, "meldingsId": command.meldings_id,
                **({"user": bruker} if bruker else {}),
                "registrations": [_linje(command.linjer[i], self.folk) for i in nr],
            }})  # fmt: skip
        if ws4:
            self.sendt.setdefault(command, steg)
        utfall = [m.utfall[i] for i in nr] if m.utfall else []
        self.regler |= {a.regel for u in utfall for a in u.anmerkninger} & KATALOG.keys()
        if m.avslag is not None and m.avslag.regel in KATALOG:
            self.regler.add(m.avslag.regel)
        if m.nummer >= self.valg.fra:
            self.svar.append(opptak_ventet.svar(steg, m, utfall))

    def _er_med(self, m: Melding, linje: c.Linje) -> bool:
        """Whether a registration is in the recording; in a scenario everybody is there from the beginning."""
        if self.folk.id(linje.ident) is None:
            return self.valg.person is None and m.nummer >= self.valg.fra and er_nummer(linje.ident)
        if not self.folk.er_med(linje.ident):
            return False
        if self.folk.er_kommet(linje.ident):
            return True
        self._merk(m, f"utelatt / left out: {linje.ekstern_id} om / about {linje.ident}, som kom til NIR senere / "
                      "who came into NIR later")  # fmt: skip
        return False


_SENTRALE = (c.FlyttPerson, c.MeldUtvandret, c.MeldDoed, c.GiOpphold, c.GiFoedselsnummer)


def _samlet(innslag: Sequence[Innslag]) -> list[Innslag]:
    """A message that the plan delivered twice is one message, whose sender heard the second answer."""
    ut: list[Innslag] = []
    for en in innslag:
        foer = ut[-1] if ut else None
        doblet = isinstance(en, Melding) and any(s.kind == DUPLICATE for s in en.slag)
        if doblet and isinstance(foer, Melding) and isinstance(en, Melding) and foer.command == en.command:
            ut[-1] = replace(foer, slag=en.slag, gjentar=foer.nummer)
        else:
            ut.append(en)
    return ut


def _uhell(slag: Any) -> dict[str, Any]:
    felt = {navn: getattr(slag, navn) for navn in KINDS[slag.kind].parameters}
    return {
        "kind": slag.kind, "stage": slag.stage, "operation": OVERFOER.navn, "nth": 1,
        **{navn: verdi for navn, verdi in felt.items() if verdi is not None},
    }  # fmt: skip


def _hendelsesdata(k: c.Sentral) -> dict[str, Any]:
    match k:
        case c.FlyttPerson():
            mottak = {"mottak": True} if k.mottak else {}
            return {"type": "flytting", "dato": k.dato, "kommune": k.kommune, **mottak}
        case c.MeldUtvandret():
            return {"type": "utvandring", "dato": k.dato}
        case c.MeldDoed():
            return {"type": "doed", "dato": k.dato}
        case c.GiOpphold():
            return {"type": "opphold", "dato": k.gitt, "grunnlag": k.grunnlag}
        case c.GiFoedselsnummer():
            return {"type": "foedselsnummer", "foedselsnummer": k.foedselsnummer}
    raise TypeError(f"{k} is no event")


def _linje(linje: c.Linje, folk: Folk) -> dict[str, Any]:
    ut: dict[str, Any] = {"person": folk.kall(linje.ident)}
    if linje.type is not None:
        ut["type"] = linje.type
    ut["eksternId"] = linje.ekstern_id
    if linje.handling == SLETT:
        ut["handling"] = linje.handling
    if linje.type is None or linje.innhold is None:
        return ut
    verdier = {f.navn: getattr(linje.innhold, f.attributt) for f in TYPER[linje.type].felter}
    return ut | {navn: verdi for navn, verdi in verdier.items() if verdi is not None}
