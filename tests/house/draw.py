"""The plan as a picture, docs/house.svg: floors from bottom to top, rooms with the rooms inside them, arrows down.

`python -m tests.house.draw` writes it; the house test fails while picture and plan differ.
"""

from html import escape
from pathlib import Path

from tests.house.plan import Plan, Room, read_plan

PICTURE = Path(__file__).parents[2] / "docs" / "house.svg"

WIDTH, LINE, GAP, MARGIN = 1180, 17, 26, 16
TITLE, SMALL = 15, 11.5


def draw_house(plan: Plan) -> str:
    """Return the picture as SVG text: the same plan, the same text."""
    boxes: dict[str, tuple[float, float, float, float]] = {}
    texts: list[str] = []
    top = float(MARGIN)
    for floor in sorted({room.floor for room in plan.rooms.values()}, reverse=True):
        row = [room for room in plan.rooms.values() if room.floor == floor]
        width = (WIDTH - 2 * MARGIN - 36 - GAP * (len(row) - 1)) / len(row)
        lines = {room.name: _lines(room, plan, width) for room in row}
        height = 34 + LINE * max(len(text) for text in lines.values())
        texts.append(f'<text x="{MARGIN}" y="{top + height / 2:.0f}" class="floor">{floor}</text>')
        for number, room in enumerate(row):
            left = MARGIN + 36 + number * (width + GAP)
            boxes[room.name] = (left, top, width, height)
            texts.append(f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" rx="6"/>')
            texts.append(f'<text x="{left + 10:.0f}" y="{top + 21:.0f}" class="name">{escape(_title(room))}</text>')
            for index, (style, line) in enumerate(lines[room.name]):
                y = top + 40 + index * LINE
                texts.append(f'<text x="{left + 10:.0f}" y="{y:.0f}" class="{style}">{escape(line)}</text>')
        top += height + GAP
    arrows = [_arrow(boxes[room.name], boxes[other]) for room in plan.rooms.values() for other in _direct(room, plan)]
    return "\n".join((_head(top), *arrows, *texts, "</svg>", ""))


def _title(room: Room) -> str:
    return room.name.replace("__init__", "quale").replace("__main__", "python -m quale")


def _lines(room: Room, plan: Plan, width: float) -> list[tuple[str, str]]:
    """Return the lines in a room's box: what it is for, then the rooms inside, each with the style it is set in."""
    purpose = [("purpose", line) for line in _wrap(room.purpose, width)]
    inside = list(plan.inside.get(room.name, {}))
    return purpose + [("inside", line) for line in _wrap(" · ".join(inside), width)]


def _wrap(text: str, width: float) -> list[str]:
    most = int((width - 16) / (SMALL * 0.52))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _direct(room: Room, plan: Plan) -> list[str]:
    """Return whom a room imports and reaches in no other way: with all arrows nothing could be seen."""
    below = {name: plan.rooms[name].imports for name in plan.rooms}

    def reached(name: str) -> set[str]:
        return set(below[name]).union(*(reached(other) for other in below[name]))

    return sorted(
        other for other in room.imports if not any(other in reached(way) for way in room.imports if way != other)
    )


def _arrow(start: tuple[float, float, float, float], end: tuple[float, float, float, float]) -> str:
    x1, y1 = start[0] + start[2] / 2, start[1] + start[3]
    x2, y2 = end[0] + end[2] / 2, end[1]
    if start[1] == end[1]:  # along a floor: from side to side
        to_right = end[0] > start[0]
        x1, x2 = (start[0] + start[2], end[0]) if to_right else (start[0], end[0] + end[2])
        y1 = y2 = start[1] + 14.0
    middle = (y1 + y2) / 2
    return f'<path d="M{x1:.0f} {y1:.0f}C{x1:.0f} {middle:.0f} {x2:.0f} {middle:.0f} {x2:.0f} {y2:.0f}"/>'


def _head(height: float) -> str:
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" font-family="sans-serif">
<title>The house: floors from bottom to top, imports run down</title>
<style>
rect {{ fill: #f4f6fb; stroke: #7d8aa5 }}
path {{ fill: none; stroke: #b5702a; stroke-opacity: .55; stroke-width: 1.3; marker-end: url(#tip) }}
.floor {{ font-size: 20px; fill: #7d8aa5 }}
.name {{ font-size: {TITLE}px; font-weight: bold; fill: #22304d }}
.purpose {{ font-size: {SMALL}px; fill: #44506a }}
.inside {{ font-size: {SMALL}px; fill: #2c6e49 }}
</style>
<defs><marker id="tip" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" orient="auto">
<path d="M0 0L6 3L0 6z" style="fill: #b5702a; stroke: none; marker-end: none"/></marker></defs>
<rect width="{WIDTH}" height="{height:.0f}" style="fill: white; stroke: none"/>"""


if __name__ == "__main__":
    PICTURE.write_text(draw_house(read_plan()), encoding="utf-8")
