"""KLAGE-VEDTAK: a complaint is about a decision that NIR holds (domain.md §2.3)."""

from typing import cast

from mocknir.register.felt import antatt
from mocknir.register.registreringer import Klage
from mocknir.register.vurdering import SLETT, Funn, Parametre, Sak
from mocknir.rules.regel import IKKE_AKTUELL, Svar, regel
from mocknir.rules.tenkt import egen


@regel(
    "KLAGE-VEDTAK",
    tittel="Klagen gjelder et vedtak som står i NIR",
    title="The complaint is about a decision that stands in NIR",
    kilde=antatt("§2.3 [S22]"),
    typer=("klage",),
)
def vedtak(sak: Sak, p: Parametre) -> Svar:
    """Klager and their outcome belong to a vedtak (domain.md §2.3 [S22]); how they are tied together is `antatt`.

    The vedtak may be of any kind that is decided on: also a leave or an exemption.
    """
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    klage = cast(Klage, sak.i)
    for type_ in ("vedtak", "permisjon", "fritak"):
        for post in sak.d.av_type(type_):
            if post.ekstern_id == klage.vedtak_ekstern_id and egen(sak, post.kommune):
                if post.ordning == klage.ordning:
                    return None
                return Funn(
                    f"Vedtaket {klage.vedtak_ekstern_id} gjelder ordningen «{post.ordning}», klagen «{klage.ordning}». "
                    f"Bruk ordning «{post.ordning}», eller eksternId på det riktige vedtaket.",
                    f"The decision {klage.vedtak_ekstern_id} concerns the scheme “{post.ordning}”, the complaint "
                    f"“{klage.ordning}”. Use ordning “{post.ordning}”, or the eksternId of the right decision.",
                    "ordning",
                )
    return Funn(
        f"Personen har ikke noe vedtak med eksternId {klage.vedtak_ekstern_id} fra kommunen. Overfør vedtaket først, "
        "og sett vedtakEksternId til dets eksternId.",
        f"The person has no decision with eksternId {klage.vedtak_ekstern_id} from the kommune. Transfer the decision "
        "first, and set vedtakEksternId to its eksternId.",
        "vedtakEksternId",
    )
