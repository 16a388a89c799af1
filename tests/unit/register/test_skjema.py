"""The registration types as a table, and the canonical text that two equal registrations share."""

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mocknir.register import kodeverk, skjema
from mocknir.register.registreringer import INTRO, Tiltak, Vedtak

_VERDIER = {
    str: st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
    date: st.dates(),
    bool: st.booleans(),
    Decimal: st.decimals(0, 999, places=2),
}


def innhold(type_):
    felter = [_VERDIER[f.slag] if f.paakrevd else st.none() | _VERDIER[f.slag] for f in skjema.TYPER[type_].felter]
    return st.tuples(*felter).map(lambda verdier: skjema.TYPER[type_].klasse(*verdier))


@given(st.sampled_from(sorted(skjema.TYPER)).flatmap(lambda t: st.tuples(st.just(t), innhold(t))))
def test_what_is_kept_is_what_was_sent(eksempel):
    type_, verdi = eksempel
    tekst = skjema.til_tekst(type_, verdi)
    assert skjema.fra_tekst(type_, tekst) == verdi
    assert tekst == json.dumps(json.loads(tekst), ensure_ascii=False, separators=(",", ":"))


def test_a_number_written_differently_is_the_same_content():
    a, b = (Tiltak("arbeid", date(2017, 1, 1), None, Decimal(n)) for n in ("20.50", "20.5"))
    assert skjema.til_tekst("tiltak", a) == skjema.til_tekst("tiltak", b)
    assert '"timerPerUke":"10"' in skjema.til_tekst("tiltak", a._replace(timer_per_uke=Decimal("10.0")))


def test_the_text_is_json_under_wire_names_without_what_is_empty():
    vedtak = Vedtak(INTRO, "tildeling", date(2017, 1, 2), date(2017, 2, 1))
    ventet = '{"ordning":"intro","vedtakstype":"tildeling","vedtaksdato":"2017-01-02","fra":"2017-02-01"}'
    assert skjema.til_tekst("vedtak", vedtak) == ventet


def test_all_seventeen_types_are_there():
    assert len(skjema.TYPER) == 17


def test_every_field_and_every_code_says_where_it_comes_from():
    for type_ in skjema.TYPER.values():
        for felt in type_.felter:
            assert felt.felt.kilde.proveniens in ("dokumentert", "antatt")
            assert "§" in felt.felt.kilde.henvisning
            assert felt.felt.kodeverk is None or felt.felt.kodeverk in kodeverk.KODEVERK
    for liste in kodeverk.KODEVERK.values():
        koder = [k.kode for k in liste.koder]
        assert len(koder) == len(set(koder)), liste.navn
        for kode in liste.koder:
            assert kode.kilde.proveniens in ("dokumentert", "antatt")
            assert kode.tekst
            assert kode.text


def test_only_work_and_education_count_as_the_goal():
    teller = {k.kode for k in kodeverk.KODEVERK["avslutningsaarsak"].koder if kodeverk.teller_som_maal(k.kode)}
    assert teller == {"arbeidHeltid", "arbeidDeltid", "videregaaende", "hoeyereUtdanning"}
    assert not kodeverk.teller_som_maal(None)
