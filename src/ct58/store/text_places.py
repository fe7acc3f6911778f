"""Where the values and the comments of a text stand, found out once for all who ask."""

from __future__ import annotations

from functools import cached_property

from ct58.store.comments import Comments
from ct58.store.text_nodes import Node, node_tree


class TextPlaces:
    """A text that the reader has accepted. Its nodes and comments are looked for when somebody first asks."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def root(self) -> Node:
        """The nodes of the text."""
        return node_tree(self.text)

    @cached_property
    def comments(self) -> Comments:
        """The comments between them."""
        return Comments(self.text, self.root)
