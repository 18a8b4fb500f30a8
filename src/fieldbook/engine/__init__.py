"""Pure types of the house: Kind, Requirement, Transition, Chapter, and how a Kind becomes a neutral page.

Refuses to hold: any document, duty or role of the handbook (they are data in `handbook`), Django, the clock.
"""
