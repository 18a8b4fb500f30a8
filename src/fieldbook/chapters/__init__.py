"""Chapters of the handbook: independent apps that contribute through their Chapter object."""
