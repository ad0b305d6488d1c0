"""What anybody may see without signing in: the check, the register of channels, and what a school puts on its website."""
