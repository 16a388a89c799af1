"""Reading and checking scenarios: every error is told at once, with its place and what to write instead."""

import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from mocknir.scenario.les import Feil, Lest, UgyldigScenario, les, les_alle, les_tekst
from mocknir.scenario.ord import skriv_sti

FILER = Path(__file__).parent / "filer"
SCENARIOER = Path(__file__).parents[2] / "scenarios"

HELT = """\
scenario: prove
title: {nb: Tittel, en: Title}
rules: [VINDU-TO-MAANEDER]
shows: biter
clock: 2017-01-02
persons:
  amina: {kommune: "0301", lov: introduksjonsloven}
steps:
  - id: tildeling
    transfer:
      kommune: "0301"
      registrations:
        - {person: amina, type: vedtak, eksternId: v1, ordning: intro, vedtakstype: tildeling, vedtaksdato: 2017-01-02, fra: 2017-01-02}
  - advance: {to: 2017-03-01}
  - expect:
      - receipt: tildeling
        outcomes: {v1: godtatt}
      - person: amina
        program: {status: i program, slutt: {absent: true}}
expect:
  - at: 2017-04-01
    that:
      - fired: []
"""  # noqa: E501 - a registration is a line


def feilene(tekst: str) -> tuple[Feil, ...]:
    try:
        les_tekst(tekst, "prove.yaml")
    except UgyldigScenario as feil:
        return feil.feil
    return ()


def stier(feil: Iterable[Feil]) -> set[str]:
    return {skriv_sti(f.sti) for f in feil}


def test_a_right_scenario_is_read():
    assert feilene(HELT) == ()


V1 = "steps[0].transfer.registrations[0]"
PROGRAM = "steps[2].expect[1].program"


