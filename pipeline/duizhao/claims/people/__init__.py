"""People: names, roles beside them, short forms of a full name. `find` is the way in."""
