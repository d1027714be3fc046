"""The pure modules of the dashboard, run in the browser that will run them."""

import pytest


@pytest.fixture
def js(page, fake):
    """js("geometry.js", "m => m.contain(…)") gives the value as JSON."""
    page.goto(fake.url + "/sign-in")
    return lambda module, body, argument=None: page.evaluate(f"async argument => ({body})(await import('/assets/js/{module}'), argument)", argument)


def test_a_wide_box_letterboxes_a_tall_frame(js):
    assert js("geometry.js", "m => m.contain(3, 4, 1600, 900)") == dict(left=462.5, top=0, width=675, height=900)


def test_a_mirrored_region_keeps_its_size(js):
    assert js("geometry.js", "m => m.mirrored({ x: .25, y: .1, width: .25, height: .3, weight: 1 })") == dict(x=0.5, y=0.1, width=0.25, height=0.3, weight=1)


def test_touching_patches_join_into_one_box_and_weak_ones_are_left_out(js):
    regions = [dict(x=0.4, y=0.4, width=0.1, height=0.1, weight=1), dict(x=0.5, y=0.4, width=0.1, height=0.1, weight=0.8), dict(x=0.6, y=0.4, width=0.1, height=0.1, weight=0.2)]
    (box,) = js("geometry.js", "(m, regions) => m.boxesOf(regions)", regions)
    assert (round(box["x"], 6), round(box["width"], 6)) == (0.4, 0.2)


def test_patches_apart_are_two_boxes_and_none_is_none(js):
    regions = [dict(x=0.1, y=0.1, width=0.1, height=0.1, weight=0.9), dict(x=0.7, y=0.7, width=0.1, height=0.1, weight=1)]
    assert [box["x"] for box in js("geometry.js", "(m, regions) => m.boxesOf(regions)", regions)] == [0.7, 0.1]
    assert js("geometry.js", "m => m.boxesOf([])") == []


def test_a_box_never_leaves_the_frame(js):
    box = js("geometry.js", "m => m.inside({ x: -.1, y: .9, width: .4, height: .4 })")
    assert (box["x"], round(box["width"], 6), round(box["y"] + box["height"], 6)) == (0, 0.3, 1)


def test_heat_is_greatest_at_the_heaviest_patch_and_nothing_without_weight(js):
    values = js("heat.js", "m => { const g = m.weigh([{ x: .5, y: .5, width: .1, height: .1, weight: 1 }], 20, 20); return [g[11 * 20 + 11], g[0]]; }")
    assert values[0] > 0.8 and values[1] == 0
    assert js("heat.js", "m => m.weigh([], 20, 20)") is None


def test_a_contour_closes_around_a_hill(js):
    path = js("heat.js", "m => m.contour([0,0,0, 0,1,0, 0,0,0], 3, 3, .5, 100, 100)")
    assert path.count("M") == 4


@pytest.mark.parametrize("waited, usable, why, state", [(10, True, None, "fresh"), (90, True, None, "behind"), (1200, True, None, "old"), (10, False, None, "abstain"), (10, True, "Connecting", "old")])
def test_freshness_has_four_states(js, waited, usable, why, state):
    got = js("freshness.js", "(m, a) => m.freshness({ latest: { receivedAt: 1000, assessment: { age_ms: 20, gate: { usable: a.usable, reasons: ['blurred'] } } }, now: 1000 + a.waited, why: a.why })", dict(waited=waited, usable=usable, why=why))
    assert got["state"] == state
    if state in ("fresh", "behind"):
        assert got["age"] == 20 + waited


def test_link_headers_name_the_servers_of_a_call(js):
    header = '<stun:a.example>; rel="ice-server", <turn:b.example?transport=udp>; rel="ice-server"; username="9:local"; credential="p\\"q=,;<x>"; credential-type="password", </next>; rel=next'
    assert js("ice.js", "(m, header) => m.parseLinks(header)", header) == [
        dict(urls="stun:a.example"), dict(urls="turn:b.example?transport=udp", username="9:local", credential='p"q=,;<x>')]
    assert js("ice.js", "m => [m.parseLinks(null), m.parseLinks('<http://evil>; rel=ice-server')]") == [[], []]


