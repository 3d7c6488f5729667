"""What outlives the program: recent studies, analyses with their maps, and every decision ever made."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from medview.core.errors import MedViewError, WriteError
from medview.core.files import keep_aside
from medview.core.finding import (
    Analysis,
    Decision,
    Field,
    Finding,
    Review,
    Track,
    finding_from_json,
    finding_to_json,
    now,
)
from medview.core.measurement import KeyImage, Measurement
from medview.core.measurement_json import (
    key_image_from_json,
    key_image_to_json,
    measurement_from_json,
    measurement_to_json,
)
from medview.core.names import date_text, person_text
from medview.core.study import Study
from medview.core.text import tr
from medview.session.analysis_json import analysis_from_json, analysis_to_json, map_files, with_map_files
from medview.session.schema import migrate

T = TypeVar("T")
_log = logging.getLogger(__name__)
_BUSY_S = 5.0
"""How long to wait for another MedView that is writing."""
_RECENT = 20
_BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database in WAL mode."""


@dataclass(frozen=True)
class Recent:
    """A study opened before.

    Args:
        uid: Study Instance UID.
        title: For people.
        time: When it was opened last, ISO 8601 with offset.
        paths: What was opened.
    """

    uid: str
    title: str
    time: str
    paths: tuple[str, ...]


