"""The virtual clock, and the jobs that fall due on it."""
