"""The frame of every page: bars, menu, parts, styles and charts drawn on the server.

Words of this package:

* **frame**: what surrounds the content (`shell/page.html`; `shell/bare.html` for pages without a reader).
* **place**: one of the few addresses the frame itself must know (home, ask, search, work, notices).
* **part**: a small template that pages include (`shell/parts/`), each begins with what it is given.
* **meaning**: what a colour says: waiting, well, needs, late, closed; always with a word and a shape.

Styles are plain files in layers, read in this order: `comity.css` (tokens, base), `frame.css`, `parts.css`,
`pages.css`, `charts.css`. They know start and end only, so the same file serves both directions.
"""
