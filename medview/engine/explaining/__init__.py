"""Why a network says what it says: maps of evidence, and checks that they depend on what it learned."""
