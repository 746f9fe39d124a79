"""What recomputes an export, and goes with it."""
