"""The count of a run: what NIR made of what was sent, as it goes on, and week by week afterwards."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from fagsystem_sim.befolkning import kommuner
from fagsystem_sim.datoer import norsk
from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.lager.meldingsboks import KVITTERT
from fagsystem_sim.rapport.resultat import Post, Regnskap, Uke
from fagsystem_sim.vaner.vane import NIR_WEB

UKE = timedelta(days=7)

FEIL_ROLLE = "-feil"
"""How the meldingsId ends under which a system first sent a message as the wrong user."""


class Tall(NamedTuple):
    """How many messages, registrations by outcome, and closings by NIR."""

    meldinger: int = 0
    godtatt: int = 0
    advarsel: int = 0
    uendret: int = 0
    avvist: int = 0
    lukket: int = 0

    def og(self, andre: "Tall") -> "Tall":
        """Both together."""
        return Tall(*(a + b for a, b in zip(self, andre, strict=True)))

    def uten(self, andre: "Tall") -> "Tall":
        """What has come since the other."""
        return Tall(*(a - b for a, b in zip(self, andre, strict=True)))

    @property
    def tatt_imot(self) -> int:
        """Registrations that stand in NIR, new or from before."""
        return self.godtatt + self.advarsel + self.uendret


def av_utfall(meldinger: int, utfall: Counter[str]) -> Tall:
    """From the outcomes of receipts, by their codes in the contract."""
    return Tall(meldinger, utfall["godtatt"], utfall["godtattMedAdvarsel"], utfall["uendret"], utfall["avvist"])


class Doemt(NamedTuple):
    """What NIR made of a message: how many registrations it judged, and how many of them it rejected."""

    antall: int
    avvist: int


class Journal(NamedTuple):
    """NIR's journal, summed up: weeks, the messages that were judged by kommune and meldingsId, and days.

    `foerste` and `siste` are the days of the first and the last of those messages; `i_web` registrations were typed
    in by hand in NIR web; `nektet` are messages refused as a whole, by the code of the fault.
    """

    uker: list[Uke]
    doemt: dict[tuple[str, str], Doemt]
    foerste: date | None
    siste: date | None
    i_web: int
    nektet: Counter[str]


def les_journal(poster: Iterable[dict[str, Any]]) -> Journal:
    """Sum the journal up, each message once, however often it came; also the weeks in which nothing happened.

    What stands in the journal is the same whether the run was interrupted or not.
    """
    av_uke: defaultdict[date, Tall] = defaultdict(Tall)
    doemt: dict[tuple[str, str], Doemt] = {}
    dager: set[date] = set()
    nektet: set[tuple[str, str, str]] = set()
    i_web = 0
    for post in poster:
        antall = sum(post["antall"].values())
        if post["operasjon"] != "OverfoerRegistreringer":
            continue
        if post["feilkode"]:
            nektet.add((post["feilkode"], post["kommune"] or "", post["meldingsId"] or ""))  # once, however often sent
        if post["feilkode"] or not antall:
            continue
        dag = date.fromisoformat(post["tidspunkt"][:10])
        mandag = dag - timedelta(days=dag.weekday())
        if post["kanal"] == "NIR":
            tall = Tall(lukket=post["antall"]["godtatt"])
        else:
            tall = av_utfall(1, Counter(post["antall"]))
            doemt[post["kommune"], post["meldingsId"]] = Doemt(antall, tall.avvist)
            dager.add(dag)
            i_web += antall if post["kanal"] == NIR_WEB else 0
        av_uke[mandag] = av_uke[mandag].og(tall)
    uker = [Uke(dag, *av_uke.get(dag, Tall())) for dag in _mandager(av_uke)]
    return Journal(
        uker, doemt, min(dager, default=None), max(dager, default=None), i_web, Counter(kode for kode, *_ in nektet)
    )


def _mandager(uker: Iterable[date]) -> list[date]:
    alle = sorted(uker)
    return [alle[0] + UKE * nr for nr in range((alle[-1] - alle[0]) // UKE + 1)] if alle else []


def naar(begynner: date, slutter: date, journal: Journal) -> str:
    """When the simulation begins and ends, and when within it something came to NIR."""
    tid = f"Simuleringen går fra {norsk(begynner)} til {norsk(slutter)}"
    if journal.foerste is None or journal.siste is None:
        return f"{tid}, og ingenting ble overført til NIR."
    vei = "over WS4 eller for hånd i NIR web" if journal.i_web else "over WS4"
    if journal.foerste == journal.siste:
        return f"{tid}. Alt kom til NIR {vei} {norsk(journal.siste)}."
    return f"{tid}. Første overføring til NIR kom {norsk(journal.foerste)}, den siste {norsk(journal.siste)}, {vei}."


def gjoer_opp(planlagt: int, rettelser: int, journal: Journal, lager: Lager) -> Regnskap:
    """Why NIR judged another number of registrations than caseworkers were planned to make.

    The journal tells what came to NIR, the outbox of `lager` what the systems have sent, and under which ids.
    """
    doemt, ikke_framme, nektet, omvendt = journal.doemt, 0, 0, 0
    sendt: set[tuple[str, str]] = set()
    for kommune, id_, antall, var_omvendt, status, feil in lager.rader(
        "SELECT kommune, meldings_id, antall, omvendt, status, feil FROM melding"
    ):
        sendt.add((kommune, id_))
        svar = doemt.get((kommune, id_))
        if status == KVITTERT and svar is None and feil is None:  # one that was taken apart says so
            nektet += antall
        elif status == KVITTERT and svar is not None and var_omvendt:
            omvendt += svar.avvist
    for kommune, id_, antall in lager.rader("SELECT kommune, melding, count(*) FROM utboks GROUP BY kommune, melding"):
        ikke_framme += 0 if (kommune, id_) in doemt else antall
    feil_rolle = sum(svar.antall for (_, id_), svar in doemt.items() if id_.endswith(FEIL_ROLLE))
    igjen, nytt_nummer = 0, 0
    stammer = {(kommune, id_.partition("~")[0]) for kommune, id_ in sendt if "~" in id_}
    for (kommune, id_), svar in doemt.items():
        if (kommune, id_) in sendt or id_.endswith(FEIL_ROLLE):
            continue
        if (kommune, id_.partition("~")[0]) in stammer:
            igjen += svar.antall
        elif kommuner.paa(kommune, date.max) != kommune:  # what was under way went out anew under the new number
            nytt_nummer += svar.antall
    poster = [
        Post("Glemt eller avvist før, og sendt i en rettingsrunde", "i rettingsrundene", rettelser),
        Post("Kom to ganger: svaret ble borte, og meldingen ble sendt igjen med ny meldingsId",
             "sendt igjen da svaret ble borte", igjen),
        Post("Kom to ganger: først avvist i en melding med feil rekkefølge", "sendt igjen i riktig rekkefølge",
             omvendt),
        Post("Kom to ganger: først fra en bruker med feil rolle", "sendt igjen med riktig rolle", feil_rolle),
        Post("Kom to ganger: kommunen fikk nytt nummer før svaret ble lest", "sendt igjen med nytt kommunenummer",
             nytt_nummer),
        Post("Ikke overført ennå da simuleringen sluttet", "ikke overført ennå", -ikke_framme),
        Post("I ugyldige meldinger, som NIR ikke dømte", "i ugyldige meldinger", -nektet),
    ]  # fmt: skip
    overfoert = sum(svar.antall for svar in doemt.values())
    annet = overfoert - planlagt - sum(post.antall for post in poster)
    poster.append(Post("Ikke gjort rede for", "ikke gjort rede for", annet))
    return Regnskap(planlagt, tuple(post for post in poster if post.antall), journal.i_web)
