import Soup
import Vocabulary

/// One event as it goes to every client: encoded once, shared by all.
struct EventMessage: Sendable {
  enum Kind: Hashable, Sendable {
    /// The newest of its stream counts.
    case assessment(StreamIdentifier)
    case stream(StreamIdentifier)
    case health
    case speech(StreamIdentifier)
    case voice(StreamIdentifier)
    case overlay
    /// The newest of its alert counts.
    case verdict(StreamIdentifier?, AlertIdentifier?)
    /// The newest of its sink counts.
    case sink(String)
    /// The newest of its alert counts.
    case explanation(StreamIdentifier?, AlertIdentifier?)
    /// None may be lost; with its journal sequence.
    case journalled(StreamIdentifier, sequence: Int64)
  }

  let kind: Kind
  let bytes: SharedBytes

  /// The stream it is about; `nil` for what concerns all.
  var stream: StreamIdentifier? {
    switch kind {
    case .assessment(let id), .stream(let id), .journalled(let id, _), .speech(let id), .voice(let id): id
    case .explanation(let id, _), .verdict(let id, _): id
    case .health, .overlay, .sink: nil
    }
  }
}

extension EventMessage {
  /// - Parameter now: the moment of writing, up to which ages count.
  init(_ event: ServerEvent, at now: Moment) {
    switch event {
    case .assessment(let assessment):
      self.init(.assessment(assessment.stream), "assessment", JSON.bytes(assessment.record(writtenAt: now).served))
    case .alert(let record, let sequence):
      self.init(.journalled(record.stream, sequence: sequence), "alert", JSON.bytes(record.served))
    case .alertChanged(let record, let sequence):
      self.init(.journalled(record.stream, sequence: sequence), "alert-changed", JSON.bytes(record.served))
    case .explanation(let explanation, let sequence?):
      let stream = explanation.stream.map { Kind.journalled($0, sequence: sequence) }
      self.init(stream ?? .explanation(nil, explanation.alert), "explanation", JSON.bytes(explanation))
    case .explanation(let explanation, nil):
      self.init(.explanation(explanation.stream, explanation.alert), "explanation", JSON.bytes(explanation))
    case .stream(let state):
      self.init(.stream(state.id), "stream", JSON.bytes(state.served))
    case .health(let health):
      self.init(.health, "health", JSON.bytes(health))
    case .speech(let speech):
      self.init(.speech(speech.stream), "speech", JSON.bytes(speech.served))
    case .voice(let state):
      self.init(.voice(state.stream), "voice", JSON.bytes(state.served))
    case .overlay(let state):
      self.init(.overlay, "overlay", JSON.bytes(state.served))
    case .verdict(let notice):
      self.init(
        .verdict(notice.stream, notice.alert), "verdict", JSON.bytes(WithNulls(record: notice, keys: ["alert", "stream"])))
    case .sink(let notice): self.init(.sink(notice.sink), "sink", JSON.bytes(notice))
    }
  }

  /// - Parameter data: JSON on one line.
  init(_ kind: Kind, _ name: String, _ data: [UInt8]) {
    var bytes = Array("event: \(name)\n".utf8)
    if case .journalled(_, let sequence) = kind { bytes += Array("id: \(sequence)\n".utf8) }
    bytes += Array("data: ".utf8) + data + Array("\n\n".utf8)
    self.init(kind: kind, bytes: SharedBytes(bytes))
  }
}
