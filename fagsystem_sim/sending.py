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
from collections.abc import Collection, Mapping
from datetime import date
from hashlib import blake2s
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from fagsystem_sim.ws4_masse import Masseklient, Massekvittering, Rad

_TOPP = {"kommune", "user", "password", "meldingsId", "registrations"}
_EGNE = {"person", "type", "eksternId", "handling"}

IKKE_I_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML can carry, not even by their number."""

_DAG = re.compile(r"(\d{4}-\d\d-\d\d)([Tt ]+\d.*)?")

_LENGST = 64
"""So much of a value is shown."""


class UgyldigFil(Exception):
    """The file cannot be sent: says where in it, what is wrong, and what would be right."""


class Overfoering(NamedTuple):
    """What a file asks to be transferred."""

    kommune: str
    bruker: str
    passord: str
    meldings_id: str
    rader: tuple[Rad, ...]


class _Leser(yaml.SafeLoader):
    """Reads every value as it is written: 0301 keeps its nought, and a time of day is seen to be one."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # yaml's own
        tegn: [(merke, uttrykk) for merke, uttrykk in slag if merke.endswith((":null", ":merge"))]
        for tegn, slag in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        """Refuse a key that is no word, and one that stands twice: the later one would win in silence."""
        node = super().compose_mapping_node(anchor)
        sett = set()
        for noekkel, _ in node.value:
            if not isinstance(noekkel, yaml.ScalarNode):
                hva = "en nøkkel er ett ord, og ikke en liste eller nøkler"
                raise yaml.MarkedYAMLError(problem=hva, problem_mark=noekkel.start_mark)
            if noekkel.value in sett:
                raise yaml.MarkedYAMLError(problem=f"«{noekkel.value}» står to ganger", problem_mark=noekkel.start_mark)
            sett.add(noekkel.value)
        return node


def les(fil: Path) -> Overfoering:
    """Read a transfer from a file. Raises UgyldigFil, with file, key and remedy."""
    raa = _les_yaml(fil)
    if not isinstance(raa, dict):
        raise UgyldigFil(
            f"{fil}: filen må ha nøklene kommune, user, password og registrations / The file must have those keys"
        )
    for ukjent in (navn for navn in raa if navn not in _TOPP):
        nb, en = _forslag(str(ukjent), _TOPP)
        raise _feil(fil, _vis(ukjent), f"er ingen kjent nøkkel; {nb}", f"is no known key; {en}")
    kommune = _tekst(fil, raa, "", "kommune")
    if not re.fullmatch("[0-9]{4}", kommune):
        raise _feil(fil, "kommune", f"er «{_vis(kommune)}»; skriv fire siffer, som 0301", "must be four digits")
    poster = raa.get("registrations")
    if not isinstance(poster, list) or not 1 <= len(poster) <= 1000:
        raise _feil(
            fil, "registrations", "må være en liste med 1 til 1000 registreringer", "must be a list of 1 to 1000"
        )
    bruker, passord = _tekst(fil, raa, "", "user"), _tekst(fil, raa, "", "password")
    rader = tuple(_rad(fil, nr, post, kommune) for nr, post in enumerate(poster))
    navn = IKKE_I_XML.sub("_", fil.stem[:40])
    id_ = _valgfri(fil, raa, "", "meldingsId") or f"{navn}-{_fingeravtrykk(rader)}"
    return Overfoering(kommune, bruker, passord, id_, rader)


def send(overfoering: Overfoering, klient: Masseklient) -> Massekvittering:
    """Send it. The same file again is the same message, and changes nothing. Raises SvarBorte and NirFeil."""
    return klient.overfoer_rader(overfoering.meldings_id, overfoering.rader)


def kontroller(fil: Path, overfoering: Overfoering, felter: Mapping[str, tuple[str, ...]]) -> None:
    """Hold types and fields against the contract (`Masseklient.felter`). Raises UgyldigFil."""
    for nr, rad in enumerate(overfoering.rader):
        sted = f"registrations[{nr}]"
        if rad.handling == "slett":
            continue
        if rad.type not in felter:
            nb, en = _forslag(rad.type, felter)
            raise _feil(fil, f"{sted}.type", f"er «{_vis(rad.type)}»; {nb}", f"is no type; {en}")
        for navn in rad.innhold:
            if navn not in felter[rad.type]:
                nb, en = _forslag(navn, felter[rad.type])
                raise _feil(fil, f"{sted}.{_vis(navn)}", f"finnes ikke i {rad.type}; {nb}", f"is no field of it; {en}")


def _les_yaml(fil: Path) -> Any:
    try:
        return yaml.load(fil.read_text(encoding="utf-8"), _Leser)  # noqa: S506  # a SafeLoader
    except OSError as feil:
        raise UgyldigFil(f"{fil}: filen kan ikke leses ({feil.strerror}) / The file cannot be read") from None
    except UnicodeDecodeError as feil:
        linje = feil.object.count(b"\n", 0, feil.start) + 1
        raise UgyldigFil(
            f"{fil}, linje {linje}: filen er ikke UTF-8; lagre den som UTF-8 / The file is not UTF-8; save it as UTF-8"
        ) from None
    except yaml.reader.ReaderError as feil:
        raise UgyldigFil(
            f"{fil}: tegn nr. {feil.position + 1} (U+{int(feil.character):04X}) kan ikke stå i YAML; fjern det / "
            "The file has a character that YAML cannot have; remove it"
        ) from None
    except yaml.YAMLError as feil:
        merke = getattr(feil, "problem_mark", None)
        hvor = f", linje {merke.line + 1}" if merke else ""
        raise UgyldigFil(
            f"{fil}{hvor}: ikke gyldig YAML ({_vis(getattr(feil, 'problem', feil), 200)}) / Not valid YAML"
        ) from None
    except RecursionError:
        raise UgyldigFil(
            f"{fil}: filen har for mange lag inne i hverandre; en registrering har ett / The file is nested too deep; "
            "a registration has one layer"
        ) from None
    except (ValueError, TypeError) as feil:  # an explicit !!int that is none
        raise UgyldigFil(
            f"{fil}: filen lar seg ikke lese som YAML ({_vis(feil, 200)}) / It cannot be read as YAML"
        ) from None


