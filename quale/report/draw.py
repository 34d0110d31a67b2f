"""Graph → SVG: layers from left to right, sensors and actuators by name, weight by width, sign by colour."""

from bisect import bisect_left
from html import escape

from quale.report.graph import HIDDEN, INPUT, OUTPUT, Graph, Link, Node
from quale.report.ways import Places, summit

POSITIVE, NEGATIVE = "#0072b2", "#d55e00"
"""Blue and vermilion, told apart by every kind of colour vision (Okabe & Ito 2008)."""

DEAD = "0.25"
"""Opacity of what reaches no actuator."""

MANY = 24
"""Nodes of a column from which on rows stand closer and columns further apart."""

CROWD = 60
"""Hidden nodes from which on their activations and biases are left to the titles, so that columns stand closer."""

ROW, COLUMN, MARGIN, CHARACTER, RADIUS = 34.0, 150.0, 28.0, 7.4, 9.0
LEAST = 120.0
"""Height of the smallest networks: lower, their links would lie on one another."""
SWEEPS = 12
EXCHANGES = 8
MOST_EXCHANGED = 1000
"""Nodes of a network for which crossings are counted: of more, nobody could follow the links anyway."""


def draw(graph: Graph, title: str = "") -> str:
    """Return the enabled part of a graph as an SVG picture of its own, white behind it."""
    links = [link for link in graph.links if link.enabled]
    columns = _columns(graph)
    left = MARGIN + CHARACTER * max((len(node.name) for node in graph.nodes if node.kind == INPUT), default=0) + 14
    named = (len(f"{node.name} {_bias(node)}") for node in graph.nodes if node.kind == OUTPUT)
    right = MARGIN + CHARACTER * max(named, default=0) + 14
    top = MARGIN + 44
    tallest = max(len(column) for column in columns)
    crowd = sum(node.kind == HIDDEN for node in graph.nodes) > CROWD
    row, step = (ROW, COLUMN) if tallest <= MANY else (0.8 * ROW, 2 * COLUMN)
    step = 0.7 * COLUMN if crowd else step
    span = max(row * (tallest - 1), LEAST)
    x = [left + step * node.layer for node in graph.nodes]
    y = [top + span * value for value in _heights(graph, columns, links)]
    overhead = max(
        (top - 16 - summit(link, x, y, RADIUS) for link in links if x[link.target] < x[link.source]), default=0.0
    )
    y = [value + max(0.0, overhead) for value in y]
    width, height = left + step * (len(columns) - 1) + right, top + span + MARGIN + 8 + max(0.0, overhead)
    live = graph.effective
    heaviest = max((abs(link.weight) for link in links), default=1.0) or 1.0

    size, font = f'width="{width:.0f}" height="{height:.0f}"', 'font-family="Verdana, DejaVu Sans, sans-serif"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width:.0f} {height:.0f}" {font} font-size="12">',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        f'<text x="{MARGIN:.0f}" y="{MARGIN:.0f}" font-size="14" fill="#222222">{escape(title)}</text>'
        if title
        else "",
        _legend(heaviest, biases=any(_bias(node) for node in graph.nodes)),
    ]
    # Thin links last, so that a strong one never hides a weak one.
    thin_last = sorted(links, key=lambda link: -abs(link.weight))
    lines.append(f'<g opacity="{DEAD}">')
    ways = Places(x, y, columns, [node.layer for node in graph.nodes], RADIUS, len(links)).ways(thin_last)
    drawn = [
        (link.target in live, _link(link, graph, way, heaviest)) for link, way in zip(thin_last, ways, strict=True)
    ]
    lines += [text for alive, text in drawn if not alive]
    lines.append("</g>")
    lines += [text for alive, text in drawn if alive]
    joined = {link.source for link in links} | {link.target for link in links}
    working = live & joined
    for index in range(len(graph.nodes)):
        lines += _node(index, graph, x[index], y[index], index in working, crowd)
    return "\n".join(line for line in [*lines, "</svg>"] if line) + "\n"


def _columns(graph: Graph) -> list[list[int]]:
    columns: list[list[int]] = [[] for _ in range(1 + max((node.layer for node in graph.nodes), default=0))]
    for index, node in enumerate(graph.nodes):
        columns[node.layer].append(index)
    return columns


def _heights(graph: Graph, columns: list[list[int]], links: list[Link]) -> list[float]:
    """Return a height in 0..1 for every node: hidden ones near what they are joined to (Sugiyama et al. 1981)."""
    height = [0.5] * len(graph.nodes)
    for column in columns:
        for rank, index in enumerate(column):
            height[index] = (rank + 0.5) / len(column)
    joined: list[list[int]] = [[] for _ in graph.nodes]
    for link in links:
        joined[link.source].append(link.target)
        joined[link.target].append(link.source)
    tallest = max(len(column) for column in columns)
    for _ in range(SWEEPS):
        for column in columns:
            free = [index for index in column if graph.nodes[index].kind == HIDDEN]
            for index in free:
                if joined[index]:
                    height[index] = sum(height[other] for other in joined[index]) / len(joined[index])
            _spread(free, height, tallest)
    for _ in range(EXCHANGES if len(graph.nodes) <= MOST_EXCHANGED else 0):
        changed = [_exchange(column, graph, joined, height) for column in columns]
        if not any(changed):
            break
    return height


