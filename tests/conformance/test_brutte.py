"""What each broken system fails, no more and no less: the table says which cases, and with what result."""

import pytest

from mocknir.app import create_app
from mocknir.client.server import Server
from mocknir.client.transport import WsgiTransport
from mocknir.conformance.loep import Bestilling, kjoer
from mocknir.conformance.proeve import Oppsett
from mocknir.conformance.resultat import Kjoering, Saksresultat, Status, Utfall
from mocknir.conformance.suiter import Sak, les_suiter, velg
from tests.conformance import brutte
from tests.conformance.system import TAALMODIGHET, System
from tests.contract.nir import Tjener

ALLE = velg(les_suiter())
FEIL, ADVARSEL = Utfall.IKKE_BESTAATT, Utfall.ADVARSEL


class Stille:
    def begynner(self, sak: Sak, nr: int, av: int) -> None:
        """Nobody listens."""

    def ferdig(self, r: Saksresultat) -> None:
        """Nobody listens."""


def proev(nir: Tjener, slag: type[System]) -> Kjoering:
    """A run of all cases; the system goes over HTTP, and the kit is in the server's own process."""
    system = slag(nir.adresse)
    oppsett = Oppsett(slag.__name__, "fagsystem", "hemmelig", 7, None, TAALMODIGHET, "nb")
    svar = {sak.navn: True for sak in ALLE if sak.lest.scenario.manual}
    try:
        return kjoer(
            Server(WsgiTransport(create_app(nir.sandkasser))), system,
            Bestilling(ALLE, slag.__name__.lower(), oppsett, svar=svar), Stille(),
        )  # fmt: skip
    finally:
        system.lukk()


def avvik(k: Kjoering) -> dict[str, Utfall | None]:
    assert k.status is Status.FERDIG, k.grunn
    return {r.sak.navn: r.utfall for r in k.saker if r.utfall is not Utfall.BESTAATT}


def feiler(*saker: str) -> dict[str, Utfall]:
    return dict.fromkeys(saker, FEIL)


TABELL: dict[type[System], dict[str, Utfall]] = {
    System: {},
    brutte.NyIdEtterTap: feiler(
        "svaret-ble-borte-etter-lagring", "html-i-stedet-for-svar", "svaret-er-for-tregt", "halvt-svar",
        "feil-innholdstype", "brutt-forbindelse", "kvitteringen-ble-ogsaa-borte",
    ),
    brutte.SenderAldriIgjen: feiler(
        "meldingsid-er-brukt", "stengt-i-januar", "skjemafeil-stanser-ikke-andre", "svaret-ble-borte-foer-lagring",
        "versjonsfeil",
    ),
    brutte.GlemmerKoeen: feiler("stengt-i-januar"),
    brutte.StopperVedAvvisning: {
        **feiler("ukjent-person", "mangler-rolle", "avvist-av-mange"), "flere-personer": ADVARSEL,
    },
    brutte.AdvarselErFeil: feiler("advarsel-er-ikke-feil"),
    brutte.RettingSomNy: feiler("retting", "duf-og-saa-foedselsnummer", "nytt-kommunenummer"),
    brutte.SletterIkke: feiler("sletting"),
    brutte.LeserIkkeEndringer: feiler("nir-lukket-ved-flytting"),
    brutte.GamleKoder: feiler("kodeverk-paa-datoen", "to-lover"),
    # Where there is nothing but one decision, NIR turns the second one down by itself.
    brutte.Dobler: feiler(*{sak.navn for sak in ALLE} - {
        "ukjent-person", "meldingsid-er-brukt", "stengt-i-januar", "skjemafeil-stanser-ikke-andre", "ws2-er-lagt-ned",
        "for-sent-med-tilgang", "nirs-avslutning-rettes", "aarets-siste-dag",
    }),
    brutte.EnKommuneForAlle: feiler("to-kommuner"),
    brutte.TommeSomNull: feiler("tomme-felter"),
    brutte.UtenNorskeBokstaver: feiler("norske-bokstaver"),
    brutte.AvslutningenFoerst: feiler("rekkefoelge"),
    brutte.BareFoedselsnummer: feiler("duf-og-saa-foedselsnummer"),
    brutte.ProeverWs2Foerst: feiler("ws2-er-lagt-ned"),
    brutte.Maser: {**feiler("mangler-rolle", "skjemafeil-stanser-ikke-andre"), "stengt-i-januar": ADVARSEL},
    brutte.EnOgEn: {"flere-personer": ADVARSEL},
    brutte.EgenFrist: feiler("vindu-siste-dag", "for-sent-med-tilgang", "aarets-siste-dag"),
    brutte.LarNirAvslutte: feiler("nirs-avslutning-rettes"),
    brutte.GjentattErFeil: feiler("levert-to-ganger"),
}  # fmt: skip


@pytest.mark.parametrize("slag", TABELL, ids=lambda slag: slag.__name__)
def test_a_broken_system_fails_the_cases_it_should_and_no_others(nir: Tjener, slag: type[System]) -> None:
    assert avvik(proev(nir, slag)) == TABELL[slag]


def test_every_broken_system_is_tried_and_every_case_is_failed_by_one():
    alle = {v for v in vars(brutte).values() if isinstance(v, type) and issubclass(v, System)}
    assert alle == set(TABELL)
    ingen = {sak.navn for sak in ALLE} - {navn for tabell in TABELL.values() for navn in tabell}
    assert ingen == set()
