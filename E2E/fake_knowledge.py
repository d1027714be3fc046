"""An invented knowledge store of the fake server, with corrections, signatures and imports as the real one has them."""

import hashlib
import time

from aiohttp import web

from fake_world import rfc3339

GUIDE = dict(title="Melanoma: assessment and management", organisation="An institute of guidelines", year=2015, url="https://guidelines.example/melanoma")
ATLAS = dict(title="Dermoscopy, an atlas", organisation="A society of dermatology", year=2019, url=None)
STATEMENTS = {
    "melanoma": [
        ("appearance", None, "It is often a dark spot of several colours that has changed.", [GUIDE]),
        ("look-alike", "Seborrheic keratosis", "It looks stuck on, and dermoscopy shows milia-like cysts.", [ATLAS]),
        ("red-flag", None, "Bleeding or growth within weeks asks for an urgent examination.", [GUIDE, ATLAS]),
        ("next-step", None, "The whole lesion is usually removed and looked at under the microscope.", [GUIDE]),
    ],
    "basal-cell-carcinoma": [
        ("appearance", None, "It is often a pearly nodule with fine vessels.", [ATLAS]),
        ("look-alike", "Melanocytic nevus", "It is soft, and has not changed for years.", [ATLAS]),
        ("red-flag", None, "A wound that does not heal for weeks asks for an examination.", [GUIDE]),
        ("next-step", None, "A small piece is usually taken before it is treated.", [GUIDE]),
    ],
}
TITLES = {"melanoma": "Melanoma", "basal-cell-carcinoma": "Basal cell carcinoma"}
CODE = dict(term=dict(system="icd-10-cm", code="C43.9", name="Malignant melanoma of skin, unspecified", synonyms=[], parents=[], cross_references=[]), ancestors=[], children=[],
            same=[dict(system="disease-ontology", code="DOID:8923", display="skin melanoma")], conditions=[dict(pack="dermatology", condition="melanoma", name="Melanoma", relation="same")])


