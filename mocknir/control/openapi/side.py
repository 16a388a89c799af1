"""The control plane as a page: the OpenAPI document laid out, in one file that needs nothing from elsewhere."""

import json
from typing import Any

from jinja2 import Environment, PackageLoader

_MAL = "side.html"


def side(dokument: dict[str, Any]) -> str:
    """The page."""
    miljoe = Environment(loader=PackageLoader("mocknir.control.openapi", "."), autoescape=True, trim_blocks=True,
                         lstrip_blocks=True)  # fmt: skip
    skjemaer = dokument["components"]["schemas"]
    emner = [
        {**emne, "ruter": [_rute(sti, metode, en, dokument["servers"][0]["url"], skjemaer)
                           for sti, sted in dokument["paths"].items()
                           for metode, en in sted.items() if en["tags"] == [emne["name"]]]}
        for emne in dokument["tags"]
    ]  # fmt: skip
    return miljoe.get_template(_MAL).render(dokument=dokument, emner=emner, slag=_slag)


def _rute(sti: str, metode: str, en: dict[str, Any], prefiks: str, skjemaer: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of an operation."""
    innhold = next(iter(en.get("requestBody", {}).get("content", {}).items()), None)
    svar = [
        {"status": status, "hva": _svar(ett, skjemaer)}
        for status, ett in en["responses"].items() if "$ref" not in ett
    ]  # fmt: skip
    return {
        "id": en["operationId"], "metode": metode.upper(), "sti": prefiks + sti, "summary": _todelt(en["summary"]),
        "parametre": [{**p, "ord": _todelt(p["description"])} for p in en["parameters"]],
        "felter": _felter(innhold[1]["schema"], skjemaer) if innhold else [],
        "kropp": innhold is not None, "eksempel": _eksempel(prefiks + sti, metode.upper(), en, innhold), "svar": svar,
    }  # fmt: skip


def _todelt(tekst: str) -> tuple[str, str]:
    nb, _, en = tekst.partition(" / ")
    return nb, en


def _navn(skjema: dict[str, Any]) -> str:
    return str(skjema.get("$ref", "")).rpartition("/")[2]


def _svar(svar: dict[str, Any], skjemaer: dict[str, Any]) -> str:
    """The fields of an answer, or its media type."""
    ut = []
    for media, innhold in svar.get("content", {}).items():
        felter = skjemaer.get(_navn(innhold["schema"]), {}).get("properties", {})
        ut.append(f"{{{', '.join(felter)}}}" if felter else media)
    return " | ".join(ut) or "–"


def _felter(skjema: dict[str, Any], skjemaer: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a body, those of its parts below them under their whole names."""
    helt = skjemaer.get(_navn(skjema), skjema)
    if "oneOf" in helt:
        return [felt for ett in helt["oneOf"] for felt in _felter(ett, skjemaer)]
    return [
        {"navn": navn, "krevd": navn in helt.get("required", ()), "slag": _slag(en), "ord": _todelt(en["description"])}
        for navn, en in helt.get("properties", {}).items()
    ]


def _slag(en: dict[str, Any]) -> str:
    """The kind of a value in a few words."""
    if "anyOf" in en:
        return " | ".join(dict.fromkeys(_slag(ett) for ett in en["anyOf"] if ett.get("type") != "null"))
    if "$ref" in en:
        return _navn(en)
    if "enum" in en:
        return " | ".join(map(str, en["enum"]))
    if "const" in en:
        return str(en["const"])
    if en.get("type") == "array":
        return f"[{_slag(en['items'])}]"
    grenser = [f"{tegn} {en[navn]:g}" for navn, tegn in _GRENSER if navn in en]
    return " ".join([str(en.get("format", en.get("type", "JSON"))), *grenser])


_GRENSER = (("minimum", "≥"), ("exclusiveMinimum", ">"), ("maximum", "≤"))


def _eksempel(sti: str, metode: str, en: dict[str, Any], innhold: tuple[str, dict[str, Any]] | None) -> str:
    """The call with curl."""
    for p in en["parameters"]:
        if p["in"] == "path":
            sti = sti.replace(f"{{{p['name']}}}", p["example"])
    krevd = "&".join(f"{p['name']}=0301" for p in en["parameters"] if p["in"] == "query" and p["required"])
    ledd = ["curl", *([f"-X {metode}"] if metode not in ("GET", "POST") or (metode == "POST" and not innhold) else [])]
    if innhold:
        media, ett = innhold
        kropp = ett["example"] if isinstance(ett["example"], str) else json.dumps(ett["example"], ensure_ascii=False)
        ledd.append(f"-H 'Content-Type: {media}' {'--data-binary' if media == 'text/csv' else '-d'} '{kropp.rstrip()}'")
    return " ".join([*ledd, f"'http://127.0.0.1:8080{sti}{'?' + krevd if krevd else ''}'"])
