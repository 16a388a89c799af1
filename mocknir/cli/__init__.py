"""The command `mocknir`."""
