"""Subscribers are told in the transaction of a change, signed, tried again, and only what their owner may see."""

import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction

from comity.connectors.webhooks import public, send
from comity.kernel.actions.verbs import change, comment, remove, take
from comity.kernel.audit.models import Entry
from comity.kernel.audit.verify import verify
from comity.kernel.base.errors import NotAllowed, Refused
from comity.kernel.base.moment import at, now
from comity.kernel.jobs import execution
from comity.kernel.registers import deliveries, webhooks
from comity.kernel.registers.models import Delivery, Subscription

pytestmark = pytest.mark.django_db
EXCEPTION = ["norms.exemption"]


class Listener(BaseHTTPRequestHandler):
    """A subscriber: keeps what it gets and answers as it is told."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def listener():
    server = HTTPServer(("127.0.0.1", 0), Listener)
    server.got, server.answers = [], []
    server.url = f"http://127.0.0.1:{server.server_port}/hook?x=1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def one(make, units, root):
    norm = make("norms.norm", code="STD-1", name={"en": "One"}, unit=units["OICT"])
    return make("norms.exemption", unit=units["OICT"], norm=norm, requester=root, title="Case")


def told(listener):
    return [json.loads(body) for _headers, body in listener.got]


def test_a_change_is_told_with_a_signature_that_fits(listener, member, root, one):
    subscription = webhooks.subscribe(member, listener.url, EXCEPTION)
    change(root, one, title="Other")
    assert Delivery.objects.get().state == "waiting"
    execution.drain()
    ((headers, body),) = listener.got
    stamp, mac = (part.split("=")[1] for part in headers["Comity-Signature"].split(","))
    wanted = hmac.new(
        webhooks.secret_of(subscription).encode(), f"{stamp}.".encode() + body, "sha256"
    ).hexdigest()
    assert mac == wanted
    content = json.loads(body)
    assert (content["kind"], content["verb"]) == ("norms.exemption", "change")
    assert (content["record"]["title"], content["record"]["version"]) == ("Other", 2)
    assert content["record"]["norm"]["code"] == "STD-1"
    assert Delivery.objects.get().state == "sent"
    assert not list(verify())


def test_a_change_that_is_rolled_back_is_not_told(listener, member, root, one):
    webhooks.subscribe(member, listener.url, EXCEPTION)
    with transaction.atomic():
        change(root, one, title="Other")
        transaction.set_rollback(True)
    execution.drain()
    assert not Delivery.objects.exists()
    assert not listener.got


def test_only_what_the_owner_may_see_at_sending_is_told(listener, neighbour, member, root, one):
    webhooks.subscribe(neighbour, listener.url, EXCEPTION)
    change(root, one, title="Other")
    execution.drain()
    assert Delivery.objects.get().state == "withheld"
    Subscription.objects.get()
    webhooks.subscribe(member, listener.url, EXCEPTION)
    change(root, one, title="Third")
    change(root, one, classification=2)
    execution.drain()
    assert not listener.got
    assert set(Delivery.objects.values_list("state", flat=True)) == {"withheld"}


def test_a_removal_is_told_to_who_could_see_the_record(listener, member, neighbour, root, one):
    webhooks.subscribe(member, listener.url, EXCEPTION)
    webhooks.subscribe(neighbour, listener.url, EXCEPTION)
    remove(root, one, "Twice.")
    execution.drain()
    assert [(line["verb"], line["record"]) for line in told(listener)] == [("remove", {"id": str(one.pk)})]


def test_an_internal_note_is_told_to_those_who_may_read_it(listener, member, root, one):
    webhooks.subscribe(member, listener.url, EXCEPTION, ["comment"])
    comment(root, one, "Between us", internal=True)
    comment(root, one, "Hello")
    change(root, one, title="Other")
    execution.drain()
    assert [line["comment"]["text"] for line in told(listener)] == ["Hello"]


def test_steps_are_told_by_their_name_to_who_wants_steps(listener, member, someone, root, one):
    webhooks.subscribe(member, listener.url, EXCEPTION, ["step"])
    change(root, one, title="Other")
    take(someone("Assessor", "UN", "*"), one, "assess", assessment="Fine.")
    execution.drain()
    assert [line["verb"] for line in told(listener)] == ["assess"]


def test_a_subscriber_that_fails_is_tried_again_later_and_at_last_given_up(listener, member, root, one):
    webhooks.subscribe(member, listener.url, EXCEPTION)
    listener.answers += [500, 302]
    change(root, one, title="Other")
    execution.drain()
    found = Delivery.objects.get()
    assert (found.state, found.status, found.tries) == ("waiting", 500, 1)
    assert deliveries.send_again() == 0
    moment = now()
    with at(moment + timedelta(minutes=2)):
        assert deliveries.send_again() == 1
        execution.drain()
    assert Delivery.objects.get().status == 302
    assert len(listener.got) == 2
    listener.answers += [500] * 20
    for hours in range(1, 8):
        with at(moment + timedelta(days=hours)):
            deliveries.send_again()
            execution.drain()
    found = Delivery.objects.get()
    assert (found.state, found.tries) == ("failed", 8)
    listener.answers.clear()
    with at(moment + timedelta(days=9)):
        deliveries.redeliver(member, found)
        execution.drain()
    assert Delivery.objects.get().state == "sent"


def test_nothing_is_told_to_an_owner_who_may_not_sign_in(listener, member, root, one):
    webhooks.subscribe(member, listener.url, EXCEPTION)
    member.account.allow(False)
    change(root, one, title="Other")
    execution.drain()
    assert not listener.got


def test_only_the_owner_changes_a_webhook_and_the_secret_is_nowhere(member, root):
    found = webhooks.subscribe(member, "https://example.org/hook", EXCEPTION)
    secret = webhooks.secret_of(found)
    with pytest.raises(NotAllowed):
        webhooks.alter(root, found, url="https://example.net/")
    with pytest.raises(NotAllowed):
        webhooks.end(root, found)
    assert webhooks.renew_secret(member, found) != secret
    said = "".join(entry.after + entry.before for entry in Entry.objects.all())
    assert secret not in said
    webhooks.end(member, found)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "url", ["http://example.org/", "ftp://example.org", "https://", "https://a b/", "https://u:p@x.org/", "x", "https://x:99999/", "https://[::1"]
)  # fmt: skip
def test_an_address_in_the_clear_or_malformed_is_refused(member, url):
    with pytest.raises(Refused) as refusal:
        webhooks.subscribe(member, url, EXCEPTION)
    assert "url" in refusal.value.fields


def test_http_on_loopback_is_for_demonstrations(member, settings):
    settings.COMITY_DEMO = False
    with pytest.raises(Refused):
        webhooks.subscribe(member, "http://127.0.0.1:8000/", EXCEPTION)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
        "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "::",
    ],
)  # fmt: skip
def test_private_addresses_are_not_public(address):
    assert not public(address)


def test_a_message_does_not_enter_a_private_network(listener):
    outcome = send(listener.url, b"{}", {}, False)
    assert outcome.status is None
    assert "private" in outcome.error
    assert not listener.got
    assert public("93.184.215.14")


def test_the_pages_show_the_secret_once_and_send_again(enter, listener, member, root, one):
    client = enter(member)
    assert client.get("/webhooks/").status_code == 200
    made = client.post("/webhooks/", {"url": listener.url, "kinds": EXCEPTION})
    found = Subscription.objects.get()
    assert made.status_code == 201
    assert webhooks.secret_of(found) in made.content.decode()
    page = f"/webhooks/{found.pk}/"
    assert webhooks.secret_of(found) not in client.get(page).content.decode()
    assert enter(root).get(page).status_code == 404
    change(root, one, title="Other")
    execution.drain()
    assert "norms.exemption change" in client.get(page).content.decode()
    assert client.post(f"{page}again/{Delivery.objects.get().pk}/").status_code == 302
    execution.drain()
    assert len(listener.got) == 2
    assert client.post(f"{page}stop/").status_code == 302
    assert not Subscription.objects.get().active
    assert client.post("/webhooks/", {"url": "http://example.org", "kinds": EXCEPTION}).status_code == 422
    client.post(f"{page}remove/")
    assert not Subscription.objects.exists()
