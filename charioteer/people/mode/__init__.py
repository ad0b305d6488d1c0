"""How far the house is in use: trying out, a pilot, or live; and the decision to go live."""
