"""The commands for support cases and the journal."""

import csv
import io
import json

from tests.cli.conftest import FNR

SOEK = ("case", "apply", "--kommune", "0301", "--from", "2016-01-01", "--to", "31.12.2016", "--ordning", "intro",
        "--reason", "Tiltak mangler", "--tag", "Introtiltak 2016", "--contact", "Kari Nordmann")  # fmt: skip


def test_a_case_is_applied_for_granted_and_its_access_taken_back(mocknir):
    assert mocknir(*SOEK).output == "Sak / case 1: mottatt, kommune 0301, 2016-01-01–2016-12-31, intro\n"
    svar = mocknir("case", "grant", "1", "--until", "12.06.2017", "--text", "Lykke til", "--by", "Ola").output
    assert svar.endswith("innvilget, kommune 0301, 2016-01-01–2016-12-31, intro; tilgang / access 1 ut / until"
                         " 2017-06-12\n")  # fmt: skip
    (rad,) = csv.DictReader(io.StringIO(mocknir("case", "list", "--format", "csv").output), delimiter=";")
    assert (rad["status"], rad["merke"], rad["until"]) == ("innvilget", "Introtiltak 2016", "2017-06-12")
    mocknir("access", "revoke", "1")
    assert mocknir("access", "list").output == "(ingen / none)\n"
    assert "case list" in mocknir("case", "deny", "9", rc=2).stderr


def test_practice_decides_what_it_covers(mocknir):
    assert mocknir("case", "policy").output == "manuell, 60 dager / days\n"
    valg = ("--tag", "Introtiltak 2016", "--tag", "Årsrapportering 2021", "--days", "90")
    assert mocknir("case", "policy", "innvilg-merke", *valg).output == (
        "innvilg-merke (Introtiltak 2016, Årsrapportering 2021), 90 dager / days\n"
    )
    sak = json.loads(mocknir(*SOEK, "--format", "json").output)
    assert (sak["status"], sak["access"]["until"]) == ("innvilget", "2017-04-01")
    assert mocknir("case", "deny", "1", "--text", "Nei", rc=2).stderr.startswith("Sak 1 ble innvilget 01.01.2017")


def test_the_journal_is_searched_and_an_entry_is_shown_with_its_request(med_person):
    med_person("user", "add", "fagsystem", "--kommune", "0301", "--role", "kommuneintrobruker")
    med_person("clock", "advance", "--to", "2017-02-01")
    tabell = med_person("journal", "list", "--from", "2017-02-01").output
    assert "FlyttKlokke" in tabell
    assert "OpprettBruker" not in tabell
    (post,) = json.loads(med_person("journal", "list", "--person", FNR, "--format", "json").output)["journal"]
    assert post["operasjon"] == "OpprettPerson"
    vist = med_person("journal", "show", str(post["journalnummer"]), "--lang", "en").output
    assert "The person came into NIR from the central registers." in vist
    assert med_person("journal", "list", "--only-faults").output == "(ingen / none)\n"
    assert json.loads(med_person("journal", "show", "1", "--format", "json").output)["entry"]["journalnummer"] == 1
    assert "journal list" in med_person("journal", "show", "99", rc=2).stderr
    (person,) = json.loads(med_person("journal", "list", "--channel", "Sentralt", "--format", "json").output)["journal"]
    assert "opphold=2016-03-01 28, adresser=2016-06-01 0301" in person["tekst"]
    bruker = json.loads(med_person("journal", "list", "--operation", "OpprettBruker", "--format", "json").output)
    assert bruker["journal"][0]["tekst"].endswith("roller=kommuneintrobruker")
    assert "mente du NIR-web?" in med_person("journal", "list", "--channel", "web", rc=2).stderr
