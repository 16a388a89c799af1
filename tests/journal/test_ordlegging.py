"""Every kind of registration can be said aloud, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from mocknir.journal.ordlegging import registrering
from mocknir.register import registreringer as r
from mocknir.register.skjema import TYPER

EN, TO = date(2017, 3, 1), date(2017, 8, 31)

EKSEMPLER: dict[str, tuple[r.Innhold, str]] = {
    "kontakt": (r.Kontakt("intro", "krav", EN), "Kontakt: Framsatt krav 01.03.2017, Introduksjonsprogram"),
    "vedtak": (
        r.Vedtak("intro", "tildeling", date(2017, 2, 1), EN, TO, Decimal("37.5")),
        "Vedtak: Tildeling 01.03.2017–31.08.2017, Introduksjonsprogram, vedtatt 01.02.2017, 37,5 timer per uke",
    ),
    "tiltak": (r.Tiltak("sprakpraksis", EN), "Tiltak Språkpraksis fra 01.03.2017"),
    "timer": (
        r.Timer("norsk", "norsk", EN, date(2017, 3, 31), Decimal("12.50"), "ar"),
        "Timer i Norsk 01.03.2017–31.03.2017, Opplæring i norsk og samfunnskunnskap, 12,5 timer, "
        "Språket opplæringen ble gitt på (ISO 639): «ar»",
    ),
    "fravaer": (
        r.Fravaer("intro", "egenSykdom", True, EN, EN),
        "Fravær: Egen sykdom 01.03.2017, Introduksjonsprogram, Om fraværet er gyldig: ja",
    ),
    "permisjon": (
        r.Permisjon("intro", "foedsel", EN, EN, TO, "virkedager"),
        "Permisjon: Fødsel 01.03.2017–31.08.2017, Introduksjonsprogram, Virkedager",
    ),
    "avslutning": (
        r.Avslutning("intro", EN, "ikkeRegistrert"),
        "Avslutning: Avslutningsårsak ikke registrert 01.03.2017, Introduksjonsprogram",
    ),
    "klage": (
        r.Klage("intro", EN, "V1"),
        "Klage 01.03.2017, Introduksjonsprogram, eksternId på vedtaket det klages på: «V1»",
    ),
    "sluttmaal": (r.Sluttmaal("arbeid", EN), "Sluttmål: Overgang til arbeid 01.03.2017"),
    "integreringskontrakt": (r.Integreringskontrakt(EN), "Integreringskontrakt 01.03.2017"),
    "utdanningsbakgrunn": (
        r.Utdanningsbakgrunn(True, EN),
        "Utdanningsbakgrunn 01.03.2017, Om videregående opplæring er fullført fra før: ja",
    ),
    "norskmaal": (r.Norskmaal("B1", EN, "muntlig"), "Norskmål B1 01.03.2017, Muntlig"),
    "fulltidVgo": (
        r.FulltidVgo(False, EN),
        "Fulltid videregående fra 01.03.2017, Om personen går på fulltid (ja/nei): nei",
    ),
    "spraak": (
        r.Spraak("norsk", "ar", EN, "2"),
        "Språk Spor 2 01.03.2017, Opplæring i norsk og samfunnskunnskap, Morsmål (ISO 639): «ar»",
    ),
    "fritak": (
        r.Fritak("norsk", "proeve", EN, "helse"),
        "Fritak fra Avsluttende prøve 01.03.2017, Opplæring i norsk og samfunnskunnskap, "
        "Rettsgrunnlag: Helsemessige årsaker",
    ),
    "mottakstiltak": (
        r.Mottakstiltak("annet", EN, TO, Decimal(8)),
        "Tiltak i mottak: Annet integreringsfremmende tiltak 01.03.2017–31.08.2017, 8 timer",
    ),
    "reservasjon": (r.Reservasjon(True, EN), "Reservasjon mot forskning 01.03.2017, Om personen har reservert seg: ja"),
}  # fmt: skip


@pytest.mark.parametrize("type_", TYPER)
def test_each_kind_is_said_in_words(type_):
    innhold, ventet = EKSEMPLER[type_]
    assert registrering(type_, innhold, "nb") == ventet
    engelsk = registrering(type_, innhold, "en")
    assert "2017-03-01" in engelsk
    assert "01.03.2017" not in engelsk


def test_what_is_not_known_is_said_as_what_it_is():
    assert registrering("tiltak", None, "nb") == "Tiltak i introduksjonsprogram"
    assert registrering(None, None, "en") == "a registration"
    assert registrering("tiltak", r.Tiltak("finnesIkke", EN), "nb") == "Tiltak finnesIkke fra 01.03.2017"
