"""What is kept of a browser and of where it is: enough for its owner to know it again, and no more."""

from ipaddress import ip_address, ip_network

# The first that is found counts: Edge and Opera also call themselves Chrome, and Chrome also calls itself Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "A browser we do not know"
_IPV4, _IPV6 = 16, 48


def browser_words(user_agent: str) -> str:
    """Name a browser in a few words: "Firefox on Windows". What it sent is not kept."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if not browser:
        return f"A browser on {system}" if system else UNKNOWN
    return f"{browser} on {system}" if system else browser


def network_of(address: str) -> str:
    """Shorten an address to its network ("203.0.x.x"): the school or home, and not which machine in it."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_loopback:
        return "this machine"
    if found.version == 4:
        first = str(ip_network((str(found), _IPV4), strict=False).network_address).split(".")
        return f"{first[0]}.{first[1]}.x.x"
    return f"{ip_network((str(found), _IPV6), strict=False).network_address}/{_IPV6}"
