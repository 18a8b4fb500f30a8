"""The handbook as data: roles, facts, flows, requirements, kinds, catalogue. Pure.

A manager who knows the paper handbook can open this folder and check it. Refuses to hold
storage, pages, printing, or the clock.
"""
