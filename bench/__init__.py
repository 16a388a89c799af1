"""What mocknir costs, as ratios taken in one run: absolute times on shared machines say little."""
