"""People, on the real program: the first administrator, signing in, the page, the lock, another service that vouches, and the audit.

SKINO_SHOTS names a folder for pictures of each state.
"""

import json
import os
import pathlib
import socket
import subprocess
import time

import pytest
from conftest import until, violations
from playwright.sync_api import expect
from real_server import PROGRAM, ROOT, Server

PYTHON = ROOT / ".deps/venv-people/bin/python"
SHOTS = os.environ.get("SKINO_SHOTS")
ROOT_PASSWORD, ANNA_PASSWORD = "a sentence nobody guesses", "quite another sentence"


def people(data, *arguments, password=None, status=0):
    done = subprocess.run([PROGRAM, "people", *arguments, "--data", str(data)], cwd=ROOT, input=password, capture_output=True, text=True, timeout=60)
    assert done.returncode == status, (done.stdout, done.stderr)
    return done.stdout + done.stderr


def shot(page, name):
    if SHOTS:
        page.screenshot(path=str(pathlib.Path(SHOTS) / f"{name}.png"), full_page=True)


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "never true"
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server without streams whose first administrator the command line let in while it ran."""
    data = tmp_path_factory.mktemp("people") / "data"
    data.mkdir()
    server = Server(data, configuration="streams: []\nvoice: off\n")
    assert server.request("GET", "/api/v1/people")[0] == 200, "whoever sits at the machine is let in as long as nobody could sign in"
    people(data, "add", "root", "--role", "administrator", password=ROOT_PASSWORD + "\n")
    wait_for(lambda: server.request("GET", "/api/v1/people")[0] == 401)
    yield server, data
    server.stop()


def sign_in(page, server, name="root", password=ROOT_PASSWORD, path="/people"):
    page.goto(server.url + path)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(server.url + path)


def test_the_command_line_says_what_is_wrong_and_never_shows_a_password(house):
    _, data = house
    assert "15 characters" in people(data, "add", "ben", "--role", "viewer", password="short\n", status=1)
    assert "one line" in people(data, "add", "ben", "--role", "viewer", password="", status=1)
    assert "administrator, clinician" in people(data, "add", "ben", "--role", "god", password=ROOT_PASSWORD, status=2)
    assert "taken" in people(data, "add", "root", "--role", "viewer", password=ROOT_PASSWORD.replace("nobody", "somebody"), status=1)
    assert "last administrator" in people(data, "disable", "root", status=1)
    listed = people(data, "list", "--json")
    assert json.loads(listed)["name"] == "root" and "argon2" not in listed and ROOT_PASSWORD not in listed


def test_a_browser_signs_in_by_password_and_an_administrator_lets_somebody_in(house, open_page):
    server, _ = house
    page = open_page(reduced_motion="reduce")
    page.goto(server.url + "/people")
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    assert page.get_by_label("Token").count() == 0 or not page.get_by_label("Token").is_visible()
    shot(page, "sign-in")
    assert violations(page) == []
    page.get_by_label("Name", exact=True).fill("root")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Error: type your password")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("a wrong sentence here")
    page.keyboard.press("Enter")
    expect(page.locator("#problem .message")).to_be_focused()
    expect(page.locator("#problem")).to_contain_text("does not know this name with this password")
    shot(page, "sign-in-wrong")
    assert violations(page) == []
    page.get_by_label("Password", exact=True).fill(ROOT_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(server.url + "/people")
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#groups")).to_contain_text("There is no group yet")
    shot(page, "people-empty")

    # A group, then somebody in it: by the keyboard, and told at the field what is wrong.
    page.locator("#add-group").focus()
    page.keyboard.press("Enter")
    page.locator("#group-dialog [name=name]").fill("ward-a")
    page.locator("#group-dialog [name=streams]").fill("Bed side!")
    page.keyboard.press("Enter")
    expect(page.locator("#group-dialog [name=streams]")).to_be_focused()
    expect(page.locator("#group-dialog .message")).to_contain_text("the id of a stream")
    page.locator("#group-dialog [name=streams]").fill("bedside, room-5")
    page.keyboard.press("Enter")
    expect(page.locator("#groups")).to_contain_text("bedside, room-5")
    page.locator("#add-person").click()
    page.locator("#person-dialog [name=name]").fill("anna")
    page.get_by_role("checkbox", name="ward-a").check()
    page.locator("#person-dialog [name=password]").fill("short")
    page.keyboard.press("Enter")
    expect(page.locator("#person-dialog [name=password]")).to_be_focused()
    expect(page.locator("#person-dialog .message")).to_contain_text("15 characters")
    shot(page, "people-refused")
    assert violations(page) == []
    page.locator("#person-dialog [name=password]").fill(ANNA_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#people")).to_contain_text("Viewer by ward-a on bedside, room-5")
    expect(page.locator("#open")).to_contain_text("This session")
    expect(page.locator("#audit")).to_contain_text("made people anna")
    assert violations(page) == []
    shot(page, "people")
    for width, height, dark in ((390, 844, False), (1440, 900, True), (390, 844, True)):
        page.set_viewport_size(dict(width=width, height=height))
        page.emulate_media(color_scheme="dark" if dark else "light")
        shot(page, f"people-{width}-{'dark' if dark else 'light'}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the screen"


def test_a_person_of_a_group_sees_that_much_and_their_session_can_be_ended(house, open_page):
    server, _ = house
    anna, root = open_page(), open_page()
    sign_in(anna, server, "anna", ANNA_PASSWORD)
    expect(anna.locator("#content")).to_contain_text("Only administrators see people")
    shot(anna, "people-not-allowed")
    assert violations(anna) == []
    sign_in(root, server)
    root.get_by_role("button", name="End the session of anna").first.click()
    root.locator("#sure-yes").click()
    expect(root.locator("#toasts")).to_contain_text("The session is over")
    anna.goto(server.url + "/people")
    expect(anna).to_have_url(server.url + "/sign-in?next=%2Fpeople")


def test_the_audit_is_valid_fhir_and_its_chain_holds(house):
    server, data = house
    body = json.dumps(dict(name="root", password=ROOT_PASSWORD))
    status, headers, _ = server.request("POST", "/api/v1/session", body, {"Content-Type": "application/json"})
    assert status == 200
    cookie = {"Cookie": headers["Set-Cookie"].split(";")[0]}
    server.request("GET", "/api/v1/alerts", headers=cookie)
    status, headers, lines = server.request("GET", "/api/v1/audit.fhir.ndjson", headers=cookie)
    assert status == 200 and headers["Content-Type"] == "application/fhir+ndjson"
    check = "import sys\nfrom fhir.resources.R4B.auditevent import AuditEvent\nfor line in sys.stdin: print(AuditEvent.model_validate_json(line).action)"
    checked = subprocess.run([PYTHON, "-c", check], input=lines.decode(), capture_output=True, text=True, timeout=120)
    assert checked.returncode == 0, checked.stderr[-2000:]
    assert checked.stdout.split().count("R") >= 1 and len(checked.stdout.split()) == len(lines.splitlines()) > 5
    verified = subprocess.run([PROGRAM, "verify", "--data", str(data), "--json"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    found = json.loads(verified.stdout)
    assert verified.returncode == 0 and found["audit"] >= 5 and found.get("audit_broken") is None, verified


@pytest.fixture(scope="module")
def provided(tmp_path_factory):
    """A server with an idle time of four seconds, and a real provider that vouches for two people, one of whom may come in."""
    folder = tmp_path_factory.mktemp("provided")
    data = folder / "data"
    data.mkdir()
    secret = folder / "oidc.secret"
    secret.write_text("a-client-secret-for-a-test\n")
    secret.chmod(0o600)
    provider = subprocess.Popen([PYTHON, ROOT / "E2E/oidc_provider.py", folder, "a-client-secret-for-a-test", "-"], stdin=subprocess.PIPE, text=True, stderr=(folder / "provider.log").open("w"))
    issuer = wait_for(lambda: (folder / "provider-address").exists() and (folder / "provider-address").read_text())
    people(data, "add", "root", "--role", "administrator", password=ROOT_PASSWORD + "\n")
    # The provider must know the server's address and the server must know its own: the only port that is chosen before it is listened on.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Server(data, configuration=f"""