@pytest.mark.parametrize(
    ("byttes", "med", "sti", "tekst"),
    [
        # form
        ("scenario: prove", "scenaro: prove", "scenaro", "mente du scenario?"),
        ("scenario: prove", "scenario: proven", "scenario", "filen heter «prove»"),
        ("title: {nb: Tittel, en: Title}", "title: {nb: Tittel}", "title.en", "mangler"),
        ("title: {nb: Tittel, en: Title}", "title: Tittel", "title", "skal ha nøkler"),
        ("clock: 2017-01-02", "clock: 2017-02-30", "clock", "finnes ikke i kalenderen"),
        ("clock: 2017-01-02", "clock:", "clock", "mangler: en dato"),
        ("clock: 2017-01-02", "clock: 02.01.2017", "clock", "ÅÅÅÅ-MM-DD"),
        ("clock: 2017-01-02", "clock: 2017-01-02T08:00:00", "clock", "uten klokkeslett"),
        ("shows: biter", "shows: bitter", "shows", "mente du biter?"),
        ("shows: biter", "shows: biter\nseed: -1", "seed", "minst 0"),
        ('kommune: "0301", lov', "kommune: 0301, lov", "persons.amina.kommune", '"0301"'),
        ('kommune: "0301", lov', "kommune: 301, lov", "persons.amina.kommune", '"0301"'),
        ("{kommune: \"0301\", lov", "{komune: \"0301\", lov", "persons.amina.komune", "mente du kommune?"),
        ("lov: introduksjonsloven", "lov: introloven", "persons.amina.lov", "mente du introduksjonsloven?"),
        ("lov: introduksjonsloven", "avtaltBosatt: yes", "persons.amina.avtaltBosatt", "true eller false"),
        ("  - advance: {to: 2017-03-01}", "  - advanse: {to: 2017-03-01}", "steps[1].advanse", "mente du advance?"),
        ("  - advance: {to: 2017-03-01}", "  - 17", "steps[1]", "er ikke et steg; bruk en av transfer"),
        ("  - advance: {to: 2017-03-01}", "  - advance: {to: 2017-03-01}\n    snapshot: s", "steps[1].snapshot",
         "skriv det som eget steg"),
        ("- receipt: tildeling", "- reciept: tildeling", "steps[2].expect[0].reciept", "mente du receipt?"),
        ("- fired: []", "- fired: []\n        of: {}", "expect[0].that[0].of", "skal være tekst"),
        ("    that:\n      - fired: []", "    that: []", "expect[0].that", "minst 1"),
        # registrations
        ("type: vedtak,", "type: vedtk,", f"{V1}.type", "mente du vedtak?"),
        ("vedtakstype: tildeling", "vedtakstype: tildelng", f"{V1}.vedtakstype",
         "«tildelng» er ingen vedtakstype; mente du tildeling?"),
        ("vedtakstype: tildeling", "vedtakstyp: tildeling", f"{V1}.vedtakstyp", "mente du vedtakstype?"),
        ("vedtakstype: tildeling, ", "", f"{V1}.vedtakstype", "mangler"),
        ("vedtakstype: tildeling", "vedtakstype: utvidetNorsk", f"{V1}.vedtakstype", "gjelder fra 2023-07-01"),
        ("vedtaksdato: 2017-01-02", "vedtaksdato: 2.1.2017", f"{V1}.vedtaksdato", "ÅÅÅÅ-MM-DD"),
        ("eksternId: v1, ", "", f"{V1}.eksternId", "mangler"),
        ("eksternId: v1, ", "eksternId: 1, ", f"{V1}.eksternId", 'skal være tekst: "1"'),
        ("eksternId: v1, ", "eksternId: v1, handling: slette, ", f"{V1}.handling", "mente du slett?"),
        ("person: amina, type", "person: anima, type", f"{V1}.person", "mente du amina?"),
        ("fra: 2017-01-02}", "fra: 2017-01-02, timerPerUke: mange}", f"{V1}.timerPerUke", "timetall"),
        # names
        ("rules: [VINDU-TO-MAANEDER]", "rules: [VINDU-TO-MANEDER]", "rules[0]", "mente du VINDU-TO-MAANEDER?"),
        ("rules: [VINDU-TO-MAANEDER]", "rules: [VINDU-TO-MAANEDER]\nfacts: [3.1]", "facts[0]", "anførselstegn"),
        ("shows: biter", "shows: biter\nsource: IMDi", "source", "er ingen henvisning"),
        ("shows: biter", "shows: biter\nparameters: {VINDU-TO-MAANEDER.maneder: 3}",
         "parameters.VINDU-TO-MAANEDER.maneder", "mente du maaneder?"),
        ("shows: biter", "shows: biter\nparameters: {VINDU-TO-MAANEDER.maaneder: mange}",
         "parameters.VINDU-TO-MAANEDER.maaneder", "ikke et helt tall"),
        ("shows: biter", "shows: biter\nparameters: {VINDU.maaneder: 3}", "parameters.VINDU.maaneder", "ingen regel"),
        ("shows: biter", "shows: biter\nusers: {leser: {kommune: \"9999\"}}", "users.leser.kommune", "finnes ikke"),
        ('      kommune: "0301"\n', '      kommune: "3005"\n', "steps[0].transfer.kommune", "gjelder først fra"),
        ('      kommune: "0301"\n', '      kommune: "0301"\n      user: leser\n', "steps[0].transfer.user", "users"),
        ('      kommune: "0301"\n', '      kommune: "0301"\n      password: x\n', "steps[0].transfer.password",
         "sett user"),
        ("- receipt: tildeling", "- receipt: tildelingen", "steps[2].expect[0].receipt", "mente du tildeling?"),
        ("outcomes: {v1: godtatt}", "outcomes: {v2: godtatt}", "steps[2].expect[0].outcomes.v2", "bruk v1"),
        ("outcomes: {v1: godtatt}", "outcomes: {v1: godtat}", "steps[2].expect[0].outcomes.v1", "mente du godtatt?"),
        ("        outcomes: {v1: godtatt}\n", "", "steps[2].expect[0].outcomes", "mangler"),
        ("      - person: amina", "      - person: anima", "steps[2].expect[1].person", "mente du amina?"),
        ("- fired: []", "- fired: []\n        of: tildeling", "expect[0].that[0].of", "flytter ikke klokken"),
        ("- fired: []", "- report: maalopnaaelse\n        rows: []", "expect[0].that[0].report",
         "mente du maaloppnaaelse?"),
        ("- fired: []", "- report: avsluttede\n        with: {aar: 17}\n        rows: []",
         "expect[0].that[0].with.aar", "årstall"),
        ("- fired: []", "- report: avsluttede\n        with: {aar: 2017, komune: \"0301\"}\n        rows: []",
         "expect[0].that[0].with.komune", "mente du kommune?"),
        ("- fired: []", "- report: avsluttede\n        rows: []", "expect[0].that[0].with.aar", "mangler"),
        ("- fired: []", "- journal: {operasjon: x}", "expect[0].that[0].count", "meldinger eller entries"),
        # time
        ("advance: {to: 2017-03-01}", "advance: {to: 2016-03-01}", "steps[1].advance.to", "går bare framover"),
        ("advance: {to: 2017-03-01}", "advance: {to: 2117-03-01}", "steps[1].advance.to", "50 år"),
        ("advance: {to: 2017-03-01}", "advance: {to: 2017-03-01, by: 1d}", "steps[1].advance", "enten to eller by"),
        ("advance: {to: 2017-03-01}", "advance: 2017-03-01", "steps[1].advance", "som {to: …, by: …}"),
        ("advance: {to: 2017-03-01}", "advance: {by: 30 dager}", "steps[1].advance.by", "30d"),
        ("advance: {to: 2017-03-01}", "advance: {by: 9999y}", "steps[1].advance.by", "50 år"),
        ("at: 2017-04-01", "at: 2017-02-01", "expect[0].at", "går bare framover"),
        ("  - advance: {to: 2017-03-01}",
         "  - event: {person: amina, type: flytting, dato: 2017-05-01, kommune: \"1201\"}",
         "steps[1].event.dato", "«- advance: {to: 2017-05-01}»"),
        ("  - advance: {to: 2017-03-01}", "  - event: {person: amina, type: flyting}", "steps[1].event.type",
         "mente du flytting?"),
        ("  - advance: {to: 2017-03-01}", "  - restore: s1", "steps[1].restore", "«- snapshot: s1»"),
        ("  - advance: {to: 2017-03-01}", "  - repeat: x", "steps[1].repeat", "intet steg heter «x»"),
        ("  - advance: {to: 2017-03-01}", "  - id: tildeling\n    snapshot: s", "steps[1].id", "heter også steps[0]"),
        ("  - advance: {to: 2017-03-01}",
         "  - access: {kommune: \"0301\", from: 2017-02-01, to: 2017-01-01, until: 2017-01-01}", "steps[1].access.to",
         "er før from"),
        ("  - advance: {to: 2017-03-01}", "  - fault: {kind: drop, stage: on-response}", "steps[1].fault.stage",
         "drop kan ikke slå til ved on-response"),
        ("  - advance: {to: 2017-03-01}", "  - fault: {kind: dropp}", "steps[1].fault.kind", "mente du drop?"),
        # what is expected
        ("status: i program", "staus: i program", f"{PROGRAM}.staus", "mente du status?"),
        ("status: i program", "status: i programm", f"{PROGRAM}.status", "mente du i program?"),
        ("status: i program", "nr: en", f"{PROGRAM}.nr", "skal være et tall"),
        ("status: i program", "kommune: \"9999\"", f"{PROGRAM}.kommune", "finnes ikke"),
        ("status: i program", "kommune: 301", f"{PROGRAM}.kommune", "anførselstegn"),
        ("slutt: {absent: true}", "slutt: {absent: false}", f"{PROGRAM}.slutt.absent", "{any: true}"),
        ("slutt: {absent: true}", "slutt: {absnt: true}", f"{PROGRAM}.slutt", "mente du absent?"),
        ("slutt: {absent: true}", "slutt: {contains: x}", f"{PROGRAM}.slutt.contains", "lister"),
        ("slutt: {absent: true}", "slutt: {matches: x}", f"{PROGRAM}.slutt.matches", "bare på tekst"),
        ("slutt: {absent: true}", "slutt: {one_of: []}", f"{PROGRAM}.slutt.one_of", "liste av verdier"),
        ("slutt: {absent: true}", "slutt: {min: 2017-05-01, max: 2017-04-01}", f"{PROGRAM}.slutt", "er over max"),
        ("slutt: {absent: true}", "slutt: {date: tideling + 1d}", f"{PROGRAM}.slutt.date", "mente du tildeling?"),
        ("slutt: {absent: true}", "slutt: {date: tildeling + 1 dag}", f"{PROGRAM}.slutt.date", "ingen datoregning"),
        ("slutt: {absent: true}", "slutt: {date: tildeling + 99999y}", f"{PROGRAM}.slutt.date", "kalenderen"),
        ("slutt: {absent: true}", "slutt: {not: x, any: true}", f"{PROGRAM}.slutt", "bruk ett av dem"),
        ("status: i program", "kategori: {matches: '('}", f"{PROGRAM}.kategori.matches", "intet regulært uttrykk"),
        ("program: {status: i program, slutt: {absent: true}}", "registrering: {eksternId: v1}",
         "steps[2].expect[1].registrering", "skriv {contains: {…}}"),
        ("program: {status: i program, slutt: {absent: true}}", "registrering: {contains: {x: 1, contains: 2}}",
         "steps[2].expect[1].registrering.contains.x", "kan ikke stå sammen med contains"),
        ("- fired: []", "- fired: {contains: {regel: LUKKING-FLYTING}}", "expect[0].that[0].fired.contains.regel",
         "mente du LUKKING-FLYTTING?"),
        ("- fired: []", "- fired: {contains: {person: anima}}", "expect[0].that[0].fired.contains.person",
         "mente du amina?"),
        ("- fired: []", "- fired: {count: -1}", "expect[0].that[0].fired.count", "antall fra 0"),
        # the file
        ("shows: biter", "shows: biter\nshows: biter", "shows", "står to ganger; den første er på linje 4"),
        ("shows: biter", "shows: *x", "", "er ikke YAML"),
        ("shows: biter", "\tshows: biter", "", "tabulator"),
        ("shows: biter", "shows: \"biter", "", "se på innrykk, kolon og anførselstegn"),
        ("shows: biter", "shows: !!python/none x", "shows", "merke"),
        ("title: {nb: Tittel, en: Title}", "title: &t {nb: Tittel, en: Title}\nteaches: *t", "teaches", "alias"),
    ],
)  # fmt: skip
def test_an_error_is_told_with_its_place_and_the_remedy(byttes: str, med: str, sti: str, tekst: str) -> None:
    # given a scenario with a slip
    assert byttes in HELT
    feil = feilene(HELT.replace(byttes, med, 1))
    # then the slip is told where it is, in both languages, and nothing else is blamed
    funnet = [f for f in feil if skriv_sti(f.sti) == sti]
    assert funnet, [f.paa("nb") for f in feil]
    assert tekst in funnet[0].ord.tekst
    assert funnet[0].ord.text != funnet[0].ord.tekst
    assert len(feil) <= 2, [f.paa("nb") for f in feil]


