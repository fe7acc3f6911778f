"""What files are known by, folder by folder, is what they are known by one by one."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from ct58.store.digest_tree import NO_FILES, DigestTree, folder_digests, tree_of, unlike_files
from ct58.store.hashing import Digest, digest_of

NAMES = st.lists(st.sampled_from(["a", "b", "a.yaml", "a\nb", "\udcff", "chi bộ"]), min_size=1, max_size=3)
FILES = st.dictionaries(NAMES.map("/".join), st.sampled_from([digest_of(b"1"), digest_of(b"2")]), max_size=8)


@given(FILES)
def test_a_tree_is_a_mapping_of_its_files(files: Mapping[str, Digest]) -> None:
    """Whatever they are called."""
    tree = tree_of(files)
    assert dict(tree) == files
    assert len(tree) == len(files)
    assert all(file in tree for file in files)
    assert "units/x" not in tree
    assert {folder: dict(tree.opened(folder)) for folder in tree.folders} == {
        folder: tree.folders[folder].by_name() for folder in tree.folders
    }


@given(FILES, FILES)
def test_two_trees_have_one_digest_if_their_files_are_the_same(
    first: Mapping[str, Digest], second: Mapping[str, Digest]
) -> None:
    """And differ in just the files that do."""
    one, other = tree_of(first), tree_of(second)
    assert (one.whole() == other.whole()) == (first == second)
    assert unlike_files(one, other) == {
        file for file in first.keys() | second.keys() if first.get(file) != second.get(file)
    }


@given(FILES)
def test_a_file_that_changed_is_noted(files: Mapping[str, Digest]) -> None:
    """In the digest of its folder, too."""
    tree, changed = tree_of(files), dict.fromkeys(files, digest_of(b"3"))
    for file, digest in changed.items():
        tree.note(file, digest)
    assert tree.whole() == tree_of(changed).whole()
    assert dict(tree) == changed


def test_an_empty_folder_is_none() -> None:
    """It holds no file."""
    empty = DigestTree({"a/": NO_FILES})
    assert (list(empty), len(empty), empty.whole()) == ([], 0, tree_of({}).whole())
    assert folder_digests({}) == NO_FILES