listen: 127.0.0.1:{port}
streams: []
voice: off
sign_in:
  idle_minutes: 0.07
  provider:
    name: Clinic
    issuer: {issuer}
    client_id: skino
    secret_file: {secret}
    public_url: http://127.0.0.1:{port}
    scopes: [openid, profile, groups]
    roles: [{{value: doctors, role: clinician}}]
""")
    provider.stdin.write(server.url + "/sign-in/callback\n")
    provider.stdin.flush()
    wait_for(lambda: (folder / "provider-ready").exists())
    yield server
    server.stop()
    provider.terminate()
    provider.wait(timeout=20)


def at_provider(page, server, name, path="/people"):
    page.goto(server.url + path)
    page.get_by_role("link", name="Sign in with Clinic").click()
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=login]").press("Enter")
    page.locator("input[name=password]").fill("a sentence for tests")
    page.locator("input[name=password]").press("Enter")


def test_a_real_provider_lets_in_whom_its_groups_allow(provided, open_page):
    server = provided
    page = open_page(reduced_motion="reduce")
    at_provider(page, server, "anna")
    page.wait_for_url(server.url + "/people")
    until(page, "document.querySelector('#person:not([hidden])')")
    assert page.evaluate("fetch('/api/v1/session').then(r => r.json()).then(s => [s.name, s.role, s.proof])") == ["anna", "clinician", "provider"]

    other = open_page()
    at_provider(other, server, "gert")
    other.wait_for_url("**/sign-in?problem=no-role*")
    expect(other.locator("#problem")).to_contain_text("nothing here was given to you")
    shot(other, "sign-in-no-role")
    assert violations(other) == []

    # What comes back without a sign-in that was begun here leads nowhere.
    status, headers, _ = server.request("GET", "/sign-in/callback?code=x&state=y")
    assert status == 303 and headers["Location"] == "/sign-in?problem=stale"


def test_a_page_that_nobody_touches_locks_and_only_its_password_unlocks_it(provided, open_page):
    server = provided
    page = open_page(reduced_motion="reduce")
    sign_in(page, server, path="/alerts")
    expect(page.locator("#lock")).to_be_visible(timeout=60_000)
    expect(page.locator("#lock-password")).to_be_focused()
    assert page.locator("#main").evaluate("e => getComputedStyle(e).visibility") == "hidden"
    shot(page, "locked")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#lock")).to_be_visible()
    # The session is over at the server: another page of this browser gets nothing either.
    second = page.context.new_page()
    second.goto(server.url + "/people")
    expect(second).to_have_url(server.url + "/sign-in?next=%2Fpeople")
    second.close()
    page.locator("#lock-password").fill("a wrong sentence here")
    page.keyboard.press("Enter")
    expect(page.locator("#lock-problem")).to_contain_text("does not fit")
    page.locator("#lock-password").fill(ROOT_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#lock")).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("heading", name="Alerts")).to_be_visible()
