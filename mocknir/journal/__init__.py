"""The journal of calls, and why the register did what it did."""
