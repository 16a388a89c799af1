"""Persons from a CSV file: all of them, or none and a list of what to put right.

Semicolon or comma, UTF-8 with or without a byte order mark, a header row. Dates are ISO or dd.mm.yyyy.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mocknir.control.personer import opprett_person
from mocknir.control.problem import Merknad, Problem, naermest
from mocknir.register.commands import OpprettPerson
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.person import Adresse, Opphold
from mocknir.register.tekst import Ugyldig, kontroller_tegn, les_dato
from mocknir.sandbox.sentralt import ny_person

KOLONNER = (
    "foedselsnummer", "dufnummer", "navn", "foedselsdato", "kjoenn", "statsborgerskap", "kommune", "bosatt",
    "grunnlag", "opphold_gitt", "ankomst", "avtalt_bosatt", "mottak",
)  # fmt: skip
FELTNAVN = {"foedt": "foedselsdato", "gitt": "opphold_gitt"}
"""What the register calls a field, and what its column is called."""

MAKS_FEIL = 20
_JA = {"ja": True, "true": True, "1": True, "x": True, "nei": False, "false": False, "0": False}
_BOKSTAVER = str.maketrans({"ø": "oe", "å": "aa", "æ": "ae", " ": "_", "-": "_"})


class Import(NamedTuple):
    """The persons of a file, and the line each stands on."""

    personer: list[OpprettPerson]
    linjer: list[int]


def les(raa: bytes, idag: date) -> Import:
    """Read a file; Problem names every line and column at fault (the first 20) when it cannot be used."""
    rader = _rader(_tekst(raa))
    try:
        _, overskrift = next(rader)
    except StopIteration:
        raise feilet([_feil(1, None, "filen er tom", "the file is empty")]) from None
    kolonner = _kolonner(overskrift)
    feil: list[Merknad] = []
    ut = Import([], [])
    sett: dict[str, int] = {}
    for linje, felter in rader:
        if len(feil) >= MAKS_FEIL:
            break
        if not any(felt.strip() for felt in felter):
            continue
        if len(felter) != len(kolonner):
            tekst = f"{len(felter)} felt, men overskriften har {len(kolonner)}"
            text = f"{len(felter)} fields, but the header has {len(kolonner)}"
            feil.append(_feil(linje, None, tekst, text))
            continue
        person, funn = _person(dict(zip(kolonner, felter, strict=True)), linje, idag)
        feil += funn
        if person is not None:
            feil += _dobbelt(person, linje, sett)
            ut.personer.append(person)
            ut.linjer.append(linje)
    if feil:
        raise feilet(feil[:MAKS_FEIL])
    if not ut.personer:
        raise feilet([_feil(2, None, "ingen personer etter overskriften", "no persons after the header")])
    return ut


def feilet(feil: Sequence[Merknad]) -> Problem:
    """The answer to a file that was not imported."""
    foerste = feil[0]
    linje, kolonne = foerste.sted["line"], foerste.sted.get("column")
    flere = len(feil) - 1
    sted = f"Linje {linje}" + (f", kolonne {kolonne}" if kolonne else "")
    place = f"Line {linje}" + (f", column {kolonne}" if kolonne else "")
    return Problem(
        422, Feilkode.UGYLDIG_VERDI.value,
        f"{sted}: {foerste.tekst}" + (f" (og {flere} feil til)" if flere else "") + ". Ingen ble importert",
        f"{place}: {foerste.text}" + (f" (and {flere} more)" if flere else "") + ". Nobody was imported",
        felt=kolonne, raad="Rett linjene og importer filen på nytt",
        advice="Put the lines right and import the file again", merknader=feil,
    )  # fmt: skip


def av_avvik(avvik: Avvik, linjer: Sequence[int]) -> Problem:
    """What the register refused on one of those lines of the file. Raises Avvik again where no line is at fault."""
    if avvik.sted is None:
        raise avvik
    kolonne = FELTNAVN.get(avvik.felt or "", avvik.felt)
    return feilet([_feil(linjer[avvik.sted], kolonne, avvik.tekst, avvik.text)])


def _feil(linje: int, kolonne: str | None, tekst: str, text: str) -> Merknad:
    sted = {"line": linje, "column": kolonne} if kolonne else {"line": linje}
    return Merknad(tekst.rstrip("."), text.rstrip("."), sted)


def _tekst(raa: bytes) -> str:
    try:
        return raa.decode("utf-8-sig")
    except UnicodeDecodeError as feil:
        linje = raa.count(b"\n", 0, feil.start) + 1
        raise feilet([_feil(
            linje, None, "filen er ikke UTF-8: lagre den som «CSV UTF-8»",
            "the file is not UTF-8: save it as «CSV UTF-8»",
        )]) from None  # fmt: skip


def _rader(tekst: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line it begins on."""
    overskrift = tekst.partition("\n")[0]
    skille = max(";,\t", key=overskrift.count)
    leser = csv.reader(io.StringIO(tekst, newline=""), delimiter=skille, strict=True)
    while True:
        linje = leser.line_num + 1
        try:
            yield linje, next(leser)
        except StopIteration:
            return
        except csv.Error as feil:
            raise feilet([_feil(
                linje, None, f"kan ikke leses ({feil}): se etter et anførselstegn for mye",
                f"cannot be read ({feil}): look for a quotation mark too many",
            )]) from None  # fmt: skip


