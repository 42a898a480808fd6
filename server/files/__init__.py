"""Pictures and other files that people send: kept by the room, fetched by HTTP from its one port.

``conversation`` speaks HTTP with one browser or app, ``requests`` says what each request gets, ``depot``
keeps the files, ``uploads`` takes them in, ``permission`` knows who may send. All of it runs on the threads
of those who fetch and send: the engine is asked who somebody is, and hears of nothing else.
"""
