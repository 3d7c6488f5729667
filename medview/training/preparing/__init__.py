"""From somebody's data to what a recipe trains from: what is there, how it is divided, and settings that fit it."""
