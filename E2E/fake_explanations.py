"""Explanations and answers of the fake server: the shapes of the real one, with a few statements of the project's notes."""

SOURCES = [
    dict(id="F1", title="Measured in frame 18207 of stream demo", organisation="this server", year=None, url=None, locator="captured 2026-11-24T14:32:07.000Z, SHA-256 5d0c11111111"),
    dict(id="S1", title="Suspected cancer: recognition and referral (NG12)", organisation="National Institute for Health and Care Excellence", year=2015, url="https://www.nice.org.uk/guidance/ng12", locator="Melanoma, statement 2"),
    dict(id="S2", title="Early diagnosis of cutaneous melanoma: revisiting the ABCD criteria (Abbasi et al., JAMA 292:2771-2776)", organisation="American Medical Association", year=2004, url=None, locator="Melanoma, statement 5"),
]
CODES = [dict(system="http://purl.obolibrary.org/obo/doid.owl", code="DOID:8923", display="skin melanoma"), dict(system="http://hl7.org/fhir/sid/icd-10-cm", code="C43.9", display="Malignant melanoma of skin, unspecified")]
HOSTILE = '<img src=x onerror="window.ran=1"><script>window.ran=1</script><svg onload=window.ran=1>'


def said(text, part, citation, **more):
    statement = {} if citation == "F1" else dict(passage="7" * 32, verified=False)
    return dict(text=text, citations=[citation], origin="composed", part=part, **{**statement, **more})


def sentences(level):
    plain = level == "plain"
    found = [
        said("The evidence lies in the middle of the picture and takes up about 4 % of its area.", "seen", "F1"),
        said("It resembles melanoma strongly: the calibrated probability is 66 %, and an alert starts at 62 %.", "resemblance", "F1"),
        said("By the same calibration, about 34 of 100 frames that score like this show something else.", "against", "F1"),
        said("Nodular melanoma can be with or without dark colour." if plain else "Nodular melanoma can be pigmented or without pigment.", "appearance", "S1"),
        said("Asymmetry, an irregular border, uneven colour, a diameter above 6 mm and change set a melanoma apart from a benign naevus.", "look-alike", "S2", about="melanocytic nevus"),
        said("A score of 3 or more on the weighted seven-point checklist is a reason for referral as a suspected cancer.", "red-flag", "S1"),
        said("When dermoscopy suggests melanoma, referral as a suspected cancer is advised.", "next-step", "S1"),
    ]
    return found + ([said("Similarity is 0.31, presence 0.83 and evidence 0.12.", "resemblance", "F1")] if level == "specialist" else [])


def explanation(alert, level="clinical", state="told"):
    head = dict(alert=alert["id"], stream=alert["stream"], condition=alert["condition"], level=level, research_use_only=True)
    if state == "refused":
        return dict(head, short="", sentences=[], sources=[], codes=CODES, refused="Not explained: there is no knowledge store. Run `mediaskinoscope knowledge build` and start the server again.")
    own = sentences(level)
    if state == "signed":
        own[3]["verified"] = True
    sources = [dict(source) for source in SOURCES]
    if state == "hostile":
        own[3]["text"] = f"Melanoma {HOSTILE} is seen."
        own[4]["about"] = HOSTILE
        sources[1].update(title=HOSTILE, organisation=HOSTILE, locator=HOSTILE, url="javascript:window.ran=1")
    short = " ".join([own[1]["text"], own[0]["text"], own[5]["text"], own[6]["text"], "Research use only, not for diagnosis."])
    return dict(head, short=short, sentences=own, sources=sources, codes=CODES, refused=None)


def rephrased(told):
    """A later version: one sentence in a language model's words, the short form as it was shown."""
    later = [dict(sentence) for sentence in told["sentences"]]
    later[6].update(text="Referral as a suspected cancer is advised if dermoscopy suggests melanoma.", origin="rephrased")
    return dict(told, sentences=later)


def answer(alert, question, state):
    words, own = question.lower(), sentences("specialist")
    head = dict(alert=alert["id"], research_use_only=True)
    if "ignore" in words:
        return dict(head, sentences=[], sources=[], refused="Not answered: this reads as an instruction, not as a question about the alert.")
    found = [own[6], own[5]] if "next" in words else [own[2]] if "against" in words else []
    if state == "hostile":
        found = [said(f"It is {HOSTILE} so.", "document", "S1")]
    if not found:
        return dict(head, sentences=[], sources=[], refused="Not answered: no source supports an answer to this.")
    cited = {citation for sentence in found for citation in sentence["citations"]}
    return dict(head, sentences=found, sources=[source for source in SOURCES if source["id"] in cited], refused=None)
