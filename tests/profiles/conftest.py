"""The shipped profiles, for the tests of the profiles, banks and examples."""

import pytest

from qms_desktop.core.profile import INSTITUTIONS, Profile, load_profile


@pytest.fixture(params=INSTITUTIONS)
def profile(request) -> Profile:
    return load_profile(request.param)


@pytest.fixture
def jasu() -> Profile:
    return load_profile("jasu")


@pytest.fixture
def oshsu() -> Profile:
    return load_profile("oshsu")
