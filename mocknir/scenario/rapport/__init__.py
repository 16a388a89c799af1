"""Verdicts as people and programs read them: text, JUnit XML, HTML and JSON."""
