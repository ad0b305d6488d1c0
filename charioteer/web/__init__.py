"""The front door: home, health, error and refusal pages."""
