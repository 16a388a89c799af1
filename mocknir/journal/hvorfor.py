"""«Why»: what was sent, what NIR made of it, by which rule from which source (design.md §6)."""

import re
from dataclasses import dataclass

from mocknir.journal import melding, melding_tekst, person, poster, spraak
from mocknir.journal.regler import Data
from mocknir.journal.spraak import velg
from mocknir.register.feil import Avvik, Feilkode
from mocknir.sandbox import Sandbox

MAKS_MELDINGER = 10
"""Messages under one meldingsId that are told: every kommune may have one, and NIR has one a kommune each night."""


@dataclass(frozen=True, slots=True)
class Forklaring:
    """An answer: `tekst` can be read aloud, `som_dict` is the same for programs."""

    tekst: str
    data: Data

    def som_dict(self) -> Data:
        """The explanation as JSON values; texts in the language asked for, codes and keys as everywhere."""
        return self.data


def forklar(sandbox: Sandbox, referanse: str, lang: str = "nb", alle: bool = False) -> Forklaring:
    """Explain a message (meldingsId), a person (fødselsnummer or DUF-nummer) or a journal entry (`#123`).

    `alle` tells each registration of a person's routine on a line of its own; else a kind of it is told in one.
    Raises Avvik when the sandbox has nothing of that name, with what was looked for.
    """
    spraak.kontroller(lang)
    referanse = referanse.strip()
    if re.fullmatch(r"#\d{1,9}", referanse):
        return _meldinger(sandbox, referanse, [poster.hel(sandbox, int(referanse[1:]))], 0, lang)
    funnet = melding.finn(sandbox, referanse, MAKS_MELDINGER + 1)
    if funnet:
        return _meldinger(sandbox, referanse, funnet[:MAKS_MELDINGER], len(funnet) - MAKS_MELDINGER, lang)
    data = _person(sandbox, referanse, lang, alle)
    if data is None:
        raise _ingenting(sandbox, referanse)
    data = {"slag": "person", "referanse": referanse, "sandkasse": sandbox.navn, **data}
    return Forklaring(_tekst(person.linjer(data, lang)), data)


def _meldinger(
    sandbox: Sandbox, referanse: str, funnet: list[poster.HelJournalpost], flere: int, lang: str
) -> Forklaring:
    meldinger = [melding.forklar(sandbox, hel, lang) for hel in funnet]
    data = {"slag": "melding", "referanse": referanse, "sandkasse": sandbox.navn, "meldinger": meldinger}
    linjer: list[str] = []
    for en in meldinger:
        linjer += [*([""] if linjer else []), *melding_tekst.linjer(en, lang)]
    if flere > 0:
        linjer += ["", velg(
            lang, f"Flere meldinger heter «{referanse}»; bare de {MAKS_MELDINGER} første er med.",
            f"More messages are called «{referanse}»; only the first {MAKS_MELDINGER} are told.",
        )]  # fmt: skip
    return Forklaring(_tekst(linjer), data)


def _person(sandbox: Sandbox, ident: str, lang: str, alle: bool) -> Data | None:
    if not re.fullmatch(r"\d{11,12}", ident):
        return None
    try:
        bilde = sandbox.bilde(ident)
    except Avvik as avvik:
        if avvik.kode is not Feilkode.PERSON_UKJENT:
            raise
        return person.forklar_ukjent(sandbox, ident, lang)
    return person.forklar(sandbox, bilde, lang, alle)


def _ingenting(sandbox: Sandbox, referanse: str) -> Avvik:
    return Avvik(
        Feilkode.FINNES_IKKE,
        f"Sandkassen «{sandbox.navn}» har verken en melding med meldingsId «{referanse}» eller en person med det"
        " nummeret. Kall som ble avvist i sin helhet, finnes i journalen under sitt nummer: skriv #nummer",
        f"Sandbox «{sandbox.navn}» has neither a message with meldingsId «{referanse}» nor a person by that number."
        " Calls that were refused whole are in the journal under their number: write #number",
        felt="referanse",
    )


def _tekst(linjer: list[str]) -> str:
    return "\n".join([*linjer, ""])
