"""The looks of Parlor: CustomTkinter and Tk are known here and nowhere else.

Views follow ``app.models`` through their signals and are given plain functions for what
they may do. Nothing in here knows a socket, a thread of the network, or a controller.
"""
