"""The golden table: what became of each file, told in one line each, and in sum."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Table:
    """What became of every file.

    Args:
        opened: Files whose pixels are those expected, or that have none to show.
        refused: (file, reason) of those refused as expected.
        wrong: (file, what is wrong) of the others.
    """

    opened: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def add(self, file: str, refusal: str, mistake: str) -> None:
        """A file with its refusal and what is wrong with either; empty for none."""
        if mistake:
            self.wrong.append((file, mistake))
        elif refusal:
            self.refused.append((file, refusal))
        else:
            self.opened.append(file)

    def __str__(self) -> str:
        lines = [f"opened {len(self.opened)}, refused {len(self.refused)}, wrong {len(self.wrong)}"]
        lines += [f"refused: {file}: {reason}" for file, reason in self.refused]
        lines += [f"WRONG: {file}: {mistake}" for file, mistake in self.wrong]
        return "\n".join(lines)


def differences(expected: dict[str, object], found: dict[str, object]) -> str:
    """Which of the expected facts differ; empty when none does."""
    return ", ".join(
        f"{name} {found.get(name)} for {value}" for name, value in expected.items() if found[name] != value
    )


def repeated(names: list[str]) -> list[str]:
    """Names told more than once."""
    return [name for name, count in Counter(names).items() if count > 1]
