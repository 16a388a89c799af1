"""mocknir verify: whether the register ends in the states that scenarios expect."""

from pathlib import Path

import click

from mocknir.cli.feil import FEIL_BRUK, IKKE_NAADD


@click.command("verify")
@click.argument("stier", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True)
@click.pass_context
def kommando(ctx: click.Context, stier: tuple[Path, ...], lang: str) -> None:
    """Kjør scenarier og se om registeret ender der de venter. / Run scenarios and see whether they hold.

    \b
    mocknir verify scenarios/
    """
    from mocknir.app import in_process
    from mocknir.scenario.kjoering import Kjoerer, Status
    from mocknir.scenario.les import Lest, les_alle
    from mocknir.scenario.ord import skriv_sti

    lest = list(les_alle(stier))
    gale = [en for en in lest if not isinstance(en, Lest)]
    for galt in gale:
        for feil in galt.feil:
            click.echo(feil.paa(lang), err=True)
    if gale or not lest:
        ctx.exit(FEIL_BRUK)
    server = in_process()
    try:
        kjoerer = Kjoerer(server)
        resultater = [kjoerer.kjoer(en) for en in lest if isinstance(en, Lest)]
    finally:
        server.close()
    for r in resultater:
        click.echo(f"{r.status}: {r.lest.fil}")
        for b in r.brudd:
            click.echo(f"  {r.lest.fil}:{r.lest.tre.sted(b.sti).linje}: {b.dag}: {b.ord.paa(lang) if b.ord else ''}")
            for a in b.avvik:
                click.echo(f"    {skriv_sti(a.path)}: {a.expected.paa(lang)} ≠ {a.actual.paa(lang)}")
        if r.hinder is not None:
            linje = r.lest.tre.sted(r.hinder.sti).linje
            click.echo(f"  {r.lest.fil}:{linje}: {r.hinder.ord.paa(lang)}")
    if any(r.status is Status.KUNNE_IKKE for r in resultater):
        ctx.exit(IKKE_NAADD)
    if any(r.status is Status.HOLDT_IKKE for r in resultater):
        ctx.exit(1)
