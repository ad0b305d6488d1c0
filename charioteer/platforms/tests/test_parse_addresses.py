"""Addresses in every form that names an account."""

import pytest

from charioteer.platforms import parse

UC = "UCabcdefghijklmnopqrstuv"
ACCOUNTS = [
    # X, which was Twitter
    ("https://x.com/HouseCapella", "x:housecapella"),
    ("http://x.com/HouseCapella", "x:housecapella"),
    ("x.com/HouseCapella", "x:housecapella"),
    ("X.COM/HOUSECAPELLA", "x:housecapella"),
    ("//x.com/HouseCapella", "x:housecapella"),
    ("https://www.x.com/HouseCapella/", "x:housecapella"),
    ("https://x.com/@HouseCapella", "x:housecapella"),
    ("https://x.com/%40HouseCapella", "x:housecapella"),
    ("https://x.com//HouseCapella", "x:housecapella"),
    ("https://x.com./HouseCapella", "x:housecapella"),
    ("https:/x.com/HouseCapella", "x:housecapella"),
    ("https://twitter.com/HouseCapella", "x:housecapella"),
    ("https://mobile.twitter.com/HouseCapella?lang=en", "x:housecapella"),
    ("https://m.twitter.com/HouseCapella#top", "x:housecapella"),
    ("https://twitter.com/HouseCapella?ref_src=twsrc%5Egoogle%7Ctwcamp%5Eserp", "x:housecapella"),
    ("https://x.com/HouseCapella/with_replies", "x:housecapella"),
    ("https://x.com/HouseCapella/media", "x:housecapella"),
    ("https://twitter.com/intent/user?screen_name=HouseCapella", "x:housecapella"),
    ("https://x.com/intent/follow?original_referer=a&screen_name=HouseCapella&tw_p=b", "x:housecapella"),
    ("https://x.com/i/user/1234567890", "x:id:1234567890"),
    ("<https://x.com/HouseCapella>", "x:housecapella"),
    ("(https://x.com/HouseCapella).", "x:housecapella"),
    ("“https://x.com/HouseCapella”,", "x:housecapella"),
    ("  https://x.com/HouseCapella \n", "x:housecapella"),
    # Facebook
    ("https://www.facebook.com/FOSSFriendsofStrathmoreSchool", "facebook:fossfriendsofstrathmoreschool"),
    ("facebook.com/FOSS.Friends.of.StrathmoreSchool", "facebook:fossfriendsofstrathmoreschool"),
    ("https://m.facebook.com/fossfriendsofstrathmoreschool/", "facebook:fossfriendsofstrathmoreschool"),
    ("https://en-gb.facebook.com/strathmoreschool", "facebook:strathmoreschool"),
    ("https://web.facebook.com/strathmoreschool?_rdc=1&_rdr", "facebook:strathmoreschool"),
    ("https://mbasic.facebook.com/strathmoreschool", "facebook:strathmoreschool"),
    ("https://fb.com/strathmoreschool", "facebook:strathmoreschool"),
    ("https://www.facebook.com/pg/strathmoreschool/about/", "facebook:strathmoreschool"),
    ("https://www.facebook.com/strathmoreschool/about", "facebook:strathmoreschool"),
    ("https://www.facebook.com/strathmoreschool/?fbclid=IwAR0abc", "facebook:strathmoreschool"),
    ("https://www.facebook.com/profile.php?id=100064512345678", "facebook:id:100064512345678"),
    ("https://www.facebook.com/profile.php?mibextid=a&id=100064512345678#x", "facebook:id:100064512345678"),
    ("https://www.facebook.com/100064512345678", "facebook:id:100064512345678"),
    ("https://www.facebook.com/p/Strathmore-School-100064512345678/", "facebook:id:100064512345678"),
    ("https://www.facebook.com/people/Strathmore-School/100064512345678/", "facebook:id:100064512345678"),
    ("https://www.facebook.com/pages/Strathmore-School/123456789012345", "facebook:id:123456789012345"),
    ("https://www.facebook.com/pages/category/School/Strathmore-123456789012345/", "facebook:id:123456789012345"),
    ("https://www.facebook.com/Strathmore-School-123456789012345/", "facebook:id:123456789012345"),
    ("https://www.facebook.com/groups/3651385304889119", "facebook:group:3651385304889119"),
    ("https://m.facebook.com/groups/3651385304889119/?ref=share", "facebook:group:3651385304889119"),
    ("https://www.facebook.com/groups/3651385304889119/about", "facebook:group:3651385304889119"),
    ("facebook.com/groups/Strathmore.Parents", "facebook:group:strathmore.parents"),
    # Messenger is Facebook's
    ("https://m.me/strathmoreschool", "facebook:strathmoreschool"),
    ("https://www.messenger.com/100064512345678", "facebook:id:100064512345678"),
    # Instagram, Threads
    ("https://www.instagram.com/bespokebeheard/", "instagram:bespokebeheard"),
    ("https://www.instagram.com/BespokeBeHeard?igsh=MWQ1ZGUxMzBkMA==", "instagram:bespokebeheard"),
    ("instagram.com/_u/bespokebeheard", "instagram:bespokebeheard"),
    ("instagram.com/house.capella_7", "instagram:house.capella_7"),
    ("https://www.instagram.com/bespokebeheard/tagged/", "instagram:bespokebeheard"),
    ("https://www.threads.net/@bespokebeheard", "threads:bespokebeheard"),
    ("https://www.threads.com/@bespokebeheard/replies", "threads:bespokebeheard"),
    # YouTube
    ("https://www.youtube.com/@strathmoreschool589", "youtube:strathmoreschool589"),
    ("https://youtube.com/@StrathmoreSchool589?si=abc", "youtube:strathmoreschool589"),
    ("https://m.youtube.com/@strathmoreschool589/videos", "youtube:strathmoreschool589"),
    ("https://music.youtube.com/@strathmoreschool589", "youtube:strathmoreschool589"),
    (f"https://www.youtube.com/channel/{UC}", f"youtube:channel:{UC}"),
    (f"https://www.youtube.com/channel/{UC}/featured", f"youtube:channel:{UC}"),
    ("https://www.youtube.com/c/StrathmoreSchool", "youtube:c:strathmoreschool"),
    ("https://www.youtube.com/StrathmoreSchool", "youtube:c:strathmoreschool"),
    ("https://www.youtube.com/user/StrathmoreSchool", "youtube:user:strathmoreschool"),
    # LinkedIn
    ("https://www.linkedin.com/company/the-auriga-academy-trust/", "linkedin:company:the-auriga-academy-trust"),
    ("https://uk.linkedin.com/company/the-auriga-academy-trust", "linkedin:company:the-auriga-academy-trust"),
    ("linkedin.com/company/1234567/about/", "linkedin:company:1234567"),
    ("https://www.linkedin.com/school/strathmore-school/", "linkedin:school:strathmore-school"),
    ("https://www.linkedin.com/showcase/auriga-sixth-form/", "linkedin:showcase:auriga-sixth-form"),
    ("https://www.linkedin.com/in/amara-lindqvist-1a2b3c/", "linkedin:person:amara-lindqvist-1a2b3c"),
    ("https://www.linkedin.com/groups/1234567/", "linkedin:group:1234567"),
    # TikTok, Snapchat
    ("https://www.tiktok.com/@house.capella?lang=en", "tiktok:house.capella"),
    ("https://m.tiktok.com/@HouseCapella", "tiktok:housecapella"),
    ("https://www.snapchat.com/add/housecapella", "snapchat:housecapella"),
    ("https://www.snapchat.com/@housecapella", "snapchat:housecapella"),
    ("snapchat.com/add/house-capella?share_id=abc", "snapchat:house-capella"),
    # WhatsApp
    ("https://whatsapp.com/channel/0029Va1bC2dE3fG4hI5jK6l", "whatsapp:channel:0029Va1bC2dE3fG4hI5jK6l"),
    # Reddit
    ("https://www.reddit.com/user/HouseCapella/", "reddit:user:housecapella"),
    ("https://old.reddit.com/u/HouseCapella", "reddit:user:housecapella"),
    ("https://reddit.com/r/TeachingUK", "reddit:subreddit:teachinguk"),
    ("https://www.reddit.com/r/TeachingUK/new/", "reddit:subreddit:teachinguk"),
    # Pinterest, Tumblr, WordPress, Medium, Substack, Flickr, Vimeo
    ("https://www.pinterest.co.uk/housecapella/", "pinterest:housecapella"),
    ("https://uk.pinterest.com/housecapella/_saved/", "pinterest:housecapella"),
    ("https://housecapella.tumblr.com/", "tumblr:housecapella"),
    ("https://www.tumblr.com/housecapella", "tumblr:housecapella"),
    ("https://www.tumblr.com/blog/view/housecapella", "tumblr:housecapella"),
    ("https://housecapella.wordpress.com", "wordpress:housecapella"),
    ("housecapella.wordpress.com/2026/01/01/snow/", "wordpress:housecapella"),
    ("https://wordpress.com/home/housecapella.wordpress.com", "wordpress:housecapella"),
    ("https://medium.com/@housecapella", "medium:housecapella"),
    ("https://housecapella.medium.com/about", "medium:housecapella"),
    ("https://medium.com/capella-press", "medium:publication:capella-press"),
    ("https://housecapella.substack.com/", "substack:housecapella"),
    ("https://substack.com/@housecapella", "substack:user:housecapella"),
    ("https://www.flickr.com/photos/housecapella/", "flickr:housecapella"),
    ("https://www.flickr.com/people/12345678@N00/", "flickr:12345678@n00"),
    ("https://vimeo.com/housecapella", "vimeo:housecapella"),
    ("https://vimeo.com/channels/capella-films", "vimeo:channel:capella-films"),
    # Bluesky and Mastodon
    ("https://bsky.app/profile/HouseCapella.bsky.social", "bluesky:housecapella.bsky.social"),
    ("https://bsky.app/profile/capella.school.example", "bluesky:capella.school.example"),
    (
        "https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx",
        "bluesky:did:did:plc:abcdefghijklmnopqrstuvwx",
    ),
    ("housecapella.bsky.social", "bluesky:housecapella.bsky.social"),
    ("https://mastodon.social/@HouseCapella", "mastodon:housecapella@mastodon.social"),
    ("https://mastodonapp.uk/users/HouseCapella", "mastodon:housecapella@mastodonapp.uk"),
    ("https://mastodon.social/@housecapella@toot.wales", "mastodon:housecapella@toot.wales"),
    ("https://social.school.example/@HouseCapella", "mastodon:housecapella@social.school.example"),
    ("https://mastodon.social/web/@HouseCapella", "mastodon:housecapella@mastodon.social"),
    # Twitch, Telegram, Discord, Steam, Roblox
    ("https://www.twitch.tv/HouseCapella/about", "twitch:housecapella"),
    ("https://t.me/HouseCapella", "telegram:housecapella"),
    ("https://t.me/s/HouseCapella", "telegram:housecapella"),
    ("https://discord.com/users/123456789012345678", "discord:user:123456789012345678"),
    ("https://steamcommunity.com/id/housecapella/", "steam:housecapella"),
    ("https://steamcommunity.com/profiles/76561197960265728", "steam:id:76561197960265728"),
    ("https://www.roblox.com/users/12345/profile", "roblox:user:12345"),
    ("https://www.roblox.com/groups/12345/Capella#!/about", "roblox:group:12345"),
    ("https://www.roblox.com/communities/12345/Capella", "roblox:group:12345"),
    ("https://ask.fm/housecapella", "askfm:housecapella"),
    # any other website
    ("https://www.school.example/news/", "website:site:school.example/news"),
    ("https://School.Example", "website:site:school.example"),
    ("www.school.example", "website:site:school.example"),
]