def test_the_place_is_the_line_and_the_column_of_the_value():
    (feil,) = feilene(HELT.replace("vedtakstype: tildeling", "vedtakstype: tildelng"))
    linje = HELT.splitlines()[feil.sted.linje - 1].replace("tildeling", "tildelng")
    assert linje[feil.sted.kolonne - 1 :].startswith("tildelng")
    assert feil.paa("nb") == (
        "prove.yaml:13:85: steps[0].transfer.registrations[0].vedtakstype: «tildelng» er ingen vedtakstype; "
        "mente du tildeling?"
    )
    assert feil.paa("en").endswith("«tildelng» is no vedtakstype; did you mean tildeling?")


def test_all_errors_of_a_file_are_told_at_once():
    feil = feilene(
        HELT.replace("shows: biter", "shows: bitter")
        .replace("type: vedtak,", "type: vedtk,")
        .replace("status: i program", "staus: i program")
    )
    assert stier(feil) == {"shows", f"{V1}.type", f"{PROGRAM}.staus"}
    assert [f.sted for f in feil] == sorted(f.sted for f in feil)


@pytest.mark.parametrize(
    "ventet",
    ["- lost: tildeling", "- fault: tildeling", "- receipt: tildeling\n        gjentatt: false",
     "- journal: {kanal: WS4}\n        count: 1"],
)  # fmt: skip
def test_a_scenario_that_expects_nothing_of_state_or_content_is_refused(ventet: str) -> None:
    uten = HELT[: HELT.index("  - expect:")] + f"expect:\n  - at: 2017-04-01\n    that:\n      {ventet}\n"
    assert "expect" in stier(feilene(uten))
    assert feilene(uten + "unsupported: {reason: {nb: Fordi, en: Because}, since: 2026-11-22}\n") == ()


