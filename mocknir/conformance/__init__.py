"""The conformance kit: a vendor's own system does casework against a sandbox, and is judged by what NIR then holds."""