def _kolonner(overskrift: Sequence[str]) -> list[str]:
    kolonner = [navn.strip().lower().translate(_BOKSTAVER) for navn in overskrift]
    feil = []
    for nr, navn in enumerate(kolonner):
        if navn not in KOLONNER:
            forslag = naermest(navn, KOLONNER)
            rett = f"mente du {forslag}?" if forslag else f"kolonnene heter {', '.join(KOLONNER)}"
            right = f"did you mean {forslag}?" if forslag else f"the columns are {', '.join(KOLONNER)}"
            feil.append(_feil(1, overskrift[nr].strip() or f"nr. {nr + 1}", f"kjennes ikke; {rett}",
                              f"is not known; {right}"))  # fmt: skip
        elif navn in kolonner[:nr]:
            feil.append(_feil(1, navn, "står to ganger", "stands twice"))
    if "navn" not in kolonner:
        feil.append(_feil(1, "navn", "mangler i overskriften", "is missing in the header"))
    if not {"foedselsnummer", "dufnummer"} & set(kolonner):
        feil.append(_feil(1, "foedselsnummer", "mangler i overskriften (eller dufnummer)",
                          "is missing in the header (or dufnummer)"))  # fmt: skip
    if feil:
        raise feilet(feil[:MAKS_FEIL])
    return kolonner


def _person(rad: dict[str, str], linje: int, idag: date) -> tuple[OpprettPerson | None, list[Merknad]]:
    """The person of a row, or what is wrong in it."""
    felt = {navn: verdi.strip() for navn, verdi in rad.items()}
    feil: list[Merknad] = []

    def galt(kolonne: str, tekst: str, text: str) -> None:
        feil.append(_feil(linje, kolonne, tekst, text))

    def dag(kolonne: str) -> date | None:
        try:
            return les_dato(felt[kolonne]) if felt.get(kolonne) else None
        except Ugyldig as ugyldig:
            galt(kolonne, ugyldig.tekst, ugyldig.text)
            return None

    def ja(kolonne: str, standard: bool) -> bool:
        verdi = felt.get(kolonne, "").lower()
        if verdi and verdi not in _JA:
            galt(kolonne, f"«{verdi}» er ikke ja eller nei", f"«{verdi}» is not ja or nei")
        return _JA.get(verdi, standard)

    def par(en: str, annen: str) -> None:
        for har, mangler in ((en, annen), (annen, en)):
            if felt.get(har) and not felt.get(mangler):
                galt(mangler, f"mangler, når {har} er oppgitt", f"is missing, as {har} is given")

    for kolonne, verdi in felt.items():
        try:
            kontroller_tegn(verdi)
        except Ugyldig as ugyldig:
            galt(kolonne, ugyldig.tekst, ugyldig.text)
    bosatt, gitt, ankomst, foedt = (dag(k) for k in ("bosatt", "opphold_gitt", "ankomst", "foedselsdato"))
    mottak, avtalt = ja("mottak", False), ja("avtalt_bosatt", True)
    par("kommune", "bosatt")
    par("grunnlag", "opphold_gitt")
    if feil:
        return None, feil
    try:
        person = opprett_person(
            foedselsnummer=felt.get("foedselsnummer") or None, dufnummer=felt.get("dufnummer") or None,
            navn=felt.get("navn", ""), foedt=foedt, kjoenn=felt.get("kjoenn") or None,
            statsborgerskap=felt.get("statsborgerskap") or None,
            opphold=(Opphold(gitt, felt["grunnlag"]),) if gitt else (),
            adresser=(Adresse(bosatt, felt["kommune"], mottak),) if bosatt else (),
            ankomst=ankomst, avtalt_bosatt=avtalt,
        )  # fmt: skip
        ny_person(person, 0, idag)  # the register's own checks, so that all lines are told of at once
    except Avvik as avvik:
        galt(FELTNAVN.get(avvik.felt or "", avvik.felt or ""), avvik.tekst, avvik.text)
        return None, feil
    return person, feil


def _dobbelt(person: OpprettPerson, linje: int, sett: dict[str, int]) -> list[Merknad]:
    feil = []
    for kolonne, nummer in (("foedselsnummer", person.foedselsnummer), ("dufnummer", person.dufnummer)):
        if nummer is None:
            continue
        if nummer in sett:
            feil.append(_feil(linje, kolonne, f"{nummer} står også på linje {sett[nummer]}",
                              f"{nummer} also stands on line {sett[nummer]}"))  # fmt: skip
        sett.setdefault(nummer, linje)
    return feil
