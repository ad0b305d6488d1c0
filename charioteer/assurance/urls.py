"""The addresses of the board and of the log."""

from django.urls import path

from charioteer.assurance.views import board, cell, trail

urlpatterns = [
    path("board/", board.index, name="board"),
    path("board/ask/", board.ask, name="board_ask"),
    path("board/asked/", board.asked, name="board_asked"),
    path("board/<str:clause>/<slug:place>/", cell.cell, name="board_cell"),
    path("trail/", trail.index, name="trail"),
    path("trail/<slug:ref>/", trail.entry, name="trail_entry"),
]
