"""The parts that views are made of. They know the theme and Tk, and no model of the application."""
