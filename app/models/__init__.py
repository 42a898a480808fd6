"""Observable state of the application. No Tk, no sockets, no threads; Tk thread only.

Views follow these models through their signals and never write to them; controllers
are the only writers.
"""