def test_unsupported_needs_a_reason_and_a_date():
    assert stier(feilene(HELT + "unsupported: {}\n")) == {"unsupported.reason", "unsupported.since"}


def test_a_scenario_about_codes_may_send_wrong_ones():
    tekst = HELT.replace("vedtakstype: tildeling", "vedtakstype: tildelng")
    assert feilene(tekst.replace("[VINDU-TO-MAANEDER]", "[KODE-GYLDIG]")) == ()


def test_a_scenario_about_users_may_transfer_as_somebody_unknown():
    tekst = HELT.replace('      kommune: "0301"\n', '      kommune: "0301"\n      user: leser\n')
    assert feilene(tekst)
    assert feilene(tekst.replace("[VINDU-TO-MAANEDER]", "[TILGANG-BRUKER]")) == ()


def test_a_person_may_be_a_number_that_nir_does_not_know():
    assert feilene(HELT.replace("person: amina, type", 'person: "17859000266", type')) == ()


def test_a_person_who_moved_gives_the_day_of_it():
    flyttet = HELT.replace(
        "  - expect:", '  - event: {person: amina, type: flytting, dato: 2017-02-01, kommune: "1201"}\n  - expect:', 1
    )
    for uttrykk in ("flytting + 90d", "amina.flytting", "v1.fra + 1y", "clock", "today - 1w"):
        assert feilene(flyttet.replace("{absent: true}", f"{{date: {uttrykk}}}")) == ()


