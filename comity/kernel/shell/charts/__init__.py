"""Pictures drawn on the server: readable without script, on paper, in the dark and by who sees no red or green.

Every function returns a `Chart` (figure.py), which `shell/parts/chart.html` shows with the same numbers as a
table. The title says the finding, the subtitle the measure, the note the source and the moment. Positions
across are per cent of the width, so pictures fit any screen and their words never shrink; time and length run
with the writing direction (`rtl`, by default that of the reader's language).
"""

from .bars import Bar, bars, grouped, stacked
from .dots import Dot, dots_map
from .figure import Chart, Column
from .flows import Edge, State, flow_diagram
from .lines import Series, trend
from .strip import Interval, interval_strip
from .tree import Node, tree

__all__ = [
    "Bar", "Chart", "Column", "Dot", "Edge", "Interval", "Node", "Series", "State",
    "bars", "dots_map", "flow_diagram", "grouped", "interval_strip", "stacked", "tree", "trend",
]  # fmt: skip
