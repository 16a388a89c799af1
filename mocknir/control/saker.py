"""/cases of a sandbox: a kommune applies for etterregistreringstilgang, and IMDi answers (domain.md §3.1 [A])."""

from http import HTTPStatus

from mocknir.control import svar, visning
from mocknir.control.modeller import Avgjoerelse, NySak, Praksis
from mocknir.control.ruter import Kall, Rute, heltall
from mocknir.register.commands import AvgjoerSak, SettPraksis, SoekTilgang
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.stoettesak import Stoettesak
from mocknir.sandbox import Sandbox


def _sak(sandbox: Sandbox, en: Stoettesak) -> svar.Sak:
    return visning.sak(en, sandbox.administrasjon.tilganger)


def liste(k: Kall[None]) -> svar.Saker:
    """The cases, the first first."""
    sandbox = k.sandbox
    return {"cases": [_sak(sandbox, en) for en in list(sandbox.administrasjon.stoettesaker.saker.values())]}


def soek(k: Kall[NySak]) -> svar.Sak:
    """Apply; where it is the practice here, the case is decided at once."""
    inn, sandbox = k.inn, k.sandbox
    with sandbox.base.laas:
        sandbox.administrer(SoekTilgang(
            inn.kommune, inn.fra, inn.til, inn.ordning, inn.begrunnelse, inn.merke, inn.kontakt, inn.rolle
        ))  # fmt: skip
        return _sak(sandbox, list(sandbox.administrasjon.stoettesaker.saker.values())[-1])


def vis(k: Kall[None]) -> svar.Sak:
    """One case."""
    return _sak(k.sandbox, k.sandbox.administrasjon.stoettesaker.finn(heltall(k.sti["case"])))


def avgjoer(k: Kall[Avgjoerelse]) -> svar.Sak:
    """Grant a case or turn it down, once and for all."""
    inn, sandbox = k.inn, k.sandbox
    innvilget = inn.decision == "innvilget"
    if inn.until is not None and not innvilget:
        raise Avvik(
            Feilkode.UGYLDIG_VERDI, "en sak som avslås, gir ingen tilgang: utelat until",
            "a case that is turned down gives no access: leave out until", felt="until",
        )  # fmt: skip
    nummer = heltall(k.sti["case"])
    with sandbox.base.laas:
        sandbox.administrer(AvgjoerSak(nummer, innvilget, inn.svar, inn.until, inn.by))
        return _sak(sandbox, sandbox.administrasjon.stoettesaker.finn(nummer))


def vis_praksis(k: Kall[None]) -> svar.Praksis:
    """How cases are decided here."""
    return visning.praksis(k.sandbox.administrasjon.stoettesaker.praksis)


def sett_praksis(k: Kall[Praksis]) -> svar.Praksis:
    """Say how cases are decided here from now on."""
    inn, sandbox = k.inn, k.sandbox
    with sandbox.base.laas:
        sandbox.administrer(SettPraksis(inn.mode, inn.merker, inn.days))
        return visning.praksis(sandbox.administrasjon.stoettesaker.praksis)


_ALLE = "/sandboxes/<sandbox>/cases"

RUTER = (
    Rute("GET", _ALLE, liste, "Støttesakene", "The support cases"),
    Rute("POST", _ALLE, soek, "Søk etterregistreringstilgang", "Apply for access to register late", NySak,
         HTTPStatus.CREATED),
    Rute("GET", f"{_ALLE}/policy", vis_praksis, "Hvordan saker avgjøres her", "How cases are decided here"),
    Rute("PUT", f"{_ALLE}/policy", sett_praksis, "Bestem hvordan saker avgjøres her",
         "Say how cases are decided here", Praksis),
    Rute("GET", f"{_ALLE}/<case>", vis, "Én støttesak", "One support case", felter=(("sak", "case"),)),
    Rute("POST", f"{_ALLE}/<case>/decision", avgjoer, "Innvilg eller avslå en sak", "Grant a case or turn it down",
         Avgjoerelse, felter=(("sak", "case"),)),
)  # fmt: skip