def test_files_that_cannot_be_read_say_so(tmp_path: Path) -> None:
    (tmp_path / "tom.yaml").write_text("# bare en kommentar\n")
    (tmp_path / "latin.yaml").write_bytes("scenario: blå".encode("latin-1"))
    (tmp_path / "dyp.yaml").write_text("a: " + "[" * 5000)
    (tmp_path / "liste.yaml").write_text("- a\n- b\n")
    (tmp_path / "binaer.yaml").write_bytes(b"a: \x00b")
    (tmp_path / "to.yaml").write_text(f"{HELT}---\n{HELT}")
    svar = {Path(en.feil[0].fil).stem: en.feil[0].ord.tekst for en in les_alle([tmp_path])
            if isinstance(en, UgyldigScenario)}  # fmt: skip
    assert svar["tom"] == "er tom; «mocknir scenario new» skriver en begynnelse"
    assert svar["latin"] == "er ikke UTF-8 (byte 13); lagre filen som UTF-8"
    assert svar["to"] == "her begynner et scenario til (---); gi det en egen fil"
    assert "er ikke YAML" in svar["dyp"]
    assert "nøkler og verdier" in svar["liste"]
    assert "er ikke YAML" in svar["binaer"]
    with pytest.raises(UgyldigScenario, match="finnes ikke"):
        les(tmp_path / "borte.yaml")


def test_two_files_of_one_name_are_one_too_many(tmp_path: Path) -> None:
    for mappe in ("a", "b"):
        (tmp_path / mappe).mkdir()
        (tmp_path / mappe / "prove.yaml").write_text(HELT)
    foerste, andre = les_alle([tmp_path])
    assert isinstance(foerste, Lest)
    assert isinstance(andre, UgyldigScenario)
    assert "heter det samme" in andre.feil[0].ord.tekst


def test_every_scenario_that_comes_along_is_right():
    lest = list(les_alle([SCENARIOER, FILER]))
    assert [str(en) for en in lest if isinstance(en, UgyldigScenario)] == []
    assert len(lest) > 4


def test_a_hundred_scenarios_are_read_and_checked_in_half_a_second():
    les_tekst(HELT, "prove.yaml")
    foer = time.process_time()
    for _ in range(100):
        les_tekst(HELT, "prove.yaml")
    assert time.process_time() - foer < 0.5