def hashed(*parts):
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class Knowledge:
    def __init__(self):
        self.missing = False
        self.conflict = False
        self.documents, self.passages, self.history, self.review, self.records = [], [], {}, [], []
        for name, statements in STATEMENTS.items():
            document = self.document("note", name, TITLES[name], "Apache-2.0")
            for i, (section, about, text, sources) in enumerate(statements):
                self.add(document, name, section, about, f"statement {i + 1}", text, sources)
        codes = self.document("ontology", "melanoma", "Melanoma", "public domain")
        self.add(codes, "melanoma", None, None, "C43.9", "C43.9 is the ICD-10-CM code of Malignant melanoma of skin, unspecified.", [dict(title="ICD-10-CM, C43.9", organisation="A centre of statistics", year=2026, url=None)])

    def document(self, kind, name, title, licence):
        document = dict(id=hashed(kind, name), kind=kind, name=name, title=title, licence=licence, version=1, content_hash="ab" * 32, added_at=rfc3339(time.time()))
        self.documents.append(document)
        return document

    def add(self, document, condition, section, about, locator, text, sources):
        passage = dict(id=hashed(document["id"], text, locator), document=document["id"], kind=document["kind"], condition=condition, section=section, about=about, title=document["title"], locator=locator,
                       text=text, sources=sources, signature=None, correction=None, review=None, verified=False)
        self.passages.append(passage)
        self.history[passage["id"]] = [dict(version=1, passage=passage["id"], text=text, sources=sources, correction=None, signatures=[])]

    def rewrite(self):
        """What a new build of the store does to a corrected and to a signed statement, and to one that is gone."""
        corrected, signed = self.passages[0], self.passages[2]
        who = dict(by="ada", at=rfc3339(time.time()))
        corrected.update(text="It is often a dark spot of several colours that grew.", correction=dict(version=2, reason="Clearer", **who))
        corrected["review"] = dict(kind="corrected", document=corrected["document"], section="appearance", former="It is a dark spot.", correction=corrected["text"], shipped="It is often a dark spot of many colours that has changed.", **who)
        signed["review"] = dict(kind="signed", document=signed["document"], section="red-flag", former="Bleeding asks for an examination.", correction=None, shipped=signed["text"], **who)
        self.review = [dict(passage=p, review=p["review"]) for p in (corrected, signed)]
        self.review.append(dict(passage=None, review=dict(kind="unplaced", document=corrected["document"], section="red-flag", former="A wound that stays.", correction="A wound that stays for four weeks.", shipped=None, **who)))

    def listed(self, document):
        own = [p for p in self.passages if p["document"] == document["id"]]
        return {**document, "passages": len(own), "signed": sum(p["verified"] for p in own), "corrected": sum(bool(p["correction"]) for p in own), "to_review": sum(bool(p["review"]) for p in own)}

    # Routes

    def routes(self):
        return {
            "knowledge": self.summary, "knowledge/documents": self.bring_or_list, "knowledge/documents/{id}": self.of_document, "knowledge/passages/{id}/history": self.told, "knowledge/passages/{id}/corrections": self.correct,
            "knowledge/passages/{id}/signature": self.sign, "knowledge/review": self.again, "knowledge/imports": self.imports, "knowledge/search": self.search, "conditions/{condition}/knowledge": self.about, "ontology/{code}": self.code,
        }

    def problem(self, status, detail, **more):
        return web.json_response(dict(type="about:blank", title="Refused", status=status, detail=detail, **more), status=status, content_type="application/problem+json")

    def items(self, items):
        return web.json_response(dict(items=items, next=None))

    def found(self, request):
        return next((p for p in self.passages if p["id"] == request.match_info["id"]), None)

    async def summary(self, request):
        if self.missing:
            return self.problem(503, "There is no knowledge store that can be used.")
        listed = [self.listed(d) for d in self.documents]
        total = lambda key: sum(d[key] for d in listed)
        return web.json_response(dict(version="cd" * 32, built_at=rfc3339(time.time()), embedder="fake", documents=len(listed), passages=total("passages"), signed=total("signed"), corrected=total("corrected"), to_review=len(self.review), ontology_terms=2))

    async def bring_or_list(self, request):
        if request.method == "GET":
            return self.problem(503, "There is none.") if self.missing else self.items([self.listed(d) for d in self.documents])
        name, body = request.query["name"], await request.read()
        record = dict(id=hashed(name, str(time.time())), name=name, by="local", at=rfc3339(time.time()), state="waiting", passages=0, embedded=0, outcome=None, document=None, problem=None, body=body.decode(errors="replace"), facts=dict(request.query))
        self.records.insert(0, record)
        return web.json_response(self.shown(record), status=202)

    def shown(self, record):
        return {key: value for key, value in record.items() if key not in ("body", "facts")}

    async def imports(self, request):
        """Each look brings the work one step on."""
        for record in self.records:
            if record["state"] == "waiting":
                record["state"] = "reading"
            elif record["state"] == "reading" and not record["body"].strip():
                record.update(state="failed", problem="The document holds no words; a scan needs text recognition first.")
            elif record["state"] == "reading":
                record.update(state="embedding", passages=2, embedded=1)
            elif record["state"] == "embedding":
                document = self.document("imported", record["name"], record["facts"].get("title") or record["name"].split(".")[0], record["facts"]["licence"])
                for i, text in enumerate(record["body"].split("\n")[:2]):
                    self.add(document, record["facts"].get("condition"), None, None, f"line {i + 1}", text, [])
                record.update(state="done", embedded=2, outcome="added", document=document["id"])
        return self.items([self.shown(record) for record in self.records])

    async def of_document(self, request):
        document = next((d for d in self.documents if d["id"] == request.match_info["id"]), None)
        if not document:
            return self.problem(404, "There is no such document.")
        if request.method == "DELETE":
            if document["kind"] != "imported":
                return self.problem(409, "It ships with the project.")
            self.documents.remove(document)
            self.passages = [p for p in self.passages if p["document"] != document["id"]]
            return web.Response(status=204)
        return self.items([p for p in self.passages if p["document"] == document["id"]])

    async def about(self, request):
        return self.items([p for p in self.passages if p["condition"] == request.match_info["condition"]])

    async def told(self, request):
        return self.items(self.history.get(request.match_info["id"], []))

    async def again(self, request):
        return self.items(self.review)

    async def correct(self, request):
        passage, body = self.found(request), await request.json()
        if self.conflict or not passage:
            return self.problem(412, "Someone changed it since it was read. Read it again.")
        if not body["text"].endswith("."):
            return self.problem(422, "Allowed at /text: one to a few sentences, to a full stop.", pointer="/text")
        versions = self.history.pop(passage["id"])
        correction = dict(version=len(versions) + 1, by="local", at=rfc3339(time.time()), reason=body["reason"])
        passage.update(id=hashed(passage["id"], body["text"]), text=body["text"], sources=body.get("sources") or passage["sources"], correction=correction, signature=None, verified=False, review=None)
        self.review = [item for item in self.review if not item["passage"] or item["passage"]["review"]]
        self.history[passage["id"]] = [*versions, dict(version=correction["version"], passage=passage["id"], text=passage["text"], sources=passage["sources"], correction=correction, signatures=[])]
        return web.json_response(passage)

    async def sign(self, request):
        passage = self.found(request)
        if not passage:
            return self.problem(412, "Someone changed it since it was read. Read it again.")
        signature = dict(by="local", at=rfc3339(time.time()), comment=(await request.json()).get("comment")) if request.method == "POST" else None
        passage.update(signature=signature, verified=bool(signature))
        self.history[passage["id"]][-1]["signatures"] = [signature] if signature else []
        return web.json_response(passage)

    async def search(self, request):
        words, kind = request.query["q"].lower().split(), request.query.get("kind")
        found = [p for p in self.passages if any(word in f"{p['title']} {p['text']}".lower() for word in words) and (not kind or p["kind"] == kind)]
        return self.items([dict(passage=p, score=1 / (60 + i), lexical_rank=i + 1, vector_rank=None) for i, p in enumerate(found)])

    async def code(self, request):
        return web.json_response(CODE) if request.match_info["code"].upper() == "C43.9" else self.problem(404, "Unknown code.")
