"""The application as the web processes of `comity run` load it: the ordinary one, watching its parent."""

from comity.wsgi import application

from .child import end_with_those_above

__all__ = ["application"]

end_with_those_above()
