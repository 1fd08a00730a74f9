"""The site is built once a session and put back before each case."""

import pytest

from qms_desktop.core.messages import speaking

from .jobs import JOBS
from .site import make_site


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are looked for by their English words."""
    with speaking("en"):
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    return make_site(tmp_path_factory.mktemp("university"))


@pytest.fixture(params=JOBS, ids=lambda kind: kind.name)
def job(request, site):
    """Each of the jobs."""
    return request.param(site)
