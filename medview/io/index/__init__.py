"""From headers to studies and series: what every object is, how a series falls into parts, and what grids they make."""
