"""What libxml2 says of a breach of the schema, in words for the person who wrote the message."""

import difflib
import re
from datetime import date

from lxml import etree

from mocknir.soap.kontrakt import NAVNEROM
from mocknir.soap.operasjoner import OPERASJONER
from mocknir.soap.skjemamodell import Element, elementer
from mocknir.soap.typer import ENKLE, KOMPLEKSE, MAKS_REGISTRERINGER

Tekster = tuple[str, str]

_FELTER = {
    **{t.navn: {e.navn: e for e in elementer(t.ledd)} for t in KOMPLEKSE},
    **{o.navn: {e.navn: e for e in elementer(o.inn)} for o in OPERASJONER.values()},
}
_ENKLE = {e.navn: e for e in ENKLE}
_VENTET = re.compile(r"Expected is (?:one of )?\( (.*) \)")
_NAVN = re.compile(r"\{[^}]*\}([^,\s]+)")
_ATTRIBUTT = re.compile(r"attribute '([^']*)'")
_NORSK_DATO = re.compile(r"(\d\d?)[./-](\d\d?)[./-](\d{4})")
_NULLER = {"foedselsnummer": 11, "dufnummer": 12, "kommune": 4}


def forklar(element: etree._Element, slag: str, melding: str) -> Tekster:
    """Bokmål and English for one entry of libxml2's error log: its type name and its message."""
    if slag == "SCHEMAV_ELEMENT_CONTENT":
        return _innhold(element, melding)
    if slag == "SCHEMAV_CVC_ELT_3_1":
        return (
            "xsi:nil er ikke lov her; utelat elementet når det ikke har noen verdi",
            "xsi:nil is not allowed here; leave the element out when it has no value",
        )
    if slag.startswith("SCHEMAV_CVC_COMPLEX_TYPE_3_2"):
        treff = _ATTRIBUTT.search(melding)
        navn = treff[1] if treff else "?"
        return f"Attributtet «{navn}» er ikke lov her", f"The attribute «{navn}» is not allowed here"
    if slag == "SCHEMAV_CVC_COMPLEX_TYPE_2_3":
        return (
            "Her kan det bare stå elementer, ikke tekst mellom dem",
            "Only elements may stand here, no text between them",
        )
    if slag == "SCHEMAV_CVC_TYPE_3_1_2":
        return "Her ventes en verdi, ikke elementer", "A value is expected here, not elements"
    if slag.startswith("SCHEMAV_CVC_ELT_4"):
        return (
            "xsi:type passer ikke med skjemaet; utelat xsi:type",
            "xsi:type does not agree with the schema; leave xsi:type out",
        )
    if slag.startswith("SCHEMAV_CVC_"):
        return _verdi(element)
    return melding, melding


def _felt(element: etree._Element) -> Element | None:
    """What the contract says of this element, by its place."""
    sti = [etree.QName(e).localname for e in (element, *element.iterancestors())]
    operasjon = next((nr for nr, navn in enumerate(sti) if navn in OPERASJONER), None)
    if operasjon is None:
        return None
    type_, felt = sti[operasjon], None
    for navn in reversed(sti[:operasjon]):
        felt = _FELTER.get(type_, {}).get(navn)
        if felt is None:
            return None
        type_ = felt.type
    return felt


def _innhold(element: etree._Element, melding: str) -> Tekster:
    treff = _VENTET.search(melding)
    ventet = _NAVN.findall(treff[1]) if treff else []
    navn = etree.QName(element)
    if "Missing child" in melding:
        return _mangler(navn.localname, ventet)
    if (navn.namespace or "") != NAVNEROM:
        rom = navn.namespace or ""
        return (
            f"«{navn.localname}» står i navnerommet «{rom}», men skal stå i «{NAVNEROM}»: alle elementer i "
            "meldingen er kvalifiserte",
            f"«{navn.localname}» is in the namespace «{rom}» but belongs in «{NAVNEROM}»: all elements of the "
            "message are qualified",
        )
    forelder = element.getparent()
    if forelder is None:
        return melding, melding
    hvor = etree.QName(forelder).localname
    felt = _felt(forelder)
    kjente = _FELTER.get(felt.type if felt else hvor, {})
    if navn.localname not in kjente:
        return _ukjent(navn.localname, hvor, list(kjente), ventet)
    foer = [etree.QName(b).localname for b in element.itersiblings(preceding=True)]
    if navn.localname == "registrering" and len(foer) > MAKS_REGISTRERINGER:
        return (
            f"En melding kan ha høyst {MAKS_REGISTRERINGER} registreringer; del den opp",
            f"A message can hold at most {MAKS_REGISTRERINGER} registrations; split it",
        )
    if navn.localname in foer:
        return (
            f"«{navn.localname}» står flere ganger i «{hvor}»; her er det plass til én",
            f"«{navn.localname}» stands more than once in «{hvor}»; there is room for one",
        )
    ligger_etter = {etree.QName(b).localname for b in element.itersiblings()}
    if ventet and not ligger_etter.intersection(ventet):
        nb, en = _liste(ventet)
        return f"Foran «{navn.localname}» mangler {nb}", f"Before «{navn.localname}», {en} is missing"
    rekke = ", ".join(kjente)
    return (
        f"«{navn.localname}» står på feil plass i «{hvor}». Rekkefølgen er: {rekke}",
        f"«{navn.localname}» is in the wrong place in «{hvor}». The order is: {rekke}",
    )


