"""The board: asks every control how each clause stands at each place, and keeps the answers. The log, to be read."""
