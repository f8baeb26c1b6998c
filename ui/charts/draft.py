"""A chart while it is being drawn: plain data. Plotly checks every change of a figure anew, which took most of the time
of a page; made at once, a figure is ready in a fifth of it.
"""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go


class Draft:
    """Takes traces, axes and annotations under the names that Plotly gives them; `figure` makes the figure."""

    def __init__(self, **layout: Any) -> None:
        self._traces: list[dict[str, Any]] = []
        self._layout: dict[str, Any] = {"annotations": [], "shapes": []}
        self.update_layout(layout)

    def add_bar(self, **trace: Any) -> None:
        self._traces.append({"type": "bar", **trace})

    def add_scatter(self, **trace: Any) -> None:
        self._traces.append({"type": "scatter", **trace})

    def add_sankey(self, **trace: Any) -> None:
        self._traces.append({"type": "sankey", **trace})

    def add_annotation(self, **annotation: Any) -> None:
        self._layout["annotations"].append(annotation)

    def add_hline(self, y: float, line: Mapping[str, Any]) -> None:
        """A line over the whole width at this height."""
        self._layout["shapes"].append(
            {"type": "line", "x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "yref": "y", "line": dict(line)}
        )

    def update_layout(self, changes: Mapping[str, Any] | None = None, **more: Any) -> None:
        _merge(self._layout, {**(changes or {}), **more})

    def update_xaxes(self, changes: Mapping[str, Any] | None = None, **more: Any) -> None:
        self.update_layout(xaxis={**(changes or {}), **more})

    def update_yaxes(self, changes: Mapping[str, Any] | None = None, **more: Any) -> None:
        self.update_layout(yaxis={**(changes or {}), **more})

    def figure(self) -> go.Figure:
        """The figure. Plotly's check of every name and value, six sevenths of the time, is left to the tests."""
        return go.Figure(data=self._traces, layout=self._layout, _validate=False)


def _merge(into: dict[str, Any], changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if isinstance(value, Mapping) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = dict(value) if isinstance(value, Mapping) else value
