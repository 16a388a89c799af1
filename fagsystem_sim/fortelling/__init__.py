"""Stories: what happens to whom in a kommune, told as data, and what NIR must make of it."""
