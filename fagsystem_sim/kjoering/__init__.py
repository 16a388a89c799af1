"""The run: a country or a few kommuner live through virtual years against a NIR, and are counted afterwards."""
