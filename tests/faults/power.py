"""Power loss: what a run asks of the file system is recorded, and every state that a crash may legally leave is made.

The model is what POSIX promises and no more. Content that was not fsynced is lost, torn, or zeros of the right length.
Changes of names (create, rename, unlink, mkdir) last once the directories they concern are fsynced; of the others any
subset has happened, in order or not. A rename is atomic. What lies in a directory is lost with its entry.
"""

import errno
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

from quale.checkpoint.directory.disk import Disk

Tree: TypeAlias = dict[int, dict[str, int]]
"""Directory -> name -> file or directory, all by inode number. The root is 0."""

Content: TypeAlias = dict[int, bytes]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of names: of inode `node`, taken away from one place, or put into another, or both."""

    node: int
    taken: tuple[int, str] | None = None
    put: tuple[int, str] | None = None

    @property
    def directories(self) -> frozenset[int]:
        """Which directories must be synced before it lasts."""
        return frozenset(place[0] for place in (self.taken, self.put) if place)

    def apply(self, tree: Tree) -> None:
        if self.taken and tree[self.taken[0]].get(self.taken[1]) == self.node:
            del tree[self.taken[0]][self.taken[1]]
        if self.put:
            tree[self.put[0]][self.put[1]] = self.node


@dataclass(slots=True)
class Storage:
    """A file system between what is in memory and what has reached the disk."""

    lasting: Tree = field(default_factory=lambda: {0: {}})
    pending: list[tuple[Change, set[int]]] = field(default_factory=list)  # with the directories still to be synced
    written: Content = field(default_factory=dict)
    synced: Content = field(default_factory=dict)

    def change(self, change: Change) -> None:
        self.pending.append((change, set(change.directories)))

    def sync_directory(self, node: int) -> None:
        left = []
        for change, waits in self.pending:
            waits.discard(node)
            if waits:
                left.append((change, waits))
            else:
                change.apply(self.lasting)
        self.pending = left

    def after_a_crash(self) -> Iterator[tuple[Tree, Content]]:
        """Yield every state that may be found when the power is back."""
        for chosen in product((False, True), repeat=len(self.pending)):
            tree = {node: dict(names) for node, names in self.lasting.items()}
            for (change, _), happened in zip(self.pending, chosen, strict=True):
                if happened:
                    change.apply(tree)
            named = {node for names in tree.values() for name, node in names.items() if name.endswith(".quale-ckpt")}
            torn = sorted(node for node in named if self.written[node] != self.synced.get(node))
            for contents in product(*(self._variants(node) for node in torn)):
                yield tree, self.written | dict(zip(torn, contents, strict=True))

    def _variants(self, node: int) -> tuple[bytes, ...]:
        old, new = self.synced.get(node, b""), self.written[node]
        return old, new, new[: len(new) // 2], bytes(len(new))


class Recorder:
    """Does every call for real and records it in the model; `explore` is called after each."""

    def __init__(self, root: Path, explore: Callable[[Storage, Tree], None]) -> None:
        self.root, self.explore = root, explore
        self.storage = Storage()
        self.now: Tree = {0: {}}  # as the running system sees it
        self._handles: dict[int, int] = {}
        self._count = 0
        self._lock = threading.RLock()

    def around(self, name: str, arguments: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        with self._lock:
            done = getattr(self, f"_{name}", lambda *_: None)
            node = self._handles.pop(arguments[0], -1) if name == "close" else -1
            before = self._place(arguments[0]) if name in {"rename", "unlink"} else None
            result = call()
            done(result, before, *arguments)
            if name != "close" or node >= 0:
                self.explore(self.storage, self.now)
            return result

    def _place(self, path: Path) -> tuple[int, str]:
        node = 0
        parts = path.resolve().relative_to(self.root.resolve()).parts if path.parent.is_symlink() else ()
        parts = parts or path.absolute().relative_to(self.root).parts
        for part in parts[:-1]:
            node = self.now[node][part]
        return node, parts[-1]

    def _node(self, path: Path) -> int | None:
        if path.absolute() == self.root or self.root.is_relative_to(path.absolute()):
            return 0
        node, name = self._place(path)
        return self.now[node].get(name)

    def _new(self, path: Path) -> int:
        self._count += 1
        change = Change(self._count, put=self._place(path))
        change.apply(self.now)
        self.storage.change(change)
        return self._count

    def _create(self, handle: int, _: object, path: Path) -> None:
        node = self._handles[handle] = self._new(path)
        self.storage.written[node] = b""

    def _append(self, handle: int, _: object, path: Path) -> None:
        node = self._node(path)
        if node is None:
            self._create(handle, None, path)
        else:
            self._handles[handle] = node

    def _write(self, count: int, _: object, handle: int, data: memoryview) -> None:
        self.storage.written[self._handles[handle]] += bytes(data[:count])

    def _fsync(self, _result: None, _: object, handle: int) -> None:
        node = self._handles[handle]
        self.storage.synced[node] = self.storage.written[node]

    def _rename(self, _result: None, before: tuple[int, str], _old: Path, new: Path) -> None:
        change = Change(self.now[before[0]][before[1]], before, self._place(new))
        change.apply(self.now)
        self.storage.change(change)

    def _unlink(self, _result: None, before: tuple[int, str], _path: Path) -> None:
        change = Change(self.now[before[0]][before[1]], before)
        change.apply(self.now)
        self.storage.change(change)

    def _mkdir(self, _result: None, _: object, path: Path) -> None:
        node = self._new(path)
        self.now[node] = {}
        self.storage.lasting[node] = {}

    def _fsync_directory(self, _result: None, _: object, path: Path) -> None:
        node = self._node(path)
        if node is not None:
            self.storage.sync_directory(node)


class After(Disk):
    """A state after a crash as a file system to read from; paths are relative to its root."""

    def __init__(self, tree: Tree, content: Content) -> None:
        self._tree, self._content = tree, content

    def _find(self, path: Path) -> int:
        node = 0
        for part in path.parts:
            if part not in self._tree.get(node, {}):
                raise FileNotFoundError(errno.ENOENT, "No such file or directory", str(path))
            node = self._tree[node][part]
        return node

    def directories(self, node: int = 0, path: Path = Path()) -> Iterator[Path]:
        """Yield every directory that can be reached."""
        yield path
        for name, inner in sorted(self._tree[node].items()):
            if inner in self._tree:
                yield from self.directories(inner, path / name)

    def listdir(self, path: Path) -> list[str]:
        return list(self._tree[self._find(path)])

    def size(self, path: Path) -> int:
        return len(self._content[self._find(path)])

    def read(self, path: Path, limit: int) -> bytes:
        return self._content[self._find(path)][:limit]
