"""The catalogue: products and modules, dispatch types and what each owes."""
