"""The explanation of a message, or another call, as lines that can be read aloud."""

from datetime import datetime

from mocknir.journal import forstyrrelser, regler, spraak
from mocknir.journal.melding import FAA, FORSTYRRET, GJENTATT, KOMMANDO, MAKS_DETALJER
from mocknir.journal.regler import Data
from mocknir.journal.spraak import velg
from mocknir.register.vurdering import Alvor, Utfallskode
from mocknir.sandbox.sandkasse import KONTROLL
from mocknir.sandbox.sentralt import SENTRALT

_UTEN_BRUKER = {
    KONTROLL: ("fra kontrollplanet", "from the control plane"),
    SENTRALT: ("fra de sentrale registrene", "from the central registers"),
}
"""Where calls come from that no user of a kommune makes."""


def linjer(data: Data, lang: str) -> list[str]:
    """The lines of one journal entry, as `melding.forklar` has it."""
    nr, naar = data["journalnummer"], _tid(data, lang)
    hva, hvem = _hva(data, lang), _hvem(data, lang)
    ut = [
        velg(lang, f"{hva} kom inn {naar} {hvem}, og står som #{nr} i journalen.",
             f"{hva} came in on {naar} {hvem}, and is #{nr} in the journal."),
    ]  # fmt: skip
    if data["behandling"] == FORSTYRRET:
        return [*ut, *(feil["tekst"] for feil in data["faults"]), forstyrrelser.spor(lang)]
    if data["feil"]:
        kode, tekst = data["feil"]["kode"], data["feil"]["tekst"]
        ut.append(
            velg(lang, f"NIR avviste hele kallet med feilen {kode}: {tekst}",
                 f"NIR refused the whole call with the fault {kode}, and said: {tekst}")
        )  # fmt: skip
        linje = velg(lang, "Linje", "Line")
        ut += [f"- {linje} {f['linje']}, {f['sti']}: {f['tekst']}" for f in data["skjemafunn"]]
    elif data["behandling"] in (GJENTATT, KOMMANDO) and data["tekst"]:
        ut.append(f"{data['tekst'].removesuffix('.')}.")
    if "antall" in data:
        ut += _overfoering(data, lang)
    ut += [feil["tekst"] for feil in data["faults"]]
    for gang in data["gjentatt"]:
        igjen, som = _tid(gang, lang), gang["journalnummer"]
        ut.append(
            velg(lang, f"Samme melding kom igjen {igjen} (#{som}): den fikk samme kvittering, og ingenting ble endret.",
                 f"The same message came again on {igjen} (#{som}): it got the same receipt, and nothing was changed.")
        )  # fmt: skip
    return ut


def _tid(data: Data, lang: str) -> str:
    return spraak.tid(datetime.fromisoformat(data["tidspunkt"]), lang)


def _hva(data: Data, lang: str) -> str:
    if data["meldingsId"]:
        return velg(lang, f"Meldingen «{data['meldingsId']}»", f"The message «{data['meldingsId']}»")
    return velg(lang, f"Kallet {data['operasjon']}", f"The call {data['operasjon']}")


def _hvem(data: Data, lang: str) -> str:
    if data["kanal"] in _UTEN_BRUKER:
        return velg(lang, *_UTEN_BRUKER[data["kanal"]])
    ord_ = [f"over {data['kanal']}"]
    ord_ += (
        [velg(lang, "fra", "from"), data["bruker"]] if data["bruker"] else [velg(lang, "uten bruker", "without a user")]
    )
    if data["kommune"]:
        ord_ += [velg(lang, "for", "for"), spraak.kommune(data["kommune"])]
    return " ".join(ord_)


def _overfoering(data: Data, lang: str) -> list[str]:
    antall = sum(data["antall"].values())
    delt = ", ".join(f"{n} {spraak.utfall(Utfallskode(kode), lang)}" for kode, n in data["antall"].items() if n)
    ut = [
        velg(lang, f"Den var ny, og hadde {antall} registrering{'er' if antall != 1 else ''}: {delt}.",
             f"It was new, and had {antall} registration{'s' if antall != 1 else ''}: {delt}."),
    ]  # fmt: skip
    if antall > FAA and data["regler"]:
        ut.append(velg(lang, "Reglene som slo til:", "The rules that bit:"))
        for r in data["regler"]:
            n, gjorde = r["registreringer"], spraak.alvor(Alvor(r["alvor"]), lang)
            ganger = velg(lang, "gang", "time") if n == 1 else velg(lang, "ganger", "times")
            ut.append(f"- {r['regel']} {gjorde} {n} {ganger}: {r['tittel']} ({r['kilde']}).")
    for registrering in data["registreringer"]:
        ut += ["", *_registrering(registrering, lang)]
    if data["utelatt"]:
        n = data["utelatt"]
        ut += ["", velg(
            lang, f"{n} registrering{'er' if n != 1 else ''} er utelatt her: av store meldinger vises bare de som"
            f" regler slo til på, høyst"
            f" {MAKS_DETALJER}.",
            f"{n} registration{'s are' if n != 1 else ' is'} left out here: of large messages only those that rules bit"
            f" on are shown, at most"
            f" {MAKS_DETALJER}.",
        )]  # fmt: skip
    return ut


def _registrering(r: Data, lang: str) -> list[str]:
    person = f"{r['navn']} ({r['ident']})" if r["navn"] else r["ident"]
    utfall = spraak.utfall(Utfallskode(r["utfall"]), lang)
    ut = [f"{r['nr']}. {r['sendt']}, {velg(lang, 'for', 'for')} {person}, eksternId {r['eksternId']}: {utfall}."]
    for funn in r["funn"]:
        ut += [f"   {linje}" for linje in regler.linjer(funn, lang)]
    for tittel, ider in (
        (velg(lang, "Passerte", "Passed"), r["passert"]),
        (velg(lang, "Gjaldt ikke", "Did not apply"), r["gjaldtIkke"]),
    ):
        if ider:
            ut.append(f"   {tittel}: {', '.join(ider)}.")
    return ut
