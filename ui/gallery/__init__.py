"""Every view with sample models, to be looked at: ``python -m ui``. Nothing here is part of the application.

One module for each area adds its scenes to the table:

    @scene("welcome, empty", size=(1040, 696))
    def empty(stage: Stage) -> Any:
        return WelcomeView(stage.window, ...)
"""
