"""Casework: what caseworkers make of the facts, when, and with which habits."""
