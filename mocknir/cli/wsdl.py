"""mocknir wsdl: the contract, without a server."""

import click


@click.command("wsdl")
@click.option(
    "--soap",
    type=click.Choice(["1.1", "1.2"]),
    default="1.1",
    show_default=True,
    help="SOAP-versjonen. / The SOAP version.",
)
@click.option("--address", help="Adressen tjenesten har. / The address of the service.")
def kommando(soap: str, address: str | None) -> None:
    """Skriv ut kontrakten (WSDL); trenger ingen server. / Print the contract; needs no server.

    \b
    mocknir wsdl --soap 1.2 > nir-ws4.wsdl
    """  # fmt: skip
    from mocknir.soap import kontrakt

    wsdl = kontrakt.render(address or kontrakt.NOEYTRAL_ADRESSE, soap12=soap == "1.2")
    click.echo(wsdl, nl=False)
