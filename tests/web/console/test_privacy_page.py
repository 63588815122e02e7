"""The page of privacy: an admin's alone, and every act on it with a reason."""

from dispatcher.domain.states import Role
from dispatcher.ledger import holds
from tests.web.console.visitor import Visitor
from tests.web.node import Node


async def test_nobody_else_sees_the_page_and_a_reason_is_asked_for(node: Node, anne: Visitor) -> None:
    """An admin's alone; an empty reason is refused, and the hold with it; then it is lifted."""
    node.hire("drift", [Role.ADMIN])
    number = int((await node.draft()).partition("-")[0])
    anne.signed_in("kari")
    assert (await anne.get("/personvern")).status == 403
    anne.signed_in("drift")
    act = f"/personvern/{number}/hold"
    page = await anne.get("/personvern")
    csrf = page.hidden(act)
    empty = await anne.post(act, csrf | {"why": " "})
    held = await anne.post(act, csrf | {"why": "Klage"})
    again = await anne.post(act, csrf | {"why": "Klage"})
    lifted = await anne.post(f"/personvern/{number}/opphev", csrf | {"why": "Klagen er trukket"})
    nothing = await anne.post(f"/personvern/{number}/annet", csrf | {"why": "x"})

    assert "ØVELSE. Kokevarsel, åpnet 22.11.2026" in page.text
    assert "<dt>Innbyggere, ansatte, presse</dt><dd>Står med navn til hendelsen er avsluttet</dd>" in page.text
    assert [each.status for each in (empty, held, again, lifted, nothing)] == [422, 303, 409, 303, 404]
    assert node.scene.ledger.read_now(holds.held, number) is None
