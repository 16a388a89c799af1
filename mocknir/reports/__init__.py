"""NIR's reports and the figures of the year, as known on any date."""
