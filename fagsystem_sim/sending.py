"""A hand-made transfer: a YAML file of registrations, sent as one message.

kommune: "0301"
user: 0301-intro
password: …
registrations:
  - person: "17859012345"
    type: vedtak
    ordning: intro
    …
"""

import difflib
import re
from datetime import date, datetime
from hashlib import blake2s
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from fagsystem_sim.lager import koding
from fagsystem_sim.ws4_masse import Masseklient, Massekvittering, Rad

_TOPP = {"kommune", "user", "password", "meldingsId", "registrations"}
_EGNE = {"person", "type", "eksternId", "handling"}


class UgyldigFil(Exception):
    """The file cannot be sent: says where in it, what is wrong, and what would be right."""


class Overfoering(NamedTuple):
    """What a file asks to be transferred."""

    kommune: str
    bruker: str
    passord: str
    meldings_id: str
    rader: tuple[Rad, ...]


def les(fil: Path) -> Overfoering:
    """Read a transfer from a file. Raises UgyldigFil, with file, key and remedy."""
    try:
        raa = yaml.safe_load(fil.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as feil:
        raise UgyldigFil(f"{fil}: filen kan ikke leses: {feil} / The file cannot be read.") from None
    except yaml.YAMLError as feil:
        merke = getattr(feil, "problem_mark", None)
        hvor = f", linje {merke.line + 1}" if merke else ""
        hva = getattr(feil, "problem", feil)
        if hva == "found unhashable key":
            raise UgyldigFil(
                f"{fil}{hvor}: en nøkkel er ett ord, og ikke en liste eller nøkler. / A key is one word."
            ) from None
        raise UgyldigFil(f"{fil}{hvor}: ikke gyldig YAML: {hva} / Not valid YAML.") from None
    except RecursionError:
        raise UgyldigFil(
            f"{fil}: filen har for mange lag inne i hverandre; en registrering har ett. / The file is nested too deep; "
            "a registration has one layer."
        ) from None
    except (ValueError, TypeError) as feil:  # a date that is none, as 2017-02-30
        raise UgyldigFil(
            f"{fil}: filen har en verdi som ikke finnes ({feil}); sett den i anførselstegn, så sies det hvor den står. "
            "/ The file has a value that cannot be; put it in quotation marks, and its place is told."
        ) from None
    if not isinstance(raa, dict):
        raise _feil(fil, "filen", "må ha nøklene kommune, user, password og registrations")
    _kjente(fil, "", raa, _TOPP)
    kommune = _tekst(fil, raa, "", "kommune")
    if not re.fullmatch("[0-9]{4}", kommune):
        raise _feil(fil, "kommune", f'er «{kommune}»; skriv fire siffer i anførselstegn, som "0301"')
    poster = raa.get("registrations")
    if not isinstance(poster, list) or not 1 <= len(poster) <= 1000:
        raise _feil(fil, "registrations", "må være en liste med 1 til 1000 registreringer")
    bruker, passord = _tekst(fil, raa, "", "user"), _tekst(fil, raa, "", "password")
    rader = tuple(_rad(fil, nr, post, kommune) for nr, post in enumerate(poster))
    id_ = str(raa.get("meldingsId") or f"{fil.stem[:40]}-{_fingeravtrykk(rader)}")
    return Overfoering(kommune, bruker, passord, id_, rader)


def send(overfoering: Overfoering, klient: Masseklient) -> Massekvittering:
    """Send it. The same file again is the same message, and changes nothing. Raises SvarBorte and NirFeil."""
    return klient.overfoer_rader(overfoering.meldings_id, overfoering.rader)


def kontroller(fil: Path, overfoering: Overfoering, felter: dict[str, tuple[str, ...]]) -> None:
    """Hold types and fields against the contract (`Masseklient.felter`). Raises UgyldigFil."""
    for nr, rad in enumerate(overfoering.rader):
        sted = f"registrations[{nr}]"
        if rad.handling == "slett":
            continue
        if rad.type not in felter:
            raise _feil(fil, f"{sted}.type", f"er «{rad.type}»; {_forslag(rad.type, felter)}")
        for navn in rad.innhold:
            if navn not in felter[rad.type]:
                raise _feil(fil, f"{sted}.{navn}", f"finnes ikke i {rad.type}; {_forslag(navn, felter[rad.type])}")


def _rad(fil: Path, nr: int, post: Any, kommune: str) -> Rad:
    sted = f"registrations[{nr}]."
    if not isinstance(post, dict):
        raise _feil(fil, sted[:-1], "må være en registrering med person, type og felter")
    handling = str(post.get("handling", "registrer"))
    if handling not in ("registrer", "slett"):
        raise _feil(fil, f"{sted}handling", f"er «{handling}»; skriv registrer eller slett")
    ident = _tekst(fil, post, sted, "person")
    if not re.fullmatch("[0-9]{11,12}", ident):
        raise _feil(
            fil, f"{sted}person", f"er «{ident}»; skriv 11 siffer (fødselsnummer) eller 12 (DUF) i anførselstegn"
        )
    type_ = "" if handling == "slett" else _tekst(fil, post, sted, "type")
    innhold = {}
    for navn, verdi in post.items():
        if navn in _EGNE:
            continue
        if isinstance(verdi, datetime) or not isinstance(verdi, str | bool | int | float | date | None):
            raise _feil(fil, f"{sted}{navn}", f"er {verdi!r}; skriv en dato (2017-01-31), et tall, ja/nei eller tekst")
        innhold[str(navn)] = verdi
    ekstern_id = str(post.get("eksternId") or f"{kommune}-{ident}-{type_}-{nr + 1}")
    return Rad(ekstern_id, ident, handling, type_, koding.tekst(innhold))


def _tekst(fil: Path, raa: dict[str, Any], sted: str, navn: str) -> str:
    verdi = raa.get(navn)
    if verdi is None or verdi == "":
        raise _feil(fil, f"{sted}{navn}", "mangler")
    if not isinstance(verdi, str):
        raise _feil(fil, f"{sted}{navn}", f"er lest som {verdi!r}; sett den i anførselstegn, så nuller foran blir med")
    return verdi


def _kjente(fil: Path, sted: str, raa: dict[str, Any], navn: set[str]) -> None:
    for ukjent in raa.keys() - navn:
        raise _feil(fil, f"{sted}{ukjent}", f"er ingen kjent nøkkel; {_forslag(str(ukjent), navn)}")


def _forslag(ord_: str, kjente: Any) -> str:
    naer = difflib.get_close_matches(ord_, list(kjente), 1, 0.5)
    return f"mente du {naer[0]}?" if naer else f"bruk en av {', '.join(sorted(kjente))}"


def _feil(fil: Path, noekkel: str, hva: str) -> UgyldigFil:
    return UgyldigFil(f"{fil}: {noekkel} {hva}")


def _fingeravtrykk(rader: tuple[Rad, ...]) -> str:
    """What tells one content from another: the same file is the same message, a changed one is a new one."""
    return blake2s(repr([(*r[:4], sorted(r.innhold.items())) for r in rader]).encode(), digest_size=6).hexdigest()