@pytest.mark.parametrize(("text", "canonical"), ACCOUNTS)
def test_address_names_account(catalogue, text, canonical):
    reading = parse(text, catalogue)
    assert reading.cannot_tell == ""
    assert reading.identity is not None
    assert reading.identity.canonical == canonical


@pytest.mark.parametrize("text", [text for text, _ in ACCOUNTS])
def test_our_address_leads_back_to_the_account(catalogue, text):
    reading = parse(text, catalogue)
    if reading.address:
        again = parse(reading.address, catalogue)
        assert again.identity.canonical == reading.identity.canonical
        assert again.address == reading.address


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("https://x.com/HouseCapella/status/1234567890", "x:housecapella"),
        ("https://twitter.com/HouseCapella/status/1234567890/photo/1", "x:housecapella"),
        ("https://www.tiktok.com/@housecapella/video/7123456789", "tiktok:housecapella"),
        ("https://www.facebook.com/strathmoreschool/posts/pfbid02abc", "facebook:strathmoreschool"),
        ("https://www.facebook.com/strathmoreschool/videos/123456/", "facebook:strathmoreschool"),
        ("https://www.facebook.com/groups/3651385304889119/posts/42/", "facebook:group:3651385304889119"),
        ("https://www.facebook.com/groups/3651385304889119/permalink/42/", "facebook:group:3651385304889119"),
        ("https://www.facebook.com/story.php?story_fbid=1&id=100064512345678", "facebook:id:100064512345678"),
        ("https://www.facebook.com/permalink.php?story_fbid=1&id=100064512345678", "facebook:id:100064512345678"),
        ("https://www.instagram.com/bespokebeheard/p/CxYz/", "instagram:bespokebeheard"),
        ("https://www.instagram.com/bespokebeheard/reel/CxYz/", "instagram:bespokebeheard"),
        ("https://www.instagram.com/stories/bespokebeheard/123/", "instagram:bespokebeheard"),
        ("https://www.threads.net/@bespokebeheard/post/CxYz", "threads:bespokebeheard"),
        ("https://bsky.app/profile/capella.bsky.social/post/3kabc", "bluesky:capella.bsky.social"),
        ("https://mastodon.social/@HouseCapella/109876543210", "mastodon:housecapella@mastodon.social"),
        ("https://www.reddit.com/r/TeachingUK/comments/abc/title/", "reddit:subreddit:teachinguk"),
        ("https://medium.com/@housecapella/a-story-123abc", "medium:housecapella"),
        ("https://t.me/HouseCapella/42", "telegram:housecapella"),
    ],
)
def test_account_read_from_a_post_is_doubted(catalogue, text, canonical):
    reading = parse(text, catalogue)
    assert reading.identity.canonical == canonical
    assert "read_from_post" in [doubt.code for doubt in reading.doubts]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://www.facebook.com/profile.php?id=100064512345678", "number_not_name"),
        (f"https://www.youtube.com/channel/{UC}", "number_not_name"),
        ("https://www.youtube.com/c/StrathmoreSchool", "legacy_address"),
        ("https://www.youtube.com/user/StrathmoreSchool", "legacy_address"),
        ("https://m.me/strathmoreschool", "same_account"),
        ("https://www.linkedin.com/in/amara-lindqvist-1a2b3c/", "not_official"),
        ("https://social.school.example/@HouseCapella", "server_unknown"),
        ("https://mastodon.social/@housecapella@toot.wales", "seen_elsewhere"),
        ("https://ask.fm/housecapella", "closed_platform"),
        ("https://www.roblox.com/users/12345/profile", "not_official"),
        ("https://www.linkedin.com/company/capella/extra/more", "longer_address"),
    ],
)
def test_doubt_goes_with_the_form(catalogue, text, code):
    reading = parse(text, catalogue)
    assert reading.identity is not None
    doubt = next(doubt for doubt in reading.doubts if doubt.code == code)
    assert doubt.words.endswith(".")
    assert "{" not in doubt.words


