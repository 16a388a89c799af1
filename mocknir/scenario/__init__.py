"""Expected states: the scenario language, its reading and checking, and what is said of a scenario."""