def test_every_gate_reason_of_the_api_has_its_own_words(js):
    reasons = ["not_skin", "blurred", "too_dark", "too_bright", "glare", "too_far", "too_close", "moving", "no_signal"]
    titles = js("gate-words.js", "(m, reasons) => reasons.map(r => m.reasonWords([r]).title)", reasons)
    assert len(set(titles)) == len(reasons)
    assert js("gate-words.js", "m => m.reasonWords(['too_hairy']).short") == "too hairy"


def test_rows_rest_for_two_seconds_and_under_the_hand(js):
    rank = "(m, a) => m.rerank({ order: ['a', 'b'], rankedAt: 0 }, [{ id: 'a', score: .1 }, { id: 'b', score: .9 }], a).order"
    assert js("ranking.js", rank, dict(now=1999)) == ["a", "b"]
    assert js("ranking.js", rank, dict(now=2000)) == ["b", "a"]
    assert js("ranking.js", rank, dict(now=9000, busy=True)) == ["a", "b"]


def test_new_rows_come_at_the_end_and_old_ones_go_while_the_hand_is_there(js):
    assert js("ranking.js", "m => m.rerank({ order: ['a', 'b'], rankedAt: 0 }, [{ id: 'b', score: .1 }, { id: 'c', score: .9 }], { now: 100, busy: true }).order") == ["b", "c"]


def test_history_breaks_its_line_where_nothing_was_scored(js):
    got = js("history.js", """m => { const h = new m.History();
      for (let s = 0; s < 5; s++) h.add(s * 1000, [['a', s / 10]]);
      for (let s = 5; s < 9; s++) h.add(s * 1000, [], 'blurred');
      for (let s = 9; s < 12; s++) h.add(s * 1000, [['a', .5]]);
      return { runs: h.runs('a', 0, 12000).map(r => r.length), gaps: h.gaps(0, 12000), back: m.History.from(JSON.parse(JSON.stringify(h))).runs('a', 0, 12000).length }; }""")
    assert got == dict(runs=[5, 3], gaps=[{"from": 5000, "to": 9000, "reason": "blurred"}], back=2)


def test_history_calls_silence_a_gap_and_forgets_after_five_minutes(js):
    got = js("history.js", "m => { const h = new m.History(); h.add(0, [['a', .1]]); h.add(20000, [['a', .2]]); const gap = h.gaps(0, 20000)[0]; h.add(400000, [['a', .3]]); return [gap.reason, h.first]; }")
    assert got == [None, 400000]


def test_history_counts_crossings_with_hysteresis(js):
    got = js("history.js", "m => { const h = new m.History(); [.1, .7, .55, .7, .4, .7].forEach((v, s) => h.add(s * 1000, [['a', v]])); return h.crossings('a', .6, .5, 0, 6000); }")
    assert got == 2


ALERT = "const a = (id, more) => ({ id, stream: 's', condition: 'melanoma', tier: 'warning', state: 'active', raised_at: '2026-01-01T00:00:0' + id + 'Z', acknowledged: null, ended_at: null, silenced_until: null, ...more })"


@pytest.mark.parametrize("more, standing", [("{}", "active"), ("{ ended_at: '2026-01-01T00:01:00Z', state: 'ended' }", "latched"), ("{ acknowledged: { by: 'x' } }", "done"), ("{ silenced_until: '2100-01-01T00:00:00Z', state: 'silenced' }", "silenced"), ("{ silenced_until: '2020-01-01T00:00:00Z', state: 'silenced' }", "active")])
def test_standing_of_an_alert(js, more, standing):
    assert js("alerts-model.js", f"m => {{ {ALERT}; return m.standing(a(1, {more}), Date.parse('2026-01-02')); }}") == standing


