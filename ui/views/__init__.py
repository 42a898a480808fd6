"""What people see: one module for each part of the screen, following models and calling functions it was given."""
