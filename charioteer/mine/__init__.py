"""What each person owes: the page “Mine to do”, the mail that reminds of it, the private calendar feed."""