class Store:
    """The user's store: a database and the maps of analyses, in one folder. Any thread may use it.

    Args:
        folder: Where; made private (0700) if missing.

    Raises:
        MedViewError: It cannot be opened, or a newer version wrote it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._notices: list[str] = []
        with _told(tr("The store of decisions in {folder} could not be opened").format(folder=folder)):
            self._maps.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            self._connection = self._opened(folder / "medview.sqlite")
            self._wipe_orphans()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user must be told about the store, oldest first."""
        return tuple(self._notices)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add_analysis(self, analysis: Analysis, fingerprint: str) -> Analysis:
        """Keep an analysis and its map files; the whole of it or nothing.

        The files are linked where they are on the same disk, so they must not be changed afterwards.

        Args:
            analysis: The analysis, its maps still in the job's folder.
            fingerprint: The series' fingerprint, by which it is found again.

        Returns:
            The analysis with its maps in the store; the job's folder may go.

        Raises:
            MedViewError: A map is missing, the disk is full, or it is in the store already.
        """
        folder = self._maps / uuid.uuid4().hex
        try:
            with self._lock, _told(tr("The result could not be kept")), self._transaction():
                names = _link_maps(map_files(analysis), folder)
                inside = with_map_files(analysis, names.__getitem__)
                sizes = {name: (folder / name).stat().st_size for name in names.values()}
                self._connection.execute(
                    "INSERT INTO analyses (id, fingerprint, added, folder, files, content) VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        analysis.id,
                        fingerprint,
                        now(),
                        folder.name,
                        json.dumps(sizes),
                        json.dumps(analysis_to_json(inside)),
                    ),
                )
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return with_map_files(inside, lambda name: str(folder / name))

    def analyses(self, fingerprint: str) -> tuple[Analysis, ...]:
        """The analyses of a series, oldest first; one whose maps are gone is left out and told in ``notices``."""
        with self._lock, _told(tr("The stored results could not be read")):
            rows = self._connection.execute(
                "SELECT folder, files, content FROM analyses WHERE fingerprint = ? ORDER BY number", (fingerprint,)
            ).fetchall()
        found = (self._read_analysis(*row) for row in rows)
        return tuple(analysis for analysis in found if analysis is not None)

    def add_review(self, review: Review) -> None:
        """Keep a decision; once this returns it survives a crash and a power cut.

        Raises:
            MedViewError: It could not be written.
        """
        self.add_reviews((review,))

    def add_reviews(self, reviews: Sequence[Review]) -> None:
        """Keep many decisions; once this returns they survive a crash and a power cut.

        Raises:
            MedViewError: They could not be written; none is kept.
        """
        values = [{**asdict(review), "decision": review.decision.value} for review in reviews]
        with self._lock, _told(tr("The decision could not be kept")), self._transaction():
            self._connection.executemany(
                "INSERT INTO reviews (finding, decision, reviewer, time, reason, replacement)"
                " VALUES (:finding, :decision, :reviewer, :time, :reason, :replacement)",
                values,
            )

    def reviews(self, finding_ids: Iterable[str]) -> tuple[Review, ...]:
        """All decisions on these findings, oldest first."""
        with self._lock, _told(tr("The stored decisions could not be read")):
            rows = self._connection.execute(
                "SELECT finding, decision, reviewer, time, reason, replacement FROM reviews"
                " WHERE finding IN (SELECT value FROM json_each(?)) ORDER BY number",
                (json.dumps(list(finding_ids)),),
            ).fetchall()
        return tuple(Review(finding, Decision(decision), *rest) for finding, decision, *rest in rows)

    def add_replacement(self, analysis_id: str, replacement: Finding) -> None:
        """Keep a person's version of a finding of an analysis, or one of their own; it joins its findings.

        Maps are those of the analysis.

        Raises:
            MedViewError: It could not be written.
        """
        values = (replacement.id, analysis_id, json.dumps(finding_to_json(replacement)))
        with self._lock, _told(tr("The decision could not be kept")), self._transaction():
            self._connection.execute("INSERT INTO replacements (id, analysis, content) VALUES (?, ?, ?)", values)

    def add_evidence(self, analysis_id: str, told: Finding) -> Finding:
        """Keep a map that joins the findings of an analysis; returns it with its file in the store.

        Raises:
            MedViewError: The analysis is not in the store, or the map could not be written.
        """
        assert isinstance(told.value, Field | Track)
        with self._lock, _told(tr("The map could not be kept")):
            row = self._connection.execute("SELECT folder FROM analyses WHERE id = ?", (analysis_id,)).fetchone()
            if row is None:
                raise MedViewError(tr("The analysis this map belongs to is not kept."), tr("Run the analysis again."))
            path = self._maps / row[0] / f"evidence-{told.id}{Path(told.value.path).suffix}"
            shutil.copyfile(told.value.path, path)
        kept = replace(told, value=replace(told.value, path=str(path)))
        self.add_replacement(analysis_id, kept)
        return kept

    def put_measurement(self, measurement: Measurement) -> None:
        """Keep a drawing, in place of the one of the same identifier; once this returns it survives a crash.

        Raises:
            MedViewError: It could not be written.
        """
        content = json.dumps(measurement_to_json(measurement))
        with self._lock, _told(tr("The drawing could not be kept")), self._transaction():
            self._connection.execute(
                "INSERT INTO measurements (id, fingerprint, content) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, content = excluded.content",
                (measurement.id, measurement.fingerprint, content),
            )

    def drop_measurement(self, measurement_id: str) -> None:
        """Keep a drawing no longer.

        Raises:
            MedViewError: It could not be written.
        """
        with self._lock, _told(tr("The drawing could not be removed")), self._transaction():
            self._connection.execute("DELETE FROM measurements WHERE id = ?", (measurement_id,))

    def measurements(self, fingerprint: str) -> tuple[Measurement, ...]:
        """The drawings of a series, oldest first; one that cannot be read is left out and told in ``notices``."""
        return self._read_drawn("measurements", fingerprint, measurement_from_json)

    def put_key_images(self, fingerprint: str, key_images: tuple[KeyImage, ...]) -> None:
        """Keep which pictures of a series are marked, all of them at once.

        Raises:
            MedViewError: It could not be written.
        """
        rows = [(fingerprint, json.dumps(key_image_to_json(one))) for one in key_images]
        with self._lock, _told(tr("The key images could not be kept")), self._transaction():
            self._connection.execute("DELETE FROM key_images WHERE fingerprint = ?", (fingerprint,))
            self._connection.executemany("INSERT INTO key_images (fingerprint, content) VALUES (?, ?)", rows)

    def key_images(self, fingerprint: str) -> tuple[KeyImage, ...]:
        """The marked pictures of a series, in the order they were marked."""
        return self._read_drawn("key_images", fingerprint, key_image_from_json)

    def remember_study(self, study: Study, paths: Iterable[str | Path]) -> None:
        """Put a study at the top of the recent ones."""
        row = (study.uid, _title(study), now(), json.dumps([str(path) for path in paths]))
        with self._lock, _told(tr("The list of recent studies could not be kept")), self._transaction():
            self._connection.execute("DELETE FROM studies WHERE uid = ?", (study.uid,))
            self._connection.execute("INSERT INTO studies (uid, title, opened, paths) VALUES (?, ?, ?, ?)", row)
            self._connection.execute(
                "DELETE FROM studies WHERE number NOT IN (SELECT number FROM studies ORDER BY number DESC LIMIT ?)",
                (_RECENT,),
            )

    def recent_studies(self) -> tuple[Recent, ...]:
        """Studies opened before, newest first."""
        with self._lock, _told(tr("The list of recent studies could not be read")):
            rows = self._connection.execute(
                "SELECT uid, title, opened, paths FROM studies ORDER BY number DESC"
            ).fetchall()
        return tuple(Recent(uid, title, opened, tuple(json.loads(paths))) for uid, title, opened, paths in rows)

    def forget_studies(self) -> None:
        """Empty the list of recent studies; analyses and decisions stay."""
        with self._lock, _told(tr("The list of recent studies could not be emptied")), self._transaction():
            self._connection.execute("DELETE FROM studies")

    @property
    def _maps(self) -> Path:
        return self._folder / "analyses"

    def _opened(self, path: Path) -> sqlite3.Connection:
        try:
            return _connect(path)
        except sqlite3.OperationalError:  # locked, no permission, full: not damaged
            raise
        except sqlite3.DatabaseError:
            aside = _all_aside(path)
            _log.error("The database was damaged; it is kept as %s", aside.name)
            self._notices.append(
                tr("The store of decisions was damaged and is kept as {path}. A new, empty one was started.").format(
                    path=aside
                )
            )
            return _connect(path)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _wipe_orphans(self) -> None:
        """Remove map folders that no analysis names; whoever is adding one holds the transaction."""
        with self._transaction():
            known = {name for (name,) in self._connection.execute("SELECT folder FROM analyses")}
            for folder in self._maps.iterdir():
                if folder.name not in known:
                    shutil.rmtree(folder, ignore_errors=True)

    def _read_drawn(self, table: str, fingerprint: str, read: Callable[[Any], T]) -> tuple[T, ...]:
        with self._lock, _told(tr("The stored drawings could not be read")):
            rows = self._connection.execute(
                f"SELECT content FROM {table} WHERE fingerprint = ? ORDER BY number", (fingerprint,)
            ).fetchall()
        found = []
        for (content,) in rows:
            try:
                found.append(read(json.loads(content)))
            except (ValueError, MedViewError):
                self._notice_once(tr("A stored drawing could not be read and is not shown; it stays in the store."))
        return tuple(found)

    def _read_analysis(self, folder: str, files: str, content: str) -> Analysis | None:
        place = self._maps / folder
        try:
            whole = all((place / name).stat().st_size == size for name, size in json.loads(files).items())
            analysis = analysis_from_json(json.loads(content)) if whole else None
        except (OSError, ValueError, KeyError, TypeError, MedViewError):
            analysis = None
        if analysis is None:
            self._notice_once(
                tr("A stored result is incomplete and is not shown; its decisions are kept. Run the analysis again.")
            )
            return None
        stored = with_map_files(analysis, lambda name: str(place / name))
        return replace(stored, findings=(*stored.findings, *self._replacements(analysis.id)))

    def _replacements(self, analysis_id: str) -> tuple[Finding, ...]:
        with self._lock, _told(tr("The stored decisions could not be read")):
            rows = self._connection.execute(
                "SELECT content FROM replacements WHERE analysis = ? ORDER BY number", (analysis_id,)
            ).fetchall()
        return tuple(finding_from_json(json.loads(content)) for (content,) in rows)

    def _notice_once(self, notice: str) -> None:
        if notice not in self._notices:
            self._notices.append(notice)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _all_aside(path: Path) -> Path:
    aside = keep_aside(path)
    for suffix in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
    return aside


def _link_maps(paths: tuple[str, ...], folder: Path) -> dict[str, str]:
    """Link or copy map files into a new folder; their names there."""
    folder.mkdir(mode=0o700)
    names = {path: f"map-{number}{Path(path).suffix}" for number, path in enumerate(paths)}
    for path, name in names.items():
        try:
            os.link(path, folder / name)
        except OSError:  # another disk, or a file system without links
            shutil.copyfile(path, folder / name)
    return names


def _title(study: Study) -> str:
    parts = (person_text(study.patient.name), study.description, date_text(study.date))
    return " · ".join(part for part in parts if part) or study.uid


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    """Turn what a disk or database refuses into words."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        reason = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
        raise WriteError(
            f"{what}: {reason}.", tr("Free some disk space and check the folder's permissions, then try again.")
        ) from error
