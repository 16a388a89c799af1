"""What people look at when a run is over: a page that opens offline, tables as CSV, and a summary."""
