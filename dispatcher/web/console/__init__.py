"""The console: pages for people, rendered here, that work without a script.

To add a page:

1. Write ``async def show(visit: Visit) -> web.Response`` in a module of its own, with its template in ``templates/``
   (it extends ``frame.html``) and its words in ``words.py``, three languages each.
2. Declare it in ``pages.py``: method, path, handler. A GET changes nothing; a POST has passed the checks of
   ``forms.py`` (origin, fetch metadata, CSRF token) before the handler sees it, so its form only needs ``{{ csrf }}``.
3. ``visit.user()`` is who is signed in, and sends everybody else to sign in first; ``visit.demand(Act.…)`` also asks
   the table of rights; ``visit.demand_factor()`` asks for the second factor unless it was just shown.
4. ``visit.page("name.html", exercise=…, …)`` renders it. What an alert in exercise is on is a page of that exercise.
5. Give it a ``Stop`` in ``tests/web/walk/stops.py``: it is then held to axe, narrow screens, the dark and three
   languages with all the others. A page without one fails a test.
"""