def test_capitals_of_a_channel_number_matter(catalogue):
    one = parse(f"https://www.youtube.com/channel/{UC}", catalogue)
    other = parse(f"https://www.youtube.com/channel/{UC[:-1]}V", catalogue)
    assert one.identity != other.identity


def test_page_and_unknown_share_one_space_of_names(catalogue):
    page = parse("https://www.facebook.com/pg/strathmoreschool", catalogue)
    unknown = parse("https://www.facebook.com/strathmoreschool", catalogue)
    assert (page.kind, unknown.kind) == ("page", "unknown")
    assert page.identity.canonical == unknown.identity.canonical


@pytest.mark.parametrize(
    "text",
    [
        "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv",
        "https://chat.whatsapp.com/invite/AbCdEfGhIjKlMnOpQrStUv",
        "https://discord.gg/AbCdEfGhIj",
        "https://discord.com/invite/AbCdEfGhIj",
        "https://t.me/+AbCdEfGhIjKlMnOp",
        "https://t.me/joinchat/AbCdEfGhIjKlMnOp",
    ],
)
def test_invitation_is_kept_only_as_a_fingerprint(catalogue, text):
    reading = parse(text, catalogue)
    assert reading.secret
    assert reading.identity is not None
    assert reading.address == reading.handle == ""
    assert "secret_link" in [doubt.code for doubt in reading.doubts]
    everything = f"{reading.identity.canonical} {reading.to_store} {reading.doubts}"
    assert "abcdefgh" not in everything.lower()
    assert reading.as_entered == text


def test_the_same_invitation_is_the_same_group(catalogue):
    one = parse("https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv", catalogue)
    again = parse("chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv?mode=ac", catalogue)
    other = parse("chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUw", catalogue)
    assert one.identity == again.identity != other.identity


def test_what_is_no_secret_is_stored_as_typed(catalogue):
    assert parse(" x.com/HouseCapella ", catalogue).to_store == " x.com/HouseCapella "
