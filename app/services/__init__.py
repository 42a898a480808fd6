"""The world outside the window: files, networks, invites. No Tk, no models written."""
