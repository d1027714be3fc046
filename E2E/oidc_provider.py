"""A real OpenID provider on this machine: Canaille, with two people, two groups and one client. Runs in .deps/venv-people.

    python oidc_provider.py FOLDER CLIENT_SECRET REDIRECT_URI

Writes its address to FOLDER/provider-address. REDIRECT_URI may be `-`: then the line of standard input says it, once the server that it
belongs to runs.
"""

import os
import pathlib
import socket
import sys

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from werkzeug.serving import make_server  # noqa: E402

from canaille import create_app  # noqa: E402
from canaille.app import models  # noqa: E402
from canaille.backends import Backend  # noqa: E402

folder, secret, redirect = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
listener = socket.create_server(("127.0.0.1", 0))
host = f"127.0.0.1:{listener.getsockname()[1]}"
app = create_app(config={
    "SECRET_KEY": "only-for-a-test-on-this-machine", "SERVER_NAME": host, "PREFERRED_URL_SCHEME": "http",
    "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "FORCE_HTTPS": False, "SMTP": None, "HTMX": False},
    "CANAILLE_OIDC": {"TRUSTED_DOMAINS": ["127.0.0.1"], "REQUIRE_NONCE": True},
})


def populate(redirect_uri):
    with app.app_context(), Backend.instance.session():
        people = {}
        for name, group in (("anna", "doctors"), ("gert", "gardeners")):
            person = models.User(user_name=name, display_name=name, formatted_name=f"{name.title()} Example", family_name="Example", emails=[f"{name}@clinic.example"], password="a sentence for tests")
            Backend.instance.save(person)
            people[name] = person
            Backend.instance.save(models.Group(display_name=group, members=[person]))
        client = models.Client(
            client_id="skino", client_secret=secret, client_name="MediaSKINoscope", client_uri="http://127.0.0.1", contacts=["nobody@clinic.example"], redirect_uris=[redirect_uri],
            grant_types=["authorization_code"], response_types=["code"], token_endpoint_auth_method="client_secret_basic", scope=["openid", "profile", "email", "groups"],
            # OpenID Connect's own default, which this provider leaves unless it is asked.
            id_token_signed_response_alg="RS256",
        )
        Backend.instance.save(client)
        client.audience = [client]
        Backend.instance.save(client)


(folder / "provider-address").write_text(f"http://{host}")
populate(sys.stdin.readline().strip() if redirect == "-" else redirect)
(folder / "provider-ready").write_text("yes")
make_server("127.0.0.1", 0, app, threaded=True, fd=listener.fileno()).serve_forever()