def _mangler(hvor: str, ventet: list[str]) -> Tekster:
    nb, en = _liste(ventet)
    return f"«{hvor}» mangler {nb}", f"«{hvor}» lacks {en}"


def _ukjent(navn: str, hvor: str, kjente: list[str], ventet: list[str]) -> Tekster:
    naer = difflib.get_close_matches(navn, kjente, 1, 0.7)
    if not naer:  # VedtaksDato and vedtaksdato are nearer to each other than difflib thinks
        naer = [k for k in kjente if k.lower() == navn.lower()]
    if naer:
        return (
            f"«{hvor}» har ikke noe felt «{navn}»; mente du «{naer[0]}»?",
            f"«{hvor}» has no field «{navn}»; did you mean «{naer[0]}»?",
        )
    nb, en = _liste(ventet or kjente)
    return (
        f"«{hvor}» har ikke noe felt «{navn}»; her kan {nb} stå",
        f"«{hvor}» has no field «{navn}»; {en} may stand here",
    )


def _liste(navn: list[str]) -> Tekster:
    if not navn:
        return "ingenting", "nothing"
    i_hermetegn = [f"«{n}»" for n in navn]
    if len(navn) == 1:
        return i_hermetegn[0], i_hermetegn[0]
    foerste = ", ".join(i_hermetegn[:-1])
    return f"{foerste} eller {i_hermetegn[-1]}", f"{foerste} or {i_hermetegn[-1]}"


def _verdi(element: etree._Element) -> Tekster:
    navn, verdi = etree.QName(element).localname, (element.text or "").strip()
    felt = _felt(element)
    type_ = felt.type if felt else ""
    if not verdi:
        if felt is not None and felt.minst == 0:
            return (
                f"«{navn}» er tomt; utelat elementet når det ikke har noen verdi",
                f"«{navn}» is empty; leave the element out when it has no value",
            )
        return f"«{navn}» er tomt, men må ha en verdi", f"«{navn}» is empty but needs a value"
    vist = verdi if len(verdi) <= 80 else verdi[:77] + "…"
    nb, en = _krav(navn, type_, verdi)
    return f"«{vist}» {nb}", f"«{vist}» {en}"


def _krav(navn: str, type_: str, verdi: str) -> Tekster:
    if type_ == "Dato":
        return _dato(verdi)
    if type_ == "Timetall":
        return _timetall(verdi)
    if type_ == "xs:boolean":
        return "er verken true eller false", "is neither true nor false"
    if navn in _NULLER and verdi.isdigit() and len(verdi) < _NULLER[navn]:
        lengde = _NULLER[navn]
        return (
            f"har {len(verdi)} siffer, men {navn} har {lengde}; er en ledende null falt bort?",
            f"has {len(verdi)} digits, but {navn} has {lengde}; was a leading zero lost?",
        )
    enkel = _ENKLE.get(type_)
    if enkel is None:
        return "passer ikke med skjemaet", "does not agree with the schema"
    if enkel.verdier:
        return f"er ikke blant {' og '.join(enkel.verdier)}", f"is not one of {' and '.join(enkel.verdier)}"
    return (
        f"passer ikke i {type_}: {enkel.tekst.rstrip('.')}",
        f"does not fit {type_}: {enkel.text.rstrip('.')}",
    )


def _dato(verdi: str) -> Tekster:
    forslag = None
    if treff := _NORSK_DATO.fullmatch(verdi):
        dag, maaned, aar = map(int, treff.groups())
        try:
            forslag = date(aar, maaned, dag).isoformat()
        except ValueError:
            forslag = None
    elif re.match(r"\d{4}-\d\d-\d\dT", verdi):
        forslag = verdi[:10]
    if forslag:
        return f"er ikke en dato slik skjemaet vil ha den; skriv {forslag}", (
            f"is not a date as the schema wants it; write {forslag}"
        )
    return (
        "er ikke en dato fra 1900-01-01 til 2999-12-31 (skriv år-måned-dag, som 2021-08-31)",
        "is not a date from 1900-01-01 to 2999-12-31 (write year-month-day, as 2021-08-31)",
    )


def _timetall(verdi: str) -> Tekster:
    if re.fullmatch(r"\d+,\d+", verdi):
        med_punktum = verdi.replace(",", ".")
        return f"har komma; skriv {med_punktum}", f"has a comma; write {med_punktum}"
    return (
        "er ikke et timetall: null eller mer, med inntil to desimaler",
        "is not a number of hours: zero or more, with at most two decimals",
    )
