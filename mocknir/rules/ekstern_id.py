"""EKSTERNID: the key by which a fagsystem finds its own registrations again (domain.md §10)."""

from mocknir.register.felt import antatt
from mocknir.register.vurdering import SLETT, Funn, Parametre, Sak
from mocknir.rules import ordlyd
from mocknir.rules.regel import Svar, regel


@regel(
    "EKSTERNID",
    tittel="eksternId peker på én registrering, av én type, for én person",
    title="An eksternId points to one registration, of one kind, of one person",
    kilde=antatt("§10 [INF]"),
    uten_person=True,
    adgang=True,
)
def ekstern_id(sak: Sak, p: Parametre) -> Svar:
    """The same eksternId again is a correction; what it points to never becomes another thing.

    Municipalities correct in the fagsystem and transfer again [B], and shall delete what is wrong [A]; that a key of
    the fagsystem carries this is our proposal (domain.md §10, questions 3 and 4).
    """
    foer = sak.foer
    if foer is not None and foer.type == sak.type and sak.innhold is not None and sak.ekstern_id:
        return None
    if not sak.ekstern_id:
        return Funn(
            "eksternId mangler. Bruk fagsystemets egen nøkkel for registreringen, den samme hver gang.",
            "eksternId is missing. Use the fagsystem's own key of the registration, the same each time.",
            "eksternId",
        )
    if sak.foer_annen_person is not None:
        return Funn(
            f"eksternId {sak.ekstern_id} er alt brukt for en annen person i kommunen. Bruk en ny eksternId, eller "
            "slett registreringen på den andre personen først.",
            f"eksternId {sak.ekstern_id} is already used for another person in the kommune. Use a new eksternId, or "
            "delete the registration on the other person first.",
            "eksternId",
        )
    if sak.handling == SLETT:
        if foer is not None:
            return None
        return Funn(
            f"eksternId {sak.ekstern_id} finnes ikke for personen i kommunen, så det er ingenting å slette. "
            "Bruk den eksternId-en registreringen ble overført med; HentDeltaker viser hva som står.",
            f"eksternId {sak.ekstern_id} does not exist for the person in the kommune, so there is nothing to delete. "
            "Use the eksternId the registration was transferred with; HentDeltaker shows what stands.",
            "eksternId",
        )
    if sak.innhold is None:
        return Funn(
            "Registreringen har ikke noe innhold. Send med ett element som vedtak, tiltak eller timer, eller bruk "
            "handling «slett».",
            "The registration has no content. Send one element such as vedtak, tiltak or timer, or use handling "
            "“slett”.",
            "handling",
        )
    if foer is not None:
        (nb, en), (ny, new) = ordlyd.typenavn(foer.type), ordlyd.typenavn(sak.type)
        return Funn(
            f"eksternId {sak.ekstern_id} er alt brukt for «{nb}» og kan ikke bli «{ny}». Bruk en ny eksternId, og "
            "slett den gamle hvis den var feil.",
            f"eksternId {sak.ekstern_id} is already used for “{en}” and cannot become “{new}”. Use a new eksternId, "
            "and delete the old one if it was wrong.",
            "eksternId",
        )
    return None
