"""One Django app per domain, flat; they meet only at `public.py`."""
