"""An entry is opaque and permanent; words about people stand beside it and can be erased without breaking it."""

from django.db import models

from charioteer.audit.kinds import words_for


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads of the log."""

    def about(self, subject: str) -> "EntryQuerySet":
        """Entries about one thing (`"channels.channel:12"`), newest first."""
        return self.filter(subject=subject).order_by("-at", "-pk")


class Entry(models.Model):
    """One thing that happened. Never updated, never deleted: triggers see to it.

    `body` is the canonical JSON that `hash` is the leaf hash of (RFC 6962); the other columns repeat parts of it for
    searching, and `charioteer verify audit` compares them with it.
    """

    ref = models.CharField(max_length=32, unique=True)
    trust_id = models.BigIntegerField(null=True)
    school_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    body = models.TextField()
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_by_subject"),
            models.Index(fields=["trust_id", "at"], name="audit_by_trust"),
            models.Index(fields=["trust_id", "school_id", "at"], name="audit_by_school"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.kind}"

    @property
    def says(self) -> str:
        """What happened, in words ("Edited")."""
        return words_for(self.kind)


class Words(models.Model):
    """What an entry says about people. Erasable: the entry holds only a salted hash of it."""

    ref = models.CharField(max_length=32, unique=True)
    salt = models.CharField(max_length=32)
    text = models.JSONField()

    class Meta:
        verbose_name_plural = "words"

    def __str__(self) -> str:
        return self.ref


class Position(models.Model):
    """The place a committed entry was given in the log of its trust (None: the installation's own). Insert-only.

    Apart from the entry, because an entry is written without any lock, and only what is committed gets a place.
    """

    entry_id = models.BigIntegerField(unique=True)
    trust_id = models.BigIntegerField(null=True)
    position = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    leaf = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trust_id", "position"], name="audit_position_in_trust"),
            models.UniqueConstraint(
                fields=["position"], condition=models.Q(trust_id=None), name="audit_position_in_no_trust"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} at {self.position}"


class Head(models.Model):
    """The signed root over the first `size` entries of one log. One for each run of the sealer; insert-only.

    `frontier` lets the next run extend the tree without reading it. The rest are the sealer's bookmarks: `top` is the
    largest key of an entry it had given a place; on PostgreSQL every transaction below `floor` was over when it began
    to look for entries, and none from `horizon` on had ended when it was done looking.
    """

    trust_id = models.BigIntegerField(null=True)
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=32)
    signature = models.CharField(max_length=128)
    frontier = models.TextField()
    top = models.BigIntegerField()
    floor = models.BigIntegerField(default=0)
    horizon = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trust_id", "size"], name="audit_head_of_size"),
            models.UniqueConstraint(
                fields=["size"], condition=models.Q(trust_id=None), name="audit_head_of_size_in_no_trust"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} entries: {self.root}"


class PublishedHead(models.Model):
    """A head as it was shown to the world: signed for a full hour, so that it betrays no single event. Insert-only."""

    trust_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    key_id = models.CharField(max_length=32)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trust_id", "at"], name="audit_published_once"),
            models.UniqueConstraint(
                fields=["at"], condition=models.Q(trust_id=None), name="audit_published_once_in_no_trust"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} entries at {self.at}"


class SigningKey(models.Model):
    """The public half of one version of the signing key, kept so that old heads can always be checked. Insert-only."""

    version = models.PositiveIntegerField(unique=True)
    key_id = models.CharField(max_length=32, unique=True)
    public = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key_id
