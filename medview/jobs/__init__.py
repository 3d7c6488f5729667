"""Work outside the window's process: pools of isolated processes that report, stop when asked and may die alone."""
