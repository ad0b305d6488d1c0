"""Check a proof or a head of a Charioteer log with nothing but Python 3.8 or newer: no other file, no network.

    python3 -I verify_proof.py FILE.json [--key KEY]

FILE is what `charioteer proof` wrote, or a head that was published. Compare the key it prints with the one published at
the trust's address /log/heads/, or give that one with --key. Ends with 0 if everything holds, with 1 if not.
"""

# ruff: noqa: T201
import hashlib
import json
import sys

# Ed25519, RFC 8032 section 5.1, written as in its section 6.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a, b):
    """Add two points in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    """Multiply a point."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def same(a, b):
    """Whether two points are one."""
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(data):
    """Read a point, or None if these bytes are none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(public, text, signature):
    """Whether the owner of a public key signed a text."""
    key, first = point_of(public), point_of(signature[:32])
    number = int.from_bytes(signature[32:], "little")
    if key is None or first is None or len(signature) != 64 or number >= Q:
        return False
    digest = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % Q
    return same(times(number, BASE), add(first, times(digest, key)))


# The tree, RFC 9162 sections 2.1.3.2 and 2.1.4.2 (the same tree as RFC 6962).
def node(left, right):
    """Hash two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def walk(at, last, path, old, new):
    """Follow a path: the roots of the old and the new tree, or None if it is too long or too short."""
    for step in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node(step, old), node(step, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = node(new, step)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def grew(old_size, old, size, new, path):
    """Whether the larger tree begins with the smaller."""
    if old_size == size:
        return old == new and not path
    steps = [old, *path] if old_size & (old_size - 1) == 0 else path
    if not 0 < old_size < size or not steps:
        return False
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return walk(at, last, steps[1:], steps[0], steps[0]) == (old, new)


def canonical(value):
    """The one way a value is written."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


KNOWN = {
    True: {"what", "leaf", "position", "path", "head", "words"},
    False: {"what", "trust", "size", "root", "at", "key", "public", "signature", "since", "path"},
}


def must(holds, sentence):
    """End with a sentence unless it holds."""
    if not holds:
        sys.exit("NOT PROVEN. " + sentence)


def check_head(head, key):
    """Check the signature of a head, and say which key it was."""
    public, text = bytes.fromhex(head["public"]), {name: head[name] for name in ("trust", "size", "root", "at")}
    must(head["what"] == "charioteer head 1", "This is no head of a kind known here.")
    must(hashlib.sha256(public).hexdigest()[:32] == head["key"], "The head names another key than it was signed with.")
    must(not key or key == head["key"], "The head was signed with key " + head["key"] + ", not with the one you gave.")
    message = (head["what"] + "\n" + canonical(text)).encode()
    must(signed(public, message, bytes.fromhex(head["signature"])), "The signature of the head does not hold.")


def check_entry(proof):
    """Check that an entry stands in the tree of the head, and its words if they are given."""
    head, data = proof["head"], proof["leaf"].encode()
    leaf, at, size = hashlib.sha256(b"\x00" + data).digest(), proof["position"], head["size"]
    roots = walk(at, size - 1, [bytes.fromhex(step) for step in proof["path"]], leaf, leaf) if 0 <= at < size else None
    must(roots and roots[1].hex() == head["root"], "This entry is not in the log that the head was signed over.")
    said = json.loads(proof["leaf"])
    must(said["trust"] == head["trust"], "The entry is of another trust than the head.")
    if "words" in proof:
        text = proof["words"]["salt"] + "\n" + canonical(proof["words"]["text"])
        good = hashlib.sha256(text.encode()).hexdigest() == said["words"]
        must(good, "These are not the words that the entry was written with.")
    print("The entry", said["ref"], "is number", at + 1, "of", size, "and has not been changed:")
    shown = {**said, "words": proof["words"]["text"]} if "words" in proof else said
    print(json.dumps(shown, indent=2, ensure_ascii=False))


def main(arguments):
    """Check one file."""
    key = arguments.pop(arguments.index("--key") + 1) if "--key" in arguments[:-1] else ""
    names = [name for name in arguments if name != "--key"]
    if len(names) != 1:
        sys.exit(__doc__)
    try:
        with open(names[0], encoding="utf-8") as file:
            proof = json.load(file)
        entry = proof["what"] == "charioteer proof 1"
        head = proof["head"] if entry else proof
        must(set(proof) <= KNOWN[entry] and set(head) <= KNOWN[False], "There is something in it that does not belong.")
        check_head(head, key)
        if entry:
            check_entry(proof)
        elif "since" in proof:
            old, path = proof["since"], [bytes.fromhex(step) for step in proof["path"]]
            check_head(old, "")
            roots = bytes.fromhex(old["root"]), bytes.fromhex(head["root"])
            good = old["trust"] == head["trust"] and grew(old["size"], roots[0], head["size"], roots[1], path)
            must(good, "The log does not begin with what the earlier head was signed over.")
            print("The log of", head["size"], "entries begins with the", old["size"], "of the earlier head.")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as why:
        sys.exit(f"NOT PROVEN. {names[0]} is no proof that can be read ({type(why).__name__}: {why}).")
    print("OK. Signed with key", head["key"], "over", head["size"], "entries at", head["at"])


if __name__ == "__main__":
    main(sys.argv[1:])
