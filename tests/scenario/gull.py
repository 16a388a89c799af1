"""The verdict texts that are kept in golden/: what a scenario of brister/ that does not hold is told as.

Write them anew after a text was changed, and read the difference: `.venv/bin/python -m tests.scenario.gull`.
"""

from contextlib import closing

from mocknir.app import in_process
from mocknir.client.server import Server
from mocknir.scenario.dom import dom
from mocknir.scenario.kjoering import Kjoerer
from mocknir.scenario.rapport.tekst import linjer
from tests.scenario.conftest import HER, lest

GULL = HER / "golden"
BRISTER = sorted(f.stem for f in (HER / "brister").glob("*.yaml"))
ENGELSK = ("person-avslutning-for-sent", "person-lukkes-senere", "kvittering")
"""Those that are kept in English too."""

TEKSTER = [*((navn, "nb") for navn in BRISTER), *((navn, "en") for navn in ENGELSK)]


def fil(navn: str, lang: str) -> str:
    """The name of the file that keeps a text."""
    return f"{navn}.txt" if lang == "nb" else f"{navn}.{lang}.txt"


def tekst(server: Server, navn: str, lang: str) -> str:
    """The verdict as it is told."""
    resultat = Kjoerer(server, lang=lang).kjoer(lest(f"brister/{navn}.yaml"))
    return "".join(f"{linje.tekst}\n" for linje in linjer(dom(resultat, lang), lang))


def main() -> None:
    """Write all of them."""
    GULL.mkdir(exist_ok=True)
    with closing(in_process()) as server:
        for navn, lang in TEKSTER:
            (GULL / fil(navn, lang)).write_text(tekst(server, navn, lang), encoding="utf-8")


if __name__ == "__main__":
    main()
