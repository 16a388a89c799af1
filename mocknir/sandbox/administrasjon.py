"""Users, access grants, support cases and rule parameters of a sandbox, held in memory and in the database."""

from datetime import date, datetime
from difflib import get_close_matches

from mocknir.register import kommuner
from mocknir.register import stoettesak as sak
from mocknir.register.commands import (
    Administrativ,
    AvgjoerSak,
    ByttPassord,
    FjernBruker,
    GiTilgang,
    OpprettBruker,
    SettParameter,
    SettPraksis,
    SoekTilgang,
    TrekkTilgang,
)
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.kodeverk import KODEVERK
from mocknir.register.post import NIR
from mocknir.register.svar import Brukerpost
from mocknir.register.tekst import Ugyldig
from mocknir.register.vurdering import ROLLER, Bruker, Tilgang
from mocknir.rules.katalog import KATALOG
from mocknir.rules.regelsett import Regelsett
from mocknir.sandbox.stoettesaker import Stoettesaker
from mocknir.store import koding, lesing, skriving
from mocknir.store import spoersmaal as q
from mocknir.store import tabeller as t
from mocknir.store.base import Base


class Administrasjon:
    """What may be registered by whom: read once, kept in step with the database by the one writer."""

    def __init__(self, base: Base) -> None:
        self.base = base
        with base.transaksjon():
            self.brukere = {
                rad[0]: Brukerpost(Bruker(rad[0], rad[2], tuple(rad[3].split())), rad[1])
                for rad in base.rader(q.brukere)
            }
            self.tilganger: tuple[Tilgang, ...] = tuple(koding.tilgang(rad) for rad in base.rader(q.tilganger))
            self.stoettesaker = Stoettesaker(base)

    def parametre(self) -> dict[tuple[str, str], int | bool | str]:
        """The parameters that differ from their defaults in this sandbox."""
        with self.base.transaksjon():
            rader = self.base.rader(q.parametre)
        ut = {}
        for regel, navn, verdi, _ in rader:
            parameter = (
                next((p for p in KATALOG[regel].parametre if p.navn == navn), None) if regel in KATALOG else None
            )
            if parameter is not None:  # one that an older mocknir knew no longer counts
                ut[regel, navn] = parameter.les(verdi)
        return ut

    def utfoer(self, command: Administrativ, naa: datetime, journal_id: int) -> Administrativ | None:
        """Carry out an administrative command, in the transaction that is under way.

        Answers the command that follows from it: the decision of a case by practice, the access that a case gives.
        """
        if isinstance(command, SoekTilgang):
            return self._soek_tilgang(command, naa, journal_id)
        if isinstance(command, AvgjoerSak):
            return self._avgjoer_sak(command, naa, journal_id)
        if isinstance(command, OpprettBruker):
            self._opprett_bruker(command, naa.date(), journal_id)
        elif isinstance(command, ByttPassord):
            self._bytt_passord(command)
        elif isinstance(command, FjernBruker):
            self._fjern_bruker(command)
        elif isinstance(command, GiTilgang):
            self._gi_tilgang(command, naa.date(), journal_id)
        elif isinstance(command, TrekkTilgang):
            self._trekk_tilgang(command, naa)
        elif isinstance(command, SettPraksis):
            self.stoettesaker.sett_praksis(command, journal_id)
        else:
            self._sett_parameter(command, journal_id)
        return None

    def _opprett_bruker(self, command: OpprettBruker, idag: date, journal_id: int) -> None:
        if command.navn in self.brukere:
            raise Avvik(
                Feilkode.FINNES_ALLEREDE,
                f"Brukeren «{command.navn}» finnes allerede; gi den et nytt passord med «mocknir user password "
                f"{command.navn}», eller fjern den med «mocknir user remove {command.navn}»",
                f"The user «{command.navn}» already exists; give it a new password with «mocknir user password "
                f"{command.navn}», or remove it with «mocknir user remove {command.navn}»", felt="navn",
            )  # fmt: skip
        if not command.navn.strip() or len(command.navn) > 64 or not command.passord:
            raise _ugyldig("navn", "Navn (1–64 tegn) og passord må være med", "A name (1–64) and a password are needed")
        if command.navn.upper() == NIR:
            raise _ugyldig("navn", "«NIR» er registeret selv; velg et annet navn på brukeren",
                           "«NIR» is the register itself; choose another name for the user")  # fmt: skip
        ukjent = [rolle for rolle in command.roller if rolle not in ROLLER]
        if ukjent or not command.roller:
            raise _ugyldig(
                "role",
                f"Rollen «{', '.join(ukjent)}» finnes ikke; bruk {' eller '.join(ROLLER)}",
                f"No role «{', '.join(ukjent)}»; use {' or '.join(ROLLER)}",
            )
        self._kontroller_kommune(command.kommune, idag)
        bruker = Bruker(command.navn, command.kommune, tuple(dict.fromkeys(command.roller)))
        self.base.sett_inn(
            t.bruker, [(bruker.navn, command.passord, bruker.kommune, " ".join(bruker.roller), journal_id)]
        )
        self.brukere[bruker.navn] = Brukerpost(bruker, command.passord)

    def _bytt_passord(self, command: ByttPassord) -> None:
        post = self._bruker(command.navn)
        if not command.passord:
            raise _ugyldig("passord", "Passordet er tomt", "The password is empty")
        self.base.utfoer(q.bytt_passord, {"b": command.navn, "p": command.passord})
        self.brukere[command.navn] = post._replace(passord=command.passord)

    def _fjern_bruker(self, command: FjernBruker) -> None:
        self._bruker(command.navn)
        self.base.utfoer(q.fjern_bruker, {"b": command.navn})
        del self.brukere[command.navn]

    def _bruker(self, navn: str) -> Brukerpost:
        if navn in self.brukere:
            return self.brukere[navn]
        naer = get_close_matches(navn, self.brukere, 1)
        mente, meant = (f"mente du {naer[0]}? Se", f"did you mean {naer[0]}? See") if naer else ("se", "see")
        raise Avvik(
            Feilkode.FINNES_IKKE, f"Ingen bruker heter «{navn}»; {mente} «mocknir user list»",
            f"No user is called «{navn}»; {meant} «mocknir user list»", felt="user",
        )  # fmt: skip

    def _soek_tilgang(self, command: SoekTilgang, naa: datetime, journal_id: int) -> AvgjoerSak | None:
        self._kontroller_periode(command, naa.date())
        ny = self.stoettesaker.motta(command, naa, journal_id)
        return sak.avgjoerelse(ny, self.stoettesaker.praksis)

    def _avgjoer_sak(self, command: AvgjoerSak, naa: datetime, journal_id: int) -> GiTilgang | None:
        soekt = self.stoettesaker.uavgjort(command.sak)
        if not command.innvilget:
            self.stoettesaker.avgjoer(command, naa, journal_id)
            return None
        tilgang = sak.tilgang(soekt, command.ut_dagen, self.stoettesaker.praksis, naa.date())
        self._kontroller_tilgang(tilgang, naa.date())
        self.stoettesaker.avgjoer(command, naa, journal_id)
        return tilgang

    def _kontroller_periode(self, command: GiTilgang | SoekTilgang, idag: date) -> None:
        self._kontroller_kommune(command.kommune, idag)
        if command.til < command.fra:
            raise _ugyldig("to", "Perioden slutter før den begynner: sett til samme dag eller senere",
                           "The period ends before it begins: let it end the same day or later")  # fmt: skip
        ordninger = [k.kode for k in KODEVERK["ordning"].koder]
        if command.ordning is not None and command.ordning not in ordninger:
            raise _ugyldig(
                "ordning", f"«{command.ordning}» er ingen ordning; bruk {', '.join(ordninger)}",
                f"«{command.ordning}» is no scheme; use {', '.join(ordninger)}",
            )  # fmt: skip

    def _kontroller_tilgang(self, command: GiTilgang, idag: date) -> None:
        self._kontroller_periode(command, idag)
        if command.ut_dagen < idag:
            raise _ugyldig(
                "until",
                f"Tilgangen ville vært ute {command.ut_dagen:%d.%m.%Y}; i dag er {idag:%d.%m.%Y}. Sett en senere dag",
                f"The access would have ended on {command.ut_dagen}; today is {idag}. Set a later day",
            )

    def _gi_tilgang(self, command: GiTilgang, idag: date, journal_id: int) -> None:
        self._kontroller_tilgang(command, idag)
        tilgang = Tilgang(
            self.base.neste(t.tilgang), command.kommune, command.fra, command.til, command.ordning,
            command.ut_dagen, command.merke, command.sak,
        )  # fmt: skip
        self.base.sett_inn(t.tilgang, [(
            tilgang.id, tilgang.kommune, tilgang.fra.isoformat(), tilgang.til.isoformat(), tilgang.ordning,
            tilgang.ut_dagen.isoformat(), tilgang.merke, journal_id, tilgang.sak, None,
        )])  # fmt: skip
        self.tilganger = (*self.tilganger, tilgang)

    def _trekk_tilgang(self, command: TrekkTilgang, naa: datetime) -> None:
        resten = tuple(en for en in self.tilganger if en.id != command.tilgang)
        if resten == self.tilganger:
            raise Avvik(
                Feilkode.FINNES_IKKE,
                f"Ingen tilgang har nummer {command.tilgang}; se «mocknir access list»",
                f"No access has the number {command.tilgang}; see «mocknir access list»",
                felt="access",
            )
        self.base.utfoer(q.trekk_tilgang, {"a": command.tilgang, "naa": koding.tid_tekst(naa)})
        self.tilganger = resten

    def _sett_parameter(self, command: SettParameter, journal_id: int) -> None:
        regel = KATALOG.get(command.regel)
        if regel is None:
            raise _ugyldig("regel", f"Ingen regel heter {command.regel}; se «mocknir rules»",
                           f"No rule is called {command.regel}; see «mocknir rules»")  # fmt: skip
        parameter = next((p for p in regel.parametre if p.navn == command.navn), None)
        if parameter is None:
            nb, en = _mente(command.navn, [p.navn for p in regel.parametre])
            raise _ugyldig("navn", f"{regel.id} har ingen parameter «{command.navn}»; {nb}",
                           f"{regel.id} has no parameter «{command.navn}»; {en}")  # fmt: skip
        p = t.parameter
        self.base.utfoer(q.slett_parameter, {"r": regel.id, "n": parameter.navn})
        if command.verdi is not None:
            try:
                parameter.les(command.verdi)
            except Ugyldig as feil:
                raise _ugyldig("verdi", feil.tekst, feil.text) from None
            self.base.sett_inn(p, [(regel.id, parameter.navn, command.verdi, journal_id)])

    def _kontroller_kommune(self, nummer: str, idag: date) -> None:
        feil = kommuner.forklar(nummer, idag)
        if feil is not None:
            raise _ugyldig("kommune", *feil)


def utled_paa_nytt(base: Base, regelsett: Regelsett, naa: datetime, journal_id: int) -> None:
    """Deadlines follow the parameters: derive all programmes anew where their rows differ."""
    ider = [rad[0] for rad in base.rader(q.med_program)]
    for i in range(0, len(ider), lesing.STYKKE):
        personer = lesing.personer_etter_id(base, ider[i : i + lesing.STYKKE])
        deltakere = lesing.deltakere(base, personer.values(), regelsett.rammer())
        skriving.skriv_programmer(base, deltakere.values(), naa, journal_id)


def _mente(skrevet: str, kjente: list[str]) -> tuple[str, str]:
    """The word that was meant, or those there are."""
    naer = get_close_matches(skrevet, kjente, 1)
    if naer:
        return f"mente du {naer[0]}?", f"did you mean {naer[0]}?"
    alle = ", ".join(kjente)
    return (f"den har {alle}", f"it has {alle}") if alle else ("den har ingen", "it has none")


def _ugyldig(felt: str, tekst: str, text: str) -> Avvik:
    return Avvik(Feilkode.UGYLDIG_VERDI, tekst, text, felt=felt)
