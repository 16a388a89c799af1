"""Numbers with their words: «1 måned», «2 måneder»."""


def dager(n: int) -> tuple[str, str]:
    """So many days, in bokmål and English."""
    return (f"{n} dag", f"{n} day") if n == 1 else (f"{n} dager", f"{n} days")


def maaneder(n: int) -> tuple[str, str]:
    """So many months, in bokmål and English."""
    return (f"{n} måned", f"{n} month") if n == 1 else (f"{n} måneder", f"{n} months")
