/** Tests of pytest that fail in every way that a test can: by an assertion, an error, a chain of them, a fixture. */
export const PYTEST = `import pytest
def total(cart):
    return sum(item["price"] for item in cart["items"])
def test_adds_prices():
    assert total({"items": [{"price": 1}]}) == 2
def test_without_items():
    total({})
class TestLoad:
    def test_chain(self):
        try:
            total({})
        except KeyError as error:
            raise RuntimeError("no cart 3") from error
@pytest.mark.parametrize("count", [1, 2])
def test_counts(count):
    assert count == 1
@pytest.fixture
def broken():
    raise ValueError("no database")
def test_with_fixture(broken):
    pass
`;
