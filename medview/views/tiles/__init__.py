"""The middle of the window: viewports side by side, each showing one tile of the layout."""
