"""Pages for everybody, beside ``/krise``: no sign-in, no cookie, whole without a script, in the plan's languages.

To add one: a module with its handler, a template in ``../pages`` that extends ``public.html``, words in three languages
in ``words.py``, and a line in ``routes.py``.
"""