def _exchange(column: list[int], graph: Graph, joined: list[list[int]], height: list[float]) -> bool:
    """Let neighbours of a column change places where fewer links cross then; return whether any did.

    The second half of Gansner, Koutsofios, North & Vo 1993, "A technique for drawing directed graphs", section 3.
    """
    free = sorted((i for i in column if graph.nodes[i].kind == HIDDEN), key=lambda i: (height[i], i))
    better = False
    for place in range(len(free) - 1):
        upper, lower = free[place], free[place + 1]
        crossed = crossings(upper, lower, graph, joined, height)
        if crossed and crossings(lower, upper, graph, joined, height) < crossed:
            height[upper], height[lower] = height[lower], height[upper]
            free[place], free[place + 1] = lower, upper
            better = True
    return better


def crossings(upper: int, lower: int, graph: Graph, joined: list[list[int]], height: list[float]) -> int:
    """Return how many pairs of links of two nodes of a column cross, on either side, if one is above the other."""
    layer, found = graph.nodes[upper].layer, 0
    for right in (False, True):
        ends = [
            sorted(
                height[other]
                for other in joined[node]
                if graph.nodes[other].layer != layer and (graph.nodes[other].layer > layer) == right
            )
            for node in (upper, lower)
        ]
        found += sum(bisect_left(ends[1], end) for end in ends[0])
    return found


def _spread(column: list[int], height: list[float], tallest: int) -> None:
    """Move the nodes of a column apart, to two rows each where there is room, keeping their order, inside 0..1.

    They move as little as that takes: neighbours that are too close become a group, which stands where its members'
    mean would have it (pooling adjacent violators, Ayer et al. 1955). One pass, since columns may be long.
    """
    row = 1.0 / max(tallest / 2, len(column), 1)
    column.sort(key=lambda index: (height[index], index))
    groups: list[tuple[float, int]] = []  # the sum of what the members' first rows would be, and how many they are
    for rank, index in enumerate(column):
        total, members = height[index] - row * rank, 1
        while groups and groups[-1][0] * members >= total * groups[-1][1]:
            before, others = groups.pop()
            total, members = total + before, members + others
        groups.append((total, members))
    firsts = (total / members for total, members in groups for _ in range(members))
    for rank, (index, first) in enumerate(zip(column, firsts, strict=True)):
        low, high = row * (rank + 0.5), 1 - row * (len(column) - rank - 0.5)
        height[index] = min(max(first + row * rank, low), high)


def _link(link: Link, graph: Graph, way: tuple[str, str], heaviest: float) -> str:
    source, target = link.source, link.target
    part = abs(link.weight) / heaviest
    colour = POSITIVE if link.weight >= 0 else NEGATIVE
    look = (
        f'fill="none" stroke="{colour}" stroke-width="{0.5 + 4.5 * part:.2f}" stroke-opacity="{0.35 + 0.5 * part:.2f}"'
        + (' stroke-dasharray="5 4"' if link.feedback else "")
    )
    name = f"{graph.nodes[source].name} → {graph.nodes[target].name}: {link.weight:.4g}"
    curve, tip = way
    path = f'<path data-link="{link.innovation}" d="{curve}" {look}><title>{escape(name)}</title></path>'
    return f'{path}<path d="{tip}" fill="{colour}"/>' if tip else path


def _node(index: int, graph: Graph, x: float, y: float, live: bool, crowd: bool) -> list[str]:
    node = graph.nodes[index]
    fill = {INPUT: "#e8f1e4", OUTPUT: "#f5ead0", HIDDEN: "#ececf3"}[node.kind]
    stroke = "#333333" if live else "#bbbbbb"
    words = node.name if node.kind == INPUT else f"{node.name}: {node.activation}, bias {node.bias:.3g}"
    circle = f'<circle data-node="{index}" cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:.0f}" fill="{fill}" stroke="{stroke}">'
    lines = [f"{circle}<title>{escape(words)}</title></circle>"]
    ink = "#222222" if live else "#999999"
    if node.kind == INPUT:
        lines.append(_text(x - RADIUS - 6, y + 4, node.name, f'text-anchor="end" fill="{ink}"'))
    elif node.kind == OUTPUT:
        lines.append(_text(x + RADIUS + 6, y + 4, node.name, f'fill="{ink}"', _bias(node)))
    else:
        grey = "#444444" if live else "#999999"
        halo = (
            f'text-anchor="middle" font-size="10" fill="{grey}" stroke="#ffffff" stroke-width="3" paint-order="stroke"'
        )
        words = node.name if crowd else f"{node.name} {node.activation}"
        lines.append(_text(x, y - RADIUS - 3, words, halo, "" if crowd else _bias(node)))
    return lines


def _bias(node: Node) -> str:
    """Return a node's bias as it is shown beside its name, "" where it has none."""
    return f"{node.bias:+.2g}" if node.kind != INPUT and node.bias else ""


def _text(x: float, y: float, words: str, look: str, bias: str = "") -> str:
    small = f'<tspan dx="4" font-size="10" fill="#666666">{bias}</tspan>' if bias else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(words)}{small}</text>'


def _legend(heaviest: float, *, biases: bool) -> str:
    y = MARGIN + 22
    widest = f"widest: {heaviest:.3g}{'; figures: biases' if biases else ''}"
    return (
        f'<g font-size="11" fill="#555555">'
        f'<path d="M{MARGIN:.0f} {y - 4:.0f} h26" stroke="{POSITIVE}" stroke-width="3"/>'
        f'<text x="{MARGIN + 32:.0f}" y="{y:.0f}">excites</text>'
        f'<path d="M{MARGIN + 86:.0f} {y - 4:.0f} h26" stroke="{NEGATIVE}" stroke-width="3"/>'
        f'<text x="{MARGIN + 118:.0f}" y="{y:.0f}">inhibits</text>'
        f'<text x="{MARGIN + 178:.0f}" y="{y:.0f}">{widest}</text></g>'
    )
