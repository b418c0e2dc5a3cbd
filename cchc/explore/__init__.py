"""EXPLORE in JupyterLab: choices beside what they show; the arithmetic is the library's."""
