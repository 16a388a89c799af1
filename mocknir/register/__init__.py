"""The register itself: persons, decisions and measures as plain Python, without web, XML or database."""