def test_ended_alerts_of_a_condition_share_a_card_and_active_ones_do_not(js):
    got = js("alerts-model.js", f"m => {{ {ALERT}; const ended = {{ ended_at: 'x', state: 'ended' }}; return m.cards([a(1, ended), a(2, ended), a(3, ended), a(4)], 0).map(c => [c.alert.id, c.others.length, c.standing]); }}")
    assert got == [[4, 0, "active"], [3, 2, "latched"]]


def test_the_newest_open_alert_is_the_most_urgent_one(js):
    got = js("alerts-model.js", f"m => {{ {ALERT}; return m.newestOpen([a(1), a(2, {{ tier: 'advisory' }}), a(3, {{ ended_at: 'x', state: 'ended' }})], 0).id; }}")
    assert got == 1


def test_a_number_without_a_scale_is_no_place_on_the_bar(js):
    got = js("scores.js", "m => { const f = { condition: 'x', probability: null, presence: .4, threshold: .999, state: 'above', proven: false }, t = m.thresholdOf(f, null); return [m.onBar(f, t), m.isOver(f, t), m.score(f), m.isUnproven(f)]; }")
    assert got == [False, True, 0.4, True]


def test_a_message_must_last_before_it_is_said(js):
    got = js("live/steady.js", "m => { const s = new m.Steady({ on: 400, off: 1000 }); return [s.see('x', 0), s.see('x', 399), s.see('x', 400), s.see(null, 500), s.see(null, 1499), s.see(null, 1500)]; }")
    assert got == [None, None, "x", "x", "x", None]


def test_lost_server_covers_everything_else(js):
    got = js("live/notices.js", "m => [m.cover({ connection: 'lost', lostSince: 0, now: 9000, local: 'permission' }).id, m.strips({ connection: 'lost', path: 'frames', health: {} })]")
    assert got == ["offline", []]


def test_names_of_streams_and_lanes(js):
    assert js("format.js", "m => [m.streamName('bed-14'), m.streamName('demo'), m.streamName('camera-1', { 'camera-1': 'My camera' }), m.shortName('Squamous cell carcinoma')]") == ["Bed 14", "Demo clip", "My camera", "Squamous cell"]


def test_the_audit_says_what_was_changed_and_leaves_out_what_every_change_marks(js):
    words = js("people/words.js", "m => [m.eventWords({ action: 'read', what: 'alerts/{id}', subject: 'a1', outcome: 'success' }), m.eventWords({ action: 'update', what: 'new/thing', subject: null, outcome: 'refused' }), m.changes({ role: 'viewer', revision: 1, groups: [] }, { role: 'clinician', revision: 2, groups: [], disabled: false })]")
    assert words == ["saw alert a1", "was refused: changed new/thing", [["role", "viewer", "clinician"]]]


def test_a_person_may_do_what_their_role_their_groups_and_their_provider_give(js):
    person = dict(role="viewer", groups=["ward"], provided=[dict(role="reviewer", streams=None)])
    assert js("people/words.js", "(m, p) => m.mayWords(p, [{ name: 'ward', role: 'clinician', streams: ['b', 'a'] }])", person) == "Viewer, all streams; Clinician by ward on a, b; Reviewer by the other service"
    assert js("people/words.js", "m => m.mayWords({ role: null, groups: [], provided: [] }, [])") == "Nothing"


@pytest.mark.parametrize("wanted, gone", [("/alerts?x=1", "/alerts?x=1"), ("//evil.example/", "/"), ("https://evil.example/", "/"), ("/sign-in?next=/", "/"), ("/\\evil.example", "/"), ("javascript:alert(1)", "/"), (None, "/")])
def test_signing_in_leads_to_this_server_only(js, wanted, gone):
    assert js("sign-in/words.js", "(m, next) => m.destination(next, 'https://skino.example')", wanted) == gone


