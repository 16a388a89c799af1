"""The store: tables, sandboxes as namespaces, and the unit of work over them."""
