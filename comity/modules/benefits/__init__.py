"""What came of it: promised and realised benefits, their calendar and measurements."""
