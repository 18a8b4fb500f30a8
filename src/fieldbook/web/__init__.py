"""The shell: assembly, home, layout, commands. The only room that knows every chapter."""
