"""The register: what each account is now, and why; who runs it; how it got there."""
