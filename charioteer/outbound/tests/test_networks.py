"""Numbers: what we call public is public for Python too, and no number that hides another is."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.outbound.networks import is_public

V4 = st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address)
V6 = st.integers(0, 2**128 - 1).map(ipaddress.IPv6Address)
SPECIAL = [ipaddress.ip_network(net) for net in ("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15")]


@given(st.one_of(V4, V6))
def test_public_is_global(address: ipaddress.IPv4Address) -> None:
    if is_public(str(address)):
        assert address.is_global
        wrong = (address.is_private, address.is_loopback, address.is_link_local, address.is_multicast)
        assert not any(wrong)


@given(V4)
def test_every_other_global_number_is_public(address: ipaddress.IPv4Address) -> None:
    if address.is_global and not address.is_multicast and not any(address in net for net in SPECIAL):
        assert is_public(str(address))


@given(V4)
def test_a_number_inside_another_never_is(address: ipaddress.IPv4Address) -> None:
    inside = int(address)
    carriers = [0, 0xFFFF << 32, 0xFFFF << 48, 0x64FF9B << 96, (0x64FF9B << 96) | (1 << 80)]
    for carrier in carriers:
        assert not is_public(str(ipaddress.IPv6Address(carrier | inside)))
    assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) | (inside << 80))))


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "127.255.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.127.255.255", "0.0.0.0",  # noqa: S104 (nothing is bound)
        "0.1.2.3", "255.255.255.255", "224.0.0.1", "239.1.1.1", "198.18.0.1",
        "192.0.2.1", "203.0.113.9", "::", "::1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
        "2001:0:1::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "ff02::1", "fec0::1", "2001:db8::1", "", "x",
        "8.8.8", "0x8.8.8.8", "8.8.8.8%1",
    ],
)  # fmt: skip
def test_it_is_not_public(text: str) -> None:
    assert not is_public(text)


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "2606:4700::1111"])
def test_it_is_public(text: str) -> None:
    assert is_public(text)