def test_an_overlays_address_is_read_with_defaults_for_what_nobody_knows(js):
    read = lambda query: js("overlay/options.js", "(m, query) => m.options(new URLSearchParams(query))", query)
    assert read("") == dict(theme="dark", place="bottom-left", size=1, safe=False, sound=False, volume=0.5, quiet=False, preview=False)
    assert read("place=right")["place"] == "bottom-right"
    assert read("theme=pink&place=up&size=x&volume=9") == {**read(""), "volume": 1}
    found = read("theme=light&place=middle-centre&size=9&words=safe&sound=on&quiet")
    assert (found["theme"], found["place"], found["size"], found["safe"], found["sound"], found["quiet"]) == ("light", "middle-centre", 3, True, True, True)
    assert len(js("overlay/options.js", "m => m.anchors")) == 9


def test_a_zone_stays_in_the_frame_however_it_is_drawn_or_moved(js):
    assert js("zones-model.js", "m => m.between({ x: .9, y: 1.4 }, { x: .5, y: -.2 })") == dict(x=0.5, y=0, width=0.4, height=1)
    moved = js("zones-model.js", "m => { let z = { x: .5, y: .5, width: .2, height: .2 }; for (let i = 0; i < 40; i++) z = m.nudged(z, 'ArrowRight'); return z; }")
    assert moved["x"] == 0.8
    grown = js("zones-model.js", "m => { let z = { x: .5, y: .5, width: .2, height: .2 }; for (let i = 0; i < 40; i++) z = m.nudged(z, 'ArrowDown', true); return z; }")
    assert round(grown["y"] + grown["height"], 9) == 1
    assert js("zones-model.js", "m => m.asSent({ x: .1, y: .2, width: .3, height: .4 }, true)") == dict(x=0.6, y=0.2, width=0.3, height=0.4)
    assert js("zones-model.js", "m => m.countWords({ items: [1], suppressed: 1, frames: 1 })") == "1 zone is ignored until this session ends. 1 finding on 1 frame lay in them and was not shown."


def test_sizes_and_checks_are_told_in_words(js):
    assert js("bytes.js", "m => [0, 1, 999, 1000, 12345, 999600, 1.2e9].map(m.bytesInWords)") == ["0 bytes", "1 byte", "999 bytes", "1.0 kB", "12 kB", "1.0 MB", "1.2 GB"]
    checks = [dict(name="disk", verdict="failed"), dict(name="camera", verdict="limited"), dict(name="media", verdict="passed")]
    assert js("diagnosis-model.js", "(m, checks) => m.summary(checks)", checks) == "1 of 3 checks pass. Does not work: Storage. 1 works less well than it could."


def test_a_threshold_that_finds_fewer_than_were_asked_for_is_said_and_what_is_not_known_has_no_interval(js):
    point = "{ setting: { scale: 'probability', enter: .001, exit: .001 }, in_use: null, sensitivity: { value: .75, interval: [.3, .95], n: 4 }, specificity: null, ppv: { value: null, interval: [.02, .5] }, npv: null, number_needed_to_review: null, alerts_an_hour: { rate: { value: null }, words: 'no frame' } }"
    said, reached, unasked, shown = js("thresholds/model.js", f"m => [m.shortfall({point}, .9), m.shortfall({point}, .75), m.shortfall({point}, undefined), m.outcomes({point})]")
    assert said.startswith("90 % cannot be reached here: even from 0.001 on") and "75 % of the cases" in said
    assert reached is None and unasked is None
    assert shown[0]["value"] == "0.001" and shown[4]["note"] == "nothing in the sample reaches this threshold"


def test_times_of_machines_are_written_as_the_pages_write_them(js):
    words = js("format.js", "m => [m.readableTimes('captured 2026-11-28T11:57:40.692Z, sha 2'), m.moment('2026-11-28T11:57:40.692Z'), m.moment(Date.parse('2026-11-28T11:57:40.692Z')), m.readableTimes(null)]")
    assert words[0] == f"captured {words[1]}, sha 2" and words[1] == words[2] and words[1].startswith("28 November 2026, ") and words[3] == ""


def test_hidden_patch_maps_have_words_and_others_claim_nothing(js):
    hidden, shown, unknown = js("map-words.js", "m => [m.heatWords('hidden'), m.heatWords('shown'), m.heatWords(undefined)]")
    assert "no better than chance" in hidden and shown == unknown == ""
