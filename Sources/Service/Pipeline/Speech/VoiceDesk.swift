import Configuration
import Foundation
import Journal
import Server
import Vocabulary
import Voice

/// The thin owner of the voice: hears what happens, asks the arbiter, speaks, and journals what was said.
///
/// Speaking takes a finished clip from the shelf and runs no model.
/// - Threading: an actor of short hand-overs; ``run()`` must run for as long as the server speaks.
actor VoiceDesk {
  private static let beat = Duration.milliseconds(200)
  private static let beatsToForget = 150
  /// Sounds that clients may still fetch.
  private static let keptClips = 32

  let setting: VoiceSetting
  private let names: [ConditionIdentifier: String]
  private let phrases: [SpokenPhrase]
  private let shelf: ClipShelf
  private let studio: any ClipStudio
  private let outlets: [any VoiceOutlet]
  let journal: any JournalWriter
  let hub: EventHub
  private let ear: VoiceEar
  let time: any TimeSource
  let streams: @Sendable () async -> Set<StreamIdentifier>

  var arbiter: VoiceArbiter
  private(set) var report = ClipReport()
  private var isFilled = false
  private(set) var counts = VoiceCounts()
  var mutes: [StreamIdentifier: VoiceState.Mute] = [:]
  var hearing: Set<StreamIdentifier> = []
  var last: [StreamIdentifier: SpeechRecord] = [:]
  private var raised: [AlertIdentifier: Int64] = [:]
  private let consents: ConsentBook
  private var allowed = SpeechConsents()
  private var prepared: [PreparedSpeech] = []
  /// Alerts for which a second reader was called.
  private var calledFor: Set<AlertIdentifier> = []
  private var speaking: (record: SpeechRecord, task: Task<Void, Never>)?

  init(
    setting: VoiceSetting, conditions: [[Condition]], studio: any ClipStudio, outlets: [any VoiceOutlet],
    journal: any JournalWriter,
    hub: EventHub, ear: VoiceEar = VoiceEar(), time: any TimeSource, shelf: ClipShelf = ClipShelf(),
    consents: ConsentBook = ConsentBook(),
    streams: @escaping @Sendable () async -> Set<StreamIdentifier>
  ) {
    self.setting = setting
    self.studio = studio
    self.outlets = outlets
    self.journal = journal
    self.hub = hub
    self.ear = ear
    self.time = time
    self.shelf = shelf
    self.consents = consents
    self.streams = streams
    phrases = SpokenPhrase.all(of: conditions)
    names = Dictionary(conditions.joined().map { ($0.id, $0.name) }) { first, _ in first }
    arbiter = VoiceArbiter(VoiceRules(setting))
  }

  /// Speaks until cancelled; does nothing where the voice is off.
  func run() async {
    guard setting.isOn else { return }
    let events = hub.subscribe()
    await withTaskGroup { group in
      group.addTask { await self.fill() }
      group.addTask { for await event in events { await self.note(event) } }
      group.addTask { for await (stream, isVoice) in self.ear.changes { await self.note(isVoice, on: stream) } }
      group.addTask { await self.beat() }
    }
    speaking?.task.cancel()
  }

  private func fill() async {
    // It waits for a process: a server that ends must not.
    let report = await withTaskCancellationHandler {
      await studio.fill(shelf, with: phrases) { report in Task { await self.note(report) } }
    } onCancel: {
      studio.stop()
    }
    isFilled = true
    await show(report)
  }

  /// What speaks until the better clips are there.
  private func note(_ report: ClipReport) async { if !isFilled { await show(report) } }

  private func show(_ report: ClipReport) async {
    self.report = report
    for stream in await streams() { publishState(of: stream) }
  }

  private func beat() async {
    var beats = 0
    while (try? await Task.sleep(for: Self.beat)) != nil {
      beats += 1
      if beats % Self.beatsToForget == 0 { await forgetGone() }
      act()
    }
  }

  private func forgetGone() async {
    let present = await streams()
    for stream in Set(mutes.keys).union(hearing).union(last.keys).subtracting(present) {
      arbiter.forget(stream)
      ear.forget(stream)
      (mutes[stream], last[stream]) = (nil, nil)
      hearing.remove(stream)
    }
  }

  /// Clips that the disk did not take.
  var unkept: Int { report.unkept }

  /// Voices that were stuck or failed, since the server started.
  var faults: Int { report.faults + arbiter.stuckCount }

  // MARK: What happens

  private func note(_ event: ServerEvent) {
    switch event {
    case .alert(let record, _):
      guard consents.consent(of: record.session).speak else { return }
      allowed.note(record)
      raised[record.id] = RFC3339.wallMilliseconds(record.raisedAt)
      arbiter.raise(AlertSubject(record), at: now)
    case .alertChanged(let record, _):
      if record.endedAt != nil { arbiter.end(record.id) }
      arbiter.acknowledge(record.id, record.acknowledged != nil)
      arbiter.silence(record.id, until: record.silencedUntil.flatMap(monotonic))
      noteEscalation(of: record)
      if record.endedAt != nil || record.acknowledged != nil { raised[record.id] = nil }
      // Taken back, an acknowledgement must not let it speak again.
      if !consents.consent(of: record.session).speak { arbiter.acknowledge(record.id, true) }
    default: return
    }
    act()
  }

  /// Called once for each time that it goes to a second reader.
  private func noteEscalation(of record: AlertRecord) {
    guard record.escalated != nil else {
      calledFor.remove(record.id)
      return
    }
    // Only a server that nobody attends for days comes here; a call too many does no harm.
    if calledFor.count >= 4_096 { calledFor.removeAll() }
    guard calledFor.insert(record.id).inserted else { return }
    arbiter.escalate(AlertSubject(record), isPresent: record.endedAt == nil, at: now)
  }

  private func note(_ isVoice: Bool, on stream: StreamIdentifier) {
    let wasVoice = hearing.contains(stream)
    if isVoice { hearing.insert(stream) } else { hearing.remove(stream) }
    arbiter.hear(isVoice, on: stream, at: now)
    if wasVoice != isVoice { publishState(of: stream) }
    act()
  }

  /// The wall clock's `text` on the monotonic clock.
  private func monotonic(_ text: String) -> Duration? {
    let now = time.now()
    return RFC3339.wallMilliseconds(text).map { now.monotonic + .milliseconds($0 - now.wallMilliseconds) }
  }

  var now: DayMoment { DayMoment(local: time.now()) }

  // MARK: What is done

  /// Asks the arbiter and does what it says.
  func act() {
    // What may not be said any more counts as settled: it is cut off, and not repeated.
    for alert in allowed.takeRefused(consents) { arbiter.acknowledge(alert, true) }
    for action in arbiter.decide(at: now) {
      switch action {
      case .speak(let utterance): speak(utterance)
      case .stop(let utterance, let reason): stop(utterance, reason)
      }
    }
  }

  private func speak(_ utterance: Utterance) {
    guard let speech = prepare(utterance) else {
      // No clip of any voice, and no warning, which at least sounds: it is counted, and not tried again and again.
      counts.missing += 1
      arbiter.finish(utterance.number, at: now)
      return
    }
    let record = record(utterance, speech)
    last[utterance.stream] = record
    hub.publish(.speech(record))
    speaking = (record, Task { await self.play(speech.clip, record) })
  }

  /// Ends by the clip's own length, and where the speakers sound, when they have.
  private func play(_ clip: SpeechClip, _ record: SpeechRecord) async {
    await withTaskGroup { group in
      for outlet in outlets {
        group.addTask {
          do { try await outlet.play(clip, about: record.stream) } catch { await self.noteFailedOutlet() }
        }
      }
      group.addTask { try? await Task.sleep(for: clip.duration) }
    }
    guard !Task.isCancelled else { return }
    await finish(record)
  }

  private func noteFailedOutlet() { counts.failedOutlets += 1 }

  private func finish(_ record: SpeechRecord) async {
    guard speaking?.record.number == record.number else { return }
    speaking = nil
    arbiter.finish(record.number, at: now)
    end(record, .spoken, nil)
    act()
  }

  private func stop(_ utterance: Utterance, _ reason: VoiceAction.StopReason) {
    guard let (record, task) = speaking, record.number == utterance.number else { return }
    speaking = nil
    task.cancel()
    for outlet in outlets { Task { await outlet.hush(utterance.stream) } }
    end(record, .stopped, reason)
    if reason == .stuck { publishState(of: utterance.stream) }
  }

  private func end(_ record: SpeechRecord, _ state: SpeechRecord.Progress, _ reason: VoiceAction.StopReason?) {
    var ended = record
    (ended.state, ended.reason) = (state, reason?.rawValue)
    counts.note(ended)
    last[record.stream] = ended
    hub.publish(.speech(ended))
    Task { [journal, at = time.now(), ended] in
      do { _ = try await journal.append([.spoken(ended, at: at)], deliveries: []) } catch { self.noteUnwritten() }
    }
  }

  private func noteUnwritten() { counts.unwritten += 1 }

  private func prepare(_ utterance: Utterance) -> PreparedSpeech? {
    let phrase = SpokenPhrase.finding(utterance.tier, name: names[utterance.condition] ?? "")
    guard names[utterance.condition] != nil else { return nil }
    guard let ready = shelf[phrase] else {
      return utterance.tier == .warning ? keep("(tone)", AttentionTone.clip, AttentionTone.voice) : nil
    }
    var (clip, text) = (ready.clip, phrase.text)
    if utterance.isEscalation, let call = shelf[.secondReader] {
      clip = call.clip.followed(by: clip, after: .milliseconds(250))
      text = SpokenPhrase.secondReader.text + " " + text
    }
    if utterance.hasNotice, let notice = shelf[.notice] {
      clip = clip.followed(by: notice.clip, after: .milliseconds(350))
      text += " " + SpokenPhrase.notice.text
    }
    return keep(text, clip, ready.voice)
  }

  private func keep(_ text: String, _ clip: SpeechClip, _ voice: String) -> PreparedSpeech {
    if let known = prepared.first(where: { $0.text == text && $0.clip == clip }) { return known }
    let speech = PreparedSpeech(text: text, clip: clip, voice: voice)
    if prepared.count == Self.keptClips { prepared.removeFirst() }
    prepared.append(speech)
    return speech
  }

  private func record(_ utterance: Utterance, _ speech: PreparedSpeech) -> SpeechRecord {
    let at = time.now()
    let first = utterance.repetition == 0 ? utterance.alerts.last.flatMap { raised[$0] } : nil
    return SpeechRecord(
      number: utterance.number, stream: utterance.stream, session: utterance.session, alerts: utterance.alerts,
      condition: utterance.condition, tier: utterance.tier, text: speech.text, voice: speech.voice,
      clip: "/api/v1/speech/\(speech.id)",
      at: at.rfc3339, durationMilliseconds: Int(speech.clip.duration.milliseconds.rounded()),
      latencyMilliseconds: first.map { Int(max(0, at.wallMilliseconds - $0)) }, repetition: utterance.repetition)
  }

  /// A sentence as it would be said, for a page to play.
  func trial(_ condition: ConditionIdentifier, _ tier: AlertTier) throws(BackendError) -> VoiceTrial {
    guard let name = names[condition] else {
      throw .invalid(pointer: "/condition", allowed: "a condition of a pack that is loaded")
    }
    let phrase = SpokenPhrase.finding(tier, name: name)
    guard setting.isOn else { throw .unacceptable(status: 409, reason: "The voice is off: set voice: in the configuration.") }
    guard let ready = shelf[phrase] else {
      throw .unacceptable(
        status: 409,
        reason: "There is no clip of this sentence. Only a condition's own tier is spoken, and clips are made after a start.")
    }
    let speech = keep(phrase.text, ready.clip, ready.voice)
    return VoiceTrial(text: phrase.text, voice: speech.voice, clip: "/api/v1/speech/\(speech.id)")
  }

  /// The sound of that id, if it was handed out and is not too old.
  func wave(_ id: String) -> [UInt8]? { prepared.first { $0.id == id }?.wave }
}
