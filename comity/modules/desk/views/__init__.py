"""The desk's own pages: asking, one's own matters, queues, why a time is what it is, attainment, import."""
