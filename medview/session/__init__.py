"""The state of one sitting and everything that may change it."""
