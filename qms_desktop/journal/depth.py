"""Depths in a graph of changes, without recursion: chains are thousands of saves long."""

from collections.abc import Iterable, Mapping


def depths(parents: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The length of the longest walk from each node back over `parents`; what is no node is passed over.

    Linear in nodes and edges. Hashes make circles impossible, but a redaction may claim any id: the nodes
    of a circle, and what hangs on one, count as depth 0.
    """
    children: dict[str, list[str]] = {node: [] for node in parents}
    waiting: dict[str, int] = {}
    for node, behind in parents.items():
        inside = {parent for parent in behind if parent in parents}
        waiting[node] = len(inside)
        for parent in inside:
            children[parent].append(node)
    depth = dict.fromkeys(parents, 0)
    ready = [node for node, count in waiting.items() if count == 0]
    reached: dict[str, int] = {}
    while ready:
        node = ready.pop()
        reached[node] = depth[node]
        for child in children[node]:
            depth[child] = max(depth[child], depth[node] + 1)
            waiting[child] -= 1
            if waiting[child] == 0:
                ready.append(child)
    return {node: reached.get(node, 0) for node in parents}
