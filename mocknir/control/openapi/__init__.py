"""The control plane described: an OpenAPI 3.1 document made of the route tables, and a page to read."""
