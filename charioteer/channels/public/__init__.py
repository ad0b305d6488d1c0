"""What anybody may see without signing in: the check, the list of channels, the texts for a school's website."""
