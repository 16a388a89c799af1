"""The wire: SOAP 1.1 and 1.2, WS-Security, the WSDL, and the binding of XML to commands."""
