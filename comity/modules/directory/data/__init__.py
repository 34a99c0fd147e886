"""The facts of the demonstration and of the map, as files with their origin (see README.md)."""
