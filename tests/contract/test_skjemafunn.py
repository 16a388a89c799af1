"""What a client is told when its message breaks the schema: the line, the path, the registration, the remedy."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from lxml import etree

from mocknir.soap.feil import Meldingsfeil
from mocknir.soap.kontrakt import NAVNEROM
from mocknir.soap.validering import valider
from tests.contract.nir import Nir, foelger_skjemaet

REG = "/OverfoerRegistreringer/registrering"
FNR = "<foedselsnummer>17859000101</foedselsnummer>"

# name: (what is replaced in a good vedtak registration, by what, path of the finding, words of the finding)
BRUDD = {
    "a field too many": ("</vedtak>", "<saksbehandler>Kari</saksbehandler></vedtak>", "vedtak/saksbehandler",
                         "har ikke noe felt «saksbehandler»; her kan «til», «timerPerUke» eller «begrunnelse» stå"),
    "a misspelt field": ("vedtaksdato>", "vedtaksDato>", "vedtak/vedtaksDato", "mente du «vedtaksdato»?"),
    "a field missing at the end": ("<fra>2017-01-01</fra>", "", "vedtak", "«vedtak» mangler «fra»"),
    "a field missing in the middle": ("<vedtakstype>tildeling</vedtakstype>", "", "vedtak/vedtaksdato",
                                      "Foran «vedtaksdato» mangler «vedtakstype»"),
    "fields in the wrong order": (
        "<ordning>intro</ordning><vedtakstype>tildeling</vedtakstype>",
        "<vedtakstype>tildeling</vedtakstype><ordning>intro</ordning>",
        "vedtak/vedtakstype", "Rekkefølgen er: ordning, vedtakstype, vedtaksdato, fra, til",
    ),
    "a field twice": ("</fra>", "</fra><til>2018-01-01</til><til>2018-01-01</til>", "vedtak/til[2]", "flere ganger"),
    "a Norwegian date": ("<fra>2017-01-01<", "<fra>1.8.2017<", "vedtak/fra", "«1.8.2017» er ikke en dato slik "
                         "skjemaet vil ha den; skriv 2017-08-01"),
    "a time for a date": ("<fra>2017-01-01<", "<fra>2017-01-01T00:00:00<", "vedtak/fra", "skriv 2017-01-01"),
    "a day that does not exist": ("<fra>2017-01-01<", "<fra>2017-02-30<", "vedtak/fra", "«2017-02-30» er ikke en dato"),
    "a year out of reach": ("<fra>2017-01-01<", "<fra>0017-01-01<", "vedtak/fra", "1900-01-01"),
    "an empty field that may be left out": ("</fra>", "</fra><til/>", "vedtak/til", "utelat elementet"),
    "an empty field that is needed": ("<fra>2017-01-01</fra>", "<fra/>", "vedtak/fra", "må ha en verdi"),
    "nil": ("</fra>", '</fra><til xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>', "vedtak/til",
            "xsi:nil er ikke lov"),
    "a decimal comma": ("</fra>", "</fra><timerPerUke>37,5</timerPerUke>", "vedtak/timerPerUke", "skriv 37.5"),
    "hours below zero": ("</fra>", "</fra><timerPerUke>-1</timerPerUke>", "vedtak/timerPerUke", "null eller mer"),
    "an attribute": ("<vedtak>", '<vedtak id="1">', "vedtak", "Attributtet «id» er ikke lov"),
    "text between elements": ("<vedtak>", "<vedtak>hei", "vedtak", "ikke tekst mellom"),
    "elements in a value": ("2017-01-01</fra>", "<d/></fra>", "vedtak/fra", "ikke elementer"),
    "an xsi:type": ("<vedtak>", '<vedtak xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="Tiltak">',
                    "vedtak", "utelat xsi:type"),
    "another namespace": ("<vedtak>", '<vedtak xmlns="urn:annet">', "vedtak", f"skal stå i «{NAVNEROM}»"),
    "an unqualified payload": ("<vedtak>", '<vedtak xmlns="">', "vedtak", "alle elementer i meldingen er kvalifiserte"),
    "two contents": ("</vedtak>", "</vedtak><avslutning/>", "avslutning", "står på feil plass"),
    "an unknown kind of registration": ("<vedtak>", "<vedtakk/><vedtak>", "vedtakk", "mente du «vedtak»?"),
    "a lost leading zero": (FNR, "<foedselsnummer>1234567890</foedselsnummer>", "foedselsnummer", "en ledende null"),
    "letters in a number": (FNR, "<foedselsnummer>1234567890X</foedselsnummer>", "foedselsnummer", "11 siffer"),
    "an unknown action": (">registrer<", ">oppdater<", "handling", "«oppdater» er ikke blant registrer og slett"),
    "no eksternId": ("<eksternId>v-1</eksternId>", "", "foedselsnummer", "mangler «eksternId»"),
    "an eksternId that is too long": (">v-1<", f">{'v' * 65}<", "eksternId", "passer ikke i EksternId"),
}  # fmt: skip


@pytest.mark.parametrize("brudd", BRUDD)
def test_a_breach_is_named_with_its_place_and_remedy(nir: Nir, brudd: str):
    fra, til, sti, tekst = BRUDD[brudd]
    melding = nir.overfoer(
        "\n", nir.registrering(nir.vedtak(), ekstern_id="ok"), "\n\n", nir.registrering(nir.vedtak())
    )
    hode, _, siste = melding.replace(nir.fnr, "17859000101").rpartition("<registrering>")
    assert fra in siste
    svar = nir.kall(f"{hode}<registrering>{siste.replace(fra, til)}")
    assert (svar.status, svar.feilkode) == (500, "UgyldigMelding")
    assert svar.tekst("n:funn/n:sti") == f"{REG}[2]/{sti}"
    assert svar.tekst("n:funn/n:linje") == "4"
    assert tekst in svar.tekst("n:funn/n:tekst")
    assert svar.tekst("n:funn/n:tekstEngelsk") != svar.tekst("n:funn/n:tekst")
    if brudd == "an eksternId that is too long":
        assert f"(eksternId {'v' * 64}…)" in svar.tekst("n:NirFeil/n:tekst")
    if brudd not in ("no eksternId", "an eksternId that is too long"):
        assert svar.tekst("n:funn/n:eksternId") == "v-1"
        assert "eksternId v-1" in svar.tekst("n:NirFeil/n:tekst")
    assert svar.tekst("n:NirFeil/n:felt") == sti.rpartition("/")[2].partition("[")[0]
    assert foelger_skjemaet(svar)


def test_nothing_of_a_message_that_breaks_the_schema_is_registered(nir: Nir):
    god, gal = nir.registrering(nir.vedtak()), nir.registrering("<vedtak/>", ekstern_id="v-2")
    assert nir.kall(nir.overfoer(god, gal)).feilkode == "UgyldigMelding"
    assert nir.kall(nir.endringer()).tekster("n:endring") == []


def test_all_findings_are_told_once_each_until_fifty(nir: Nir):
    gale = [nir.registrering(nir.vedtak(fra="x"), ekstern_id=f"v-{n}") for n in range(60)]
    svar = nir.kall(nir.overfoer(*gale))
    ider = svar.tekster("n:funn/n:eksternId")
    assert ider == [f"v-{n}" for n in range(50)]
    assert "det første av 60 funn" in svar.tekst("n:NirFeil/n:tekst")


def test_a_message_of_more_than_a_thousand_is_told_so(nir: Nir):
    svar = nir.kall(nir.overfoer(*(nir.registrering("", f"v-{n}", "slett") for n in range(1001))))
    assert svar.tekst("n:funn/n:sti") == f"{REG}[1001]"
    assert "høyst 1000" in svar.tekst("n:funn/n:tekst")


def test_prefixes_and_an_outer_wrapper_do_not_hide_the_place(nir: Nir):
    melding = nir.overfoer(nir.registrering(nir.vedtak(fra="x")))
    med_prefiks = melding.replace("<", "<ws:").replace("<ws:/", "</ws:").replace("xmlns=", "xmlns:ws=")
    svar = nir.kall(med_prefiks)
    assert svar.tekst("n:funn/n:sti") == f"{REG}/vedtak/fra"


@pytest.mark.parametrize(
    ("innhold", "sti", "tekst"),
    [
        ("<HentEndringer><kommune>0301</kommune><fraSekvens>x</fraSekvens></HentEndringer>",
         "/HentEndringer/fraSekvens", "passer ikke i Sekvensnummer"),
        ("<HentEndringer><kommune>301</kommune><fraSekvens>0</fraSekvens></HentEndringer>",
         "/HentEndringer/kommune", "en ledende null"),
        ("<HentEndringer><kommune>0301</kommune><fraSekvens>0</fraSekvens><maksAntall>1001</maksAntall></HentEndringer>",
         "/HentEndringer/maksAntall", "1–1000"),
        ("<HentKvittering><meldingsId>m</meldingsId></HentKvittering>", "/HentKvittering", "mangler «kommune»"),
        ("<HentDeltaker><kommune>0301</kommune></HentDeltaker>", "/HentDeltaker",
         "mangler «foedselsnummer» eller «dufnummer»"),
        ("<HentKodeverk><kodeverk>fag</kodeverk></HentKodeverk>", "/HentKodeverk/kodeverk",
         "her kan «dato» eller «navn» stå"),
    ],
)  # fmt: skip
def test_questions_are_held_to_the_schema_as_well(nir: Nir, innhold: str, sti: str, tekst: str):
    svar = nir.kall(innhold.replace(">", f' xmlns="{NAVNEROM}">', 1))
    assert svar.feilkode == "UgyldigMelding"
    assert svar.tekst("n:funn/n:sti") == sti
    assert tekst in svar.tekst("n:funn/n:tekst")
    assert svar.tekst("n:funn/n:eksternId") is None


def test_threads_do_not_get_each_others_findings():
    def proev(navn: str) -> set[str]:
        element = etree.fromstring(f'<HentKodeverk xmlns="{NAVNEROM}"><{navn}/></HentKodeverk>')
        sett = set()
        for _ in range(300):
            with pytest.raises(Meldingsfeil) as feil:
                valider(element)
            sett.add(feil.value.funn[0].sti)
        return sett

    navn = ["tull", "vas", "toeys", "sludder"]
    with ThreadPoolExecutor(4) as traader:
        assert list(traader.map(proev, navn)) == [{f"/HentKodeverk/{n}"} for n in navn]


def test_a_fault_leaves_a_journal_entry_with_its_findings(nir: Nir, monkeypatch: pytest.MonkeyPatch):
    sett: list[tuple[Any, ...]] = []
    journalfoer = nir.sandbox.journalfoer_avvik

    def spion(*hva: Any, **mer: Any) -> int:
        sett.append(hva)
        return journalfoer(*hva, **mer)

    monkeypatch.setattr(nir.sandbox, "journalfoer_avvik", spion)
    svar = nir.kall(nir.ett_vedtak(fra="x"))
    ((operasjon, bruker, raa, kode, _, funn),) = sett
    assert (operasjon, bruker, kode) == ("OverfoerRegistreringer", "oslo", "UgyldigMelding")
    assert b"<fra>x</fra>" in raa
    assert [(linje, sti) for linje, sti, *_ in funn] == [(1, f"{REG}/vedtak/fra")]
    assert int(svar.tekst("n:journalnummer")) > 0
