"""The page shell: base templates, components, static files; it knows no house."""
