public import Vocabulary

/// A pulled source to start.
public struct StreamRequest: Sendable, Hashable, Codable {
  public let id: StreamIdentifier
  /// May carry credentials: never printed.
  public let url: String
  public let pack: String?

  public init(id: StreamIdentifier, url: String, pack: String?) {
    self.id = id
    self.url = url
    self.pack = pack
  }
}

/// A stream's thresholds and the revision that `If-Match` compares.
public struct ThresholdTable: Sendable, Hashable {
  public let settings: [ConditionIdentifier: ThresholdSetting]
  public let revision: String

  public init(settings: [ConditionIdentifier: ThresholdSetting], revision: String) {
    self.settings = settings
    self.revision = revision
  }
}

/// Which alerts, newest first.
public struct AlertQuery: Sendable, Hashable {
  public var stream: StreamIdentifier?
  public var condition: ConditionIdentifier?
  public var state: AlertState?
  /// The `next` of an earlier page.
  public var after: String?
  public var limit: Int

  public init(
    stream: StreamIdentifier? = nil, condition: ConditionIdentifier? = nil, state: AlertState? = nil, after: String? = nil,
    limit: Int = 100
  ) {
    self.stream = stream
    self.condition = condition
    self.state = state
    self.after = after
    self.limit = limit
  }
}

/// One page of a list.
public struct Page<Item: Sendable>: Sendable {
  public let items: [Item]
  /// Pass as `after` for what follows; `nil` at the end.
  public let next: String?

  public init(items: [Item], next: String?) {
    self.items = items
    self.next = next
  }
}

/// The answer to a WHIP or WHEP offer.
public struct MediaAnswer: Sendable, Hashable {
  /// Unguessable; the last part of the session's URL.
  public let mediaSession: String
  /// Without quotes.
  public let entityTag: String
  public let answer: String

  public init(mediaSession: String, entityTag: String, answer: String) {
    self.mediaSession = mediaSession
    self.entityTag = entityTag
    self.answer = answer
  }
}

/// The answer to a trickle or restart fragment.
public enum MediaPatchAnswer: Sendable, Hashable {
  case accepted
  case restarted(fragment: String, entityTag: String)
}
