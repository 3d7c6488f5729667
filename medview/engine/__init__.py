"""Computing networks: torch, where it is the only one, before it is imported."""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
# Threads that wait for each other in a loop keep the processor from those they wait for: on two busy cores a network
# took four times as long.

os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")
# torch asks Linux for pages of 2 MiB (c10/core/impl/alloc_cpu.cpp).
