"""What an import writes: the draft, its pictures, the lists it adds to, and what it says in the terminal."""
