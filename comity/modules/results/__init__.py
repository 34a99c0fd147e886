"""What is to be achieved: drivers, goals, key results, indicators, measurements."""