def _rad(fil: Path, nr: int, post: Any, kommune: str) -> Rad:
    sted = f"registrations[{nr}]."
    if not isinstance(post, dict):
        raise _feil(
            fil, sted[:-1], "må være en registrering med person, type og felter",
            "must be a registration with person, type and fields",
        )  # fmt: skip
    handling = _valgfri(fil, post, sted, "handling") or "registrer"
    if handling not in ("registrer", "slett"):
        raise _feil(
            fil, f"{sted}handling", f"er «{_vis(handling)}»; skriv registrer eller slett", "must be one of those"
        )
    ident = _tekst(fil, post, sted, "person")
    if not re.fullmatch("[0-9]{11,12}", ident):
        raise _feil(
            fil, f"{sted}person", f"er «{_vis(ident)}»; skriv 11 siffer (fødselsnummer) eller 12 (DUF)",
            "must be 11 digits, or 12 of a DUF number",
        )  # fmt: skip
    type_ = "" if handling == "slett" else _tekst(fil, post, sted, "type")
    innhold = {}
    for navn in post:
        if navn in _EGNE:
            continue
        if str(navn).isdecimal():  # what stands behind a decimal comma within braces
            raise _feil(
                fil, f"{sted}{_vis(navn)}",
                f"er ingen felt; skriv desimaltall med punktum, som 40.{navn}",
                "is no field; write decimals with a point",
            )  # fmt: skip
        if (verdi := _valgfri(fil, post, sted, navn)) is not None:
            _kontroller_dagen(fil, f"{sted}{_vis(navn)}", verdi)
            innhold[str(navn)] = verdi
    ekstern_id = _valgfri(fil, post, sted, "eksternId") or f"{kommune}-{ident}-{type_}-{nr + 1}"
    return Rad(ekstern_id, ident, handling, type_, innhold)


def _tekst(fil: Path, raa: Mapping[Any, Any], sted: str, navn: str) -> str:
    verdi = _valgfri(fil, raa, sted, navn)
    if not verdi:
        raise _feil(fil, f"{sted}{navn}", "mangler", "is missing")
    return verdi


def _valgfri(fil: Path, raa: Mapping[Any, Any], sted: str, navn: Any) -> str | None:
    """A value as it is written, where there is one."""
    verdi, noekkel = raa.get(navn), f"{sted}{_vis(navn)}"
    if verdi is None:
        return None
    if not isinstance(verdi, str):
        slag = "en liste" if isinstance(verdi, list) else "en gruppe" if isinstance(verdi, dict) else "ikke tekst"
        raise _feil(
            fil, noekkel, f"er {slag}; skriv én verdi: en dato (2017-01-31), et tall, true/false eller tekst",
            "must be one value: a date, a number, true/false or text",
        )  # fmt: skip
    if tegn := IKKE_I_XML.search(verdi):
        raise _feil(
            fil, noekkel,
            f"har et tegn som XML ikke kan ha (U+{ord(tegn[0]):04X}, tegn nr. {tegn.start() + 1} i verdien); fjern det",
            "has a character that XML cannot have; remove it",
        )  # fmt: skip
    return verdi.lower() if verdi.lower() in ("true", "false") else verdi


def _kontroller_dagen(fil: Path, noekkel: str, verdi: str) -> None:
    """What begins as a date is one; no field takes a time of day."""
    dag = _DAG.fullmatch(verdi)
    if dag is None or (_er_dag(dag[1]) and not dag[2]):
        return
    rett = dag[1] if _er_dag(dag[1]) else "2017-01-31"
    raise _feil(
        fil, noekkel, f"er «{_vis(verdi)}»; skriv en dag som finnes, uten klokkeslett, som {rett}",
        f"must be a day that is, without a time, as {rett}",
    )  # fmt: skip


def _er_dag(tekst: str) -> bool:
    try:
        date.fromisoformat(tekst)
    except ValueError:
        return False
    return True


def _vis(verdi: object, lengst: int = _LENGST) -> str:
    """A value as a terminal can show it, cut where it is long."""
    tekst = str(verdi)
    kort = tekst if len(tekst) <= lengst else f"{tekst[:lengst]}…"
    return "".join(tegn if tegn.isprintable() else f"\\u{ord(tegn):04x}" for tegn in kort)


def _forslag(ord_: str, kjente: Collection[str]) -> tuple[str, str]:
    naer = difflib.get_close_matches(ord_[:_LENGST], kjente, 1, 0.5)
    alle = ", ".join(sorted(kjente))
    return (f"mente du {naer[0]}?", f"did you mean {naer[0]}?") if naer else (f"bruk en av {alle}", "use one of those")


def _feil(fil: Path, noekkel: str, nb: str, en: str) -> UgyldigFil:
    return UgyldigFil(f"{fil}: {noekkel} {nb} / It {en}")


def _fingeravtrykk(rader: tuple[Rad, ...]) -> str:
    """What tells one content from another: the same file is the same message, a changed one is a new one."""
    return blake2s(repr([(*r[:4], sorted(r.innhold.items())) for r in rader]).encode(), digest_size=6).hexdigest()
