"""Comity: the open system on which an organisation that works everywhere runs its ICT."""

__version__ = "0.2.0"
