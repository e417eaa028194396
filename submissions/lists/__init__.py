"""Provider lists and series lists: opened in a child process, understood, added up.

Nothing here but `reading` starts a process, and nothing knows Django: the child that
reads a stranger's file has no database, no settings and little memory.
"""
