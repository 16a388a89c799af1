"""Faults on demand: what goes wrong between NIR and a client, when a tester wants to see how the client takes it.

`kinds` is the table of what can go wrong and where, `rule` one line of a sandbox's plan, `plan` the engine that
counts and strikes, `wire` what is done to the connection itself. What to do at each stage of a call stands in
`mocknir.soap.forloep`.
"""
