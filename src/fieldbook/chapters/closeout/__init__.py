"""手册 六, 七: close-out. What is missing, and the archive as one zip."""
