"""What the actions do: wishes of the window go to the flows, their answers to the panels."""
