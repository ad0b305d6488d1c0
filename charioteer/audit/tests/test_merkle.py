"""The tree is RFC 6962's: its published vectors, another hand's implementation, and every size up to seventy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from charioteer.audit import merkle
from charioteer.audit.merkle import Frontier

# The reference inputs of Certificate Transparency, and the roots of the trees over the first n of them.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
LEAVES = [merkle.leaf_hash(b"%d" % number) for number in range(70)]


def test_an_empty_tree() -> None:
    assert Frontier().root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots(size: int) -> None:
    leaves = [merkle.leaf_hash(bytes.fromhex(one)) for one in INPUTS[:size]]
    assert merkle.root_of(leaves).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("position", "size"), PATHS)
def test_the_published_paths(position: int, size: int) -> None:
    leaves = [merkle.leaf_hash(bytes.fromhex(one)) for one in INPUTS[:size]]
    assert [step.hex() for step in merkle.inclusion(leaves, position)] == PATHS[position, size]


def _theirs(size: int) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for number in range(size):
        tree.append_entry(b"%d" % number)
    return tree


@pytest.mark.parametrize("size", range(1, 71))
def test_another_hand_comes_to_the_same_root(size: int) -> None:
    assert merkle.root_of(LEAVES[:size]) == _theirs(size).get_root()


@pytest.mark.parametrize("size", range(1, 71))
def test_inclusion_at_every_place_and_nowhere_else(size: int) -> None:
    leaves, root = LEAVES[:size], merkle.root_of(LEAVES[:size])
    for position in range(size):
        path = merkle.inclusion(leaves, position)
        assert merkle.root_from_path(leaves[position], position, size, path) == root
        assert merkle.root_from_path(leaves[position], position + 1, size, path) != root
        assert merkle.root_from_path(LEAVES[-1 - position], position, size, path) != root or size + position == 70
        assert merkle.root_from_path(leaves[position], position, size, [*path, root]) != root


def test_another_hand_accepts_our_roots_for_its_proofs() -> None:
    tree = _theirs(70)
    root = merkle.root_of(LEAVES)
    for position in (1, 2, 34, 64, 70):  # theirs begin with one
        verify_inclusion(LEAVES[position - 1], root, tree.prove_inclusion(position, 70))
    for old_size in (1, 2, 33, 64, 69):
        verify_consistency(merkle.root_of(LEAVES[:old_size]), root, tree.prove_consistency(old_size, 70))


@pytest.mark.parametrize("size", range(1, 71))
def test_consistency_with_every_earlier_tree(size: int) -> None:
    root = merkle.root_of(LEAVES[:size])
    for old_size in range(1, size + 1):
        old = merkle.root_of(LEAVES[:old_size])
        path = merkle.consistency(LEAVES[:size], old_size)
        assert merkle.consistent(old_size, old, size, root, path)
        assert not merkle.consistent(old_size, merkle.leaf_hash(old), size, root, path)
        assert not merkle.consistent(old_size, old, size, merkle.leaf_hash(root), path)
        assert not merkle.consistent(old_size, old, size, root, [*path, root])


def test_no_tree_is_consistent_with_a_smaller_one() -> None:
    assert not merkle.consistent(5, merkle.root_of(LEAVES[:5]), 4, merkle.root_of(LEAVES[:4]), [])
    assert not merkle.consistent(0, merkle.EMPTY, 4, merkle.root_of(LEAVES[:4]), [])


@given(st.lists(st.integers(0, 40), max_size=8))
def test_a_tree_extended_piece_by_piece_is_the_tree_made_at_once(pieces: list[int]) -> None:
    leaves = [merkle.leaf_hash(b"%d" % number) for number in range(sum(pieces))]
    at_once, one_by_one, start = Frontier(), Frontier(), 0
    for piece in pieces:
        at_once.extend(leaves[start : start + piece])
        for leaf in leaves[start : start + piece]:
            one_by_one.append(leaf)
        start += piece
        assert at_once == one_by_one
        assert Frontier.read(at_once.size, str(at_once)) == at_once
    assert at_once.root() == merkle.root_of(leaves)


@pytest.mark.parametrize(("size", "text"), [(1, ""), (0, "00" * 32), (3, "00" * 32), (1, "0"), (1, "zz" * 32)])
def test_a_frontier_of_another_size_is_refused(size: int, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Frontier.read(size, text)


def test_the_root_of_rows_does_not_depend_on_their_order() -> None:
    rows = [merkle.leaf_hash(b"%d" % number).hex() for number in range(9)]
    assert merkle.rows_root(rows) == merkle.rows_root(reversed(rows))
    assert merkle.rows_root(rows) != merkle.rows_root(rows[:-1])
