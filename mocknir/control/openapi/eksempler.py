"""An example of every body and of every part of an address; a test sends each of them."""

from typing import Any

FNR = "17859000266"

STEDER: dict[str, str] = {
    "sandbox": "default", "ident": FNR, "regel": "VINDU-TO-MAANEDER", "rules.navn": "maaneder",
    "reports.navn": "maaloppnaaelse", "referanse": FNR, "number": "1", "case": "1", "access": "1", "fault": "1",
    "user": "fagsystem", "snapshot": "foer-nyttaar",
}  # fmt: skip
"""Of the parts of an address; «part.name» where a name means one thing here and another there."""

EKSEMPLER: dict[str, Any] = {
    "text/csv": f"foedselsnummer;navn;kommune;bosatt;grunnlag;opphold_gitt\n{FNR};Amina Testmann;0301;2016-11-01;28;"
                "2016-09-01\n",
    "Avgjoerelse": {"decision": "innvilget", "svar": "Frist 12. juni.", "until": "2018-06-12"},
    "Expectations": {"persons": {"amina": FNR}, "that": [{"person": "amina", "program": {"status": "i program"}}]},
    "Fork": {"name": "kopi", "expires": "2h"},
    "Framskritt": {"to": "2017-09-01"},
    "Hendelse": {"type": "flytting", "dato": "2017-05-01", "kommune": "1201"},
    "Hendelser": {"events": [{"person": FNR, "event": {"type": "utvandring", "dato": "2017-05-01"}}]},
    "Klokkestand": {"mode": "running", "speed": 86400},
    "Levetid": {"expires": "7d"},
    "NewFault": {"operation": "OverfoerRegistreringer", "stage": "after-commit", "kind": "drop", "nth": 1},
    "Nullstilling": {"clock": "2017-01-01"},
    "NyttPassord": {"password": "hemmeligere"},
    "NyBruker": {"user": "fagsystem", "kommune": "0301", "roles": ["kommuneintrobruker", "kommunenorskbruker"]},
    "NyPerson": {
        "foedselsnummer": FNR, "navn": "Amina Testmann", "statsborgerskap": "SYR",
        "opphold": [{"gitt": "2016-09-01", "grunnlag": "28"}], "adresse": [{"fra": "2016-11-01", "kommune": "0301"}],
    },
    "NySak": {
        "kommune": "0301", "from": "2017-01-01", "to": "2017-12-31", "ordning": "intro",
        "begrunnelse": "Tiltakene for 2017 mangler", "merke": "Introtiltak 2017", "kontakt": "Kari Nordmann",
    },
    "NySandkasse": {"name": "kurs-1", "clock": "2017-01-01"},
    "NyTilgang": {
        "kommune": "0301", "from": "2017-01-01", "to": "2017-12-31", "ordning": "intro", "until": "2018-06-12",
        "merke": "Introtiltak 2017",
    },
    "NyttSnapshot": {"name": "foer-nyttaar"},
    "Parameterverdi": {"value": 3},
    "Praksis": {"mode": "innvilg-merke", "merker": ["Introtiltak 2017"], "days": 60},
    "Replay": {"clock": "2021-03-01", "shiftContent": True, "parameters": {"VINDU-TO-MAANEDER.maaneder": 3}},
    "Registreringer": {
        "user": "fagsystem",
        "registrations": [{
            "eksternId": "v1", "person": FNR, "type": "vedtak",
            "content": {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01",
                        "fra": "2017-01-01", "til": "2018-12-31"},
        }],
    },
}  # fmt: skip
"""Of the bodies, by the names of their models."""
