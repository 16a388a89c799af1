"""Simulated municipal systems that report to NIR over its WSDL."""
