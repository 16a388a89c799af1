"""A mock of NIR, the Norwegian register of introduction programmes, behind its SOAP service WS4."""

__version__ = "0.1.0"
