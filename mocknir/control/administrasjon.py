"""/users, /access and /rules of a sandbox: who may register what, and by which numbers it is judged."""

from http import HTTPStatus

from mocknir import tilfeldig
from mocknir.control import svar, visning
from mocknir.control.modeller import NyBruker, NyTilgang, NyttPassord, Parameterverdi
from mocknir.control.problem import naermest
from mocknir.control.ruter import Kall, Rute, heltall
from mocknir.register.commands import ByttPassord, FjernBruker, GiTilgang, OpprettBruker, SettParameter, TrekkTilgang
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.post import NIR
from mocknir.rules.katalog import KATALOG


def brukere(k: Kall[None]) -> svar.Brukere:
    """The users."""
    return {"users": [visning.bruker(post) for post in list(k.sandbox.administrasjon.brukere.values())]}


def opprett_bruker(k: Kall[NyBruker]) -> svar.Bruker:
    """Make a user; a password that was made here is shown this once."""
    inn, sandbox = k.inn, k.sandbox
    if ":" in inn.user or inn.user.casefold() == NIR.casefold():
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"«{inn.user}» kan ikke være brukernavn: «{NIR}» er registeret selv, og kolon skiller navn og passord",
            f"«{inn.user}» cannot be a user: «{NIR}» is the register itself, and a colon parts name and password",
            felt="user",
        )
    passord = inn.password or tilfeldig.passord()
    sandbox.administrer(OpprettBruker(inn.user, passord, inn.kommune, inn.roles))
    ut = visning.bruker(sandbox.administrasjon.brukere[inn.user])
    if not inn.password:
        ut["password"] = passord
    return ut


def bytt_passord(k: Kall[NyttPassord]) -> svar.Bruker:
    """Give a user another password; one that was made here is shown this once."""
    navn, passord = k.sti["user"], k.inn.password or tilfeldig.passord()
    k.sandbox.administrer(ByttPassord(navn, passord))
    ut = visning.bruker(k.sandbox.administrasjon.brukere[navn])
    if not k.inn.password:
        ut["password"] = passord
    return ut


def fjern_bruker(k: Kall[None]) -> None:
    """Take a user away; what they registered stays."""
    k.sandbox.administrer(FjernBruker(k.sti["user"]))


def tilganger(k: Kall[None]) -> svar.Tilganger:
    """The access grants."""
    return {"access": [visning.tilgang(en) for en in k.sandbox.administrasjon.tilganger]}


def gi_tilgang(k: Kall[NyTilgang]) -> svar.Tilgang:
    """Grant etterregistreringstilgang."""
    inn, sandbox = k.inn, k.sandbox
    with sandbox.base.laas:
        sandbox.administrer(GiTilgang(inn.kommune, inn.fra, inn.til, inn.ordning, inn.until, inn.merke))
        return visning.tilgang(sandbox.administrasjon.tilganger[-1])


def trekk_tilgang(k: Kall[None]) -> None:
    """Take an access back."""
    k.sandbox.administrer(TrekkTilgang(heltall(k.sti["access"])))


def regler(k: Kall[None]) -> svar.Regler:
    """The rules, with the values their parameters have here."""
    parametre = k.sandbox.regelsett.parametre
    return {"rules": [visning.regel(en, parametre[en.id]) for en in KATALOG.values()]}


def sett_parameter(k: Kall[Parameterverdi]) -> svar.Regel:
    """Give a parameter a value in this sandbox."""
    verdi = k.inn.value
    tekst = ("ja" if verdi else "nei") if isinstance(verdi, bool) else str(verdi)
    return _sett(k, tekst)


def nullstill_parameter(k: Kall[None]) -> svar.Regel:
    """Give a parameter its default back."""
    return _sett(k, None)


def _sett(k: Kall[Parameterverdi] | Kall[None], verdi: str | None) -> svar.Regel:
    sandbox, id_ = k.sandbox, k.sti["regel"]
    if id_ not in KATALOG:
        naer = naermest(id_, list(KATALOG))
        nb, en = (
            (f"mente du {naer}?", f"did you mean {naer}?") if naer else ("se «mocknir rules»", "see «mocknir rules»")
        )
        raise Avvik(
            Feilkode.FINNES_IKKE, f"Ingen regel heter {id_}; {nb}", f"No rule is called {id_}; {en}", felt="rule",
        )  # fmt: skip
    sandbox.administrer(SettParameter(id_, k.sti["navn"], verdi))
    return visning.regel(KATALOG[id_], sandbox.regelsett.parametre[id_])


_I = "/sandboxes/<sandbox>"
_PARAMETER = f"{_I}/rules/<regel>/parameters/<navn>"

RUTER = (
    Rute("GET", f"{_I}/users", brukere, "Brukerne", "The users"),
    Rute("POST", f"{_I}/users", opprett_bruker, "Lag en bruker", "Make a user", NyBruker, HTTPStatus.CREATED,
         felter=(("navn", "user"), ("role", "roles"))),
    Rute("PATCH", f"{_I}/users/<user>", bytt_passord, "Gi en bruker et nytt passord", "Give a user another password",
         NyttPassord, felter=(("passord", "password"),)),
    Rute("DELETE", f"{_I}/users/<user>", fjern_bruker, "Fjern en bruker", "Remove a user",
         status=HTTPStatus.NO_CONTENT),
    Rute("GET", f"{_I}/access", tilganger, "Etterregistreringstilganger", "Access grants"),
    Rute("POST", f"{_I}/access", gi_tilgang, "Gi etterregistreringstilgang", "Grant access", NyTilgang,
         HTTPStatus.CREATED),
    Rute("DELETE", f"{_I}/access/<access>", trekk_tilgang, "Trekk en tilgang tilbake", "Take an access back",
         status=HTTPStatus.NO_CONTENT),
    Rute("GET", f"{_I}/rules", regler, "Reglene her", "The rules here"),
    Rute("PUT", _PARAMETER, sett_parameter, "Sett en parameter", "Set a parameter", Parameterverdi,
         felter=(("navn", "parameter"), ("verdi", "value"))),
    Rute("DELETE", _PARAMETER, nullstill_parameter, "Gi standardverdien tilbake", "Give the default back",
         felter=(("navn", "parameter"),)),
)  # fmt: skip
