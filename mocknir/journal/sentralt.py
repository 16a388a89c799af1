"""What the central registers told NIR, in words."""

import re
from datetime import date

from mocknir.journal import spraak
from mocknir.journal.spraak import velg
from mocknir.register.person import GRUNNLAG

_GROUNDS = {
    "28": "refugee (section 28 of the Immigration Act)",
    "34": "collective protection (section 34 of the Immigration Act)",
    "35": "resettlement refugee (section 35 of the Immigration Act)",
    "38": "strong humanitarian considerations (section 38 of the Immigration Act)",
    "53": "abuse or forced marriage (section 53 of the Immigration Act)",
    "familie": "family immigration (chapter 6 of the Immigration Act)",
    "annet": "another ground of residence",
}
"""The keys of GRUNNLAG in English."""


def i_ord(operasjon: str, tekst: str | None, lang: str) -> str:
    """A central event in words; `tekst` is the command as the journal has it (`dato=2017-03-01, kommune=1201`)."""
    f: dict[str, str] = dict(re.findall(r"(\w+)=([^,]*)", tekst or ""))

    def dag(navn: str) -> str:
        return spraak.dag(date.fromisoformat(f[navn]), lang)

    if operasjon == "OpprettPerson":
        return velg(lang, "Personen kom inn i NIR fra Folkeregisteret og UDI.",
                    "The person came into NIR from the central registers.")  # fmt: skip
    if operasjon == "FlyttPerson":
        hvor = spraak.kommune(f["kommune"])
        mottak = velg(lang, ", i mottak", ", in a reception centre") if f.get("mottak") == "True" else ""
        return velg(lang, f"Folkeregisteret: flyttet til {hvor} {dag('dato')}{mottak}.",
                    f"Folkeregisteret: moved to {hvor} on {dag('dato')}{mottak}.")  # fmt: skip
    if operasjon == "MeldUtvandret":
        return velg(lang, f"Folkeregisteret: flyttet fra Norge {dag('dato')}.",
                    f"Folkeregisteret: left Norway on {dag('dato')}.")  # fmt: skip
    if operasjon == "MeldDoed":
        return velg(lang, f"Folkeregisteret: døde {dag('dato')}.", f"Folkeregisteret: died on {dag('dato')}.")
    if operasjon == "GiOpphold":
        kode = f["grunnlag"]
        grunnlag = velg(lang, GRUNNLAG.get(kode, kode), _GROUNDS.get(kode, kode))
        return velg(lang, f"UDI: oppholdstillatelse gitt {dag('gitt')}, {grunnlag}.",
                    f"UDI: residence granted on {dag('gitt')}, {grunnlag}.")  # fmt: skip
    if operasjon == "GiFoedselsnummer":
        return velg(lang, f"Folkeregisteret: fikk fødselsnummer {f['foedselsnummer']}.",
                    f"Folkeregisteret: was given the national id {f['foedselsnummer']}.")  # fmt: skip
    return operasjon
