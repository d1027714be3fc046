"""Reads what sinks received with other people's libraries; runs in .deps/venv-handoff. Requests come as JSON on standard input."""

import base64
import json
import sys

from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from fhir.resources.R4B.bundle import Bundle
from standardwebhooks.webhooks import Webhook


def read(kind, secret, headers, body):
    if kind in ("webhook", "structured", "binary"):
        Webhook(secret).verify(body, headers)
        assert not forged(secret, headers, body), "a changed body was taken for signed"
    if kind in ("structured", "binary"):
        event = from_http_event(HTTPMessage(headers=headers, body=body))
        return dict(id=event.get_id(), source=event.get_source(), type=event.get_type(), subject=event.get_subject(), time=event.get_time().isoformat(), data=event.get_data())
    if kind == "fhir":
        bundle = Bundle.model_validate_json(body)
        return dict(type=bundle.type, resources=[entry.resource.get_resource_type() for entry in bundle.entry])
    return json.loads(body)


def forged(secret, headers, body):
    try:
        Webhook(secret).verify(body + b" ", headers)
        return True
    except Exception:
        return False


for line in sys.stdin:
    item = json.loads(line)
    print(json.dumps(read(item["kind"], item["secret"], item["headers"], base64.b64decode(item["body"]))))
