"""The nucleus: people, hospitals, projects, trips, documents, files, receipts, activity, links.

`perform` is the only door for a change. Refuses to know any chapter.
"""
