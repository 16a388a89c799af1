"""Whether what a vendor's system was asked for has come to NIR: by the journal, so that rejections count as well."""

from mocknir.client.hendelser import JournalEntry
from mocknir.conformance.oppdrag import kommuner
from mocknir.scenario.gang import Gang
from mocknir.scenario.modell import Task

OVERFOER = "OverfoerRegistreringer"


class Ankomst:
    """What has come since the assignment was given. An answer counts, whatever it was."""

    def __init__(self, gang: Gang, oppgave: Task) -> None:
        self._gang = gang
        self._oppgave = oppgave
        self._kommuner = set(kommuner(gang, oppgave))
        self._sett: dict[int, list[tuple[str, str]]] = {}
        self._ventet = [r.person for r in oppgave.casework if not (oppgave.skip_ended and self._avsluttet(r.person))]
        self._foer = max((post.journalnummer for post in gang.nir.journal(limit=1)), default=0)

    def mangler(self) -> list[str]:
        """The casework that has not come yet, by person; empty once all has, or where nothing says what is to come."""
        kommet = self._kommet()
        ut = []
        for navn in dict.fromkeys(self._ventet):
            numre = self._gang.numre.get(navn, {navn})
            ut += [navn] * (self._ventet.count(navn) - len({noekkel for nummer, noekkel in kommet if nummer in numre}))
        return ut

    def _avsluttet(self, navn: str) -> bool:
        """Whether a person is to be left out, as NIR has ended the programme."""
        program = self._gang.nir.participant(self._gang.ident(navn)).program
        return bool(program) and program[-1].avsluttet_av is not None

    def noe(self) -> bool:
        """Whether anything has been transferred at all."""
        self._kommet()
        return bool(self._sett)

    def _kommet(self) -> set[tuple[str, str]]:
        """Each person and key that has been transferred."""
        for post in self._gang.nir.journal(operation=OVERFOER, limit=1000):
            if post.journalnummer > self._foer and post.kommune in self._kommuner | {None}:
                self._sett.setdefault(post.journalnummer, self._les(post))
        return {en for alle in self._sett.values() for en in alle}

    def _les(self, post: JournalEntry) -> list[tuple[str, str]]:
        hel = self._gang.nir.entry(post.journalnummer)
        if post.feilkode is None:
            return [(r["ident"], r["eksternId"]) for r in hel.judgement.get("registreringer", ())]
        # Refused whole: whom it was about, as far as the text says it.
        raa = hel.request["text"]
        alle = {n for numre in self._gang.numre.values() for n in numre} | {r.person for r in self._oppgave.casework}
        return [(n, f"#{post.journalnummer}-{nr}") for n in alle if n in raa for nr in range(raa.count(n))]
