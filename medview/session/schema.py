"""The database's tables and the steps from one version to the next."""

from __future__ import annotations

import sqlite3

from medview.core.errors import MedViewError
from medview.core.text import tr

Step = tuple[str, ...]

MIGRATIONS: tuple[Step, ...] = (
    (
        """CREATE TABLE studies (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            opened TEXT NOT NULL,
            paths TEXT NOT NULL)""",
        """CREATE TABLE analyses (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            fingerprint TEXT NOT NULL,
            added TEXT NOT NULL,
            folder TEXT NOT NULL,
            files TEXT NOT NULL,
            content TEXT NOT NULL)""",
        "CREATE INDEX analyses_of_series ON analyses (fingerprint)",
        """CREATE TABLE reviews (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            finding TEXT NOT NULL,
            decision TEXT NOT NULL,
            reviewer TEXT NOT NULL,
            time TEXT NOT NULL,
            reason TEXT NOT NULL,
            replacement TEXT)""",
        "CREATE INDEX reviews_of_finding ON reviews (finding)",
        """CREATE TRIGGER reviews_are_not_changed BEFORE UPDATE ON reviews
            BEGIN SELECT RAISE(ABORT, 'reviews are only ever added'); END""",
        """CREATE TRIGGER reviews_are_not_deleted BEFORE DELETE ON reviews
            BEGIN SELECT RAISE(ABORT, 'reviews are only ever added'); END""",
        """CREATE TRIGGER analyses_are_not_changed BEFORE UPDATE ON analyses
            BEGIN SELECT RAISE(ABORT, 'analyses are not changed'); END""",
    ),
    (
        """CREATE TABLE measurements (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            fingerprint TEXT NOT NULL,
            content TEXT NOT NULL)""",
        "CREATE INDEX measurements_of_series ON measurements (fingerprint)",
        """CREATE TABLE key_images (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            fingerprint TEXT NOT NULL,
            content TEXT NOT NULL)""",
        "CREATE INDEX key_images_of_series ON key_images (fingerprint)",
    ),
    (
        """CREATE TABLE replacements (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            analysis TEXT NOT NULL,
            content TEXT NOT NULL)""",
        "CREATE INDEX replacements_of_analysis ON replacements (analysis)",
        """CREATE TRIGGER replacements_are_not_changed BEFORE UPDATE ON replacements
            BEGIN SELECT RAISE(ABORT, 'replacements are only ever added'); END""",
        """CREATE TRIGGER replacements_are_not_deleted BEFORE DELETE ON replacements
            BEGIN SELECT RAISE(ABORT, 'replacements are only ever added'); END""",
    ),
)
"""Step n takes a database of version n to n + 1; a step is added and never changed."""


def migrate(connection: sqlite3.Connection, migrations: tuple[Step, ...] = MIGRATIONS) -> None:
    """Bring a database to the present version, wholly or not at all.

    Raises:
        MedViewError: A newer MedView wrote it.
        sqlite3.Error: It is damaged, locked or the disk is full.
    """
    connection.execute("BEGIN IMMEDIATE")  # before the look at the version: another start may be at it too
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        _check(version, len(migrations))
        for step in migrations[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check(version: int, newest: int) -> None:
    if version > newest:
        raise MedViewError(
            tr("The store of decisions was written by a newer MedView (version {version} of its tables).").format(
                version=version
            ),
            tr("Start that newer version; this one leaves the store untouched."),
        )
