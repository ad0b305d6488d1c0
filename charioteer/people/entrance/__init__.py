"""The ways in: passkeys, devices, tokens, invitations by screen, and help for somebody who lost their second factor."""
