"""OVERFOERING-STENGT: the transfer rests while merging kommuner are put together (domain.md §1.8)."""

from datetime import date, timedelta

from mocknir.register import kommuner
from mocknir.register.felt import antatt, dokumentert
from mocknir.register.vurdering import Funn, Parametre
from mocknir.rules import ordlyd
from mocknir.rules.regel import Art, Parameter, regel


@regel(
    "OVERFOERING-STENGT",
    tittel="Overføringen er ikke stengt for kommunen",
    title="The transfer is not closed for the kommune",
    kilde=dokumentert("§1.8 [S10]"),
    detaljer=antatt("§1.8 [S10]"),
    art=Art.INNGANG,
    parametre=[
        Parameter("dager", 21, "Hvor mange dager overføringen er stengt", "How many days transfer is closed",
                  antatt("§1.8 [S10]"), mest=366),
        Parameter("nytt_nummer", False, "Steng også for kommuner som bare fikk nytt nummer",
                  "Close also for kommuner that only got a new number", antatt("§1.8 [S10]")),
    ],
)  # fmt: skip
def stengt(kommune: str, idag: date, p: Parametre) -> Funn | None:
    """In January after a merger the affected kommuner could not transfer; NIR web stayed open.

    «The first weeks of January» 2018 (domain.md §1.8 [S10]); the number of days is `antatt`.
    """
    reformer = kommuner.sammenslaainger(kommune)
    if p["nytt_nummer"]:
        ny = kommuner.nyopprettet(kommune)
        reformer = (*reformer, ny) if ny else reformer
    for dag in reformer:
        aapner = dag + timedelta(days=p["dager"])
        if dag <= idag < aapner:
            return Funn(
                f"Overføringen er stengt for {ordlyd.kommune(kommune)} fra {dag:%d.%m.%Y} fordi kommunen er ny "
                f"eller slått sammen; den åpner {aapner:%d.%m.%Y}. Registrer i NIR web så lenge, eller overfør på "
                "nytt da.",
                f"Transfer is closed for {ordlyd.kommune(kommune)} from {dag} because the kommune is new or merged; "
                f"it opens on {aapner}. Register in NIR web meanwhile, or transfer again then.",
                "kommune",
            )
    return None
