"""The program that a web server runs. It refuses to start when something is unsafe."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from alongside.startup import refuse_unless_safe  # noqa: E402

refuse_unless_safe()
