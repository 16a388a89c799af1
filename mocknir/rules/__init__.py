"""The rules by which NIR judges what is registered, closes what nobody closed, and counts the year."""
