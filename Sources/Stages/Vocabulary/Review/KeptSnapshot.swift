/// That pictures of an alert or of a quiet stretch were kept: what the journal's entry `snapshot-kept` says.
public struct KeptSnapshot: Sendable, Hashable {
  /// The stretch of a session that a quiet picture stands for.
  public struct Stretch: Sendable, Hashable {
    /// RFC 3339.
    public let from: String
    /// RFC 3339.
    public let to: String
    /// One picture is kept for so many seconds of quiet.
    public let everySeconds: Int

    /// - Parameters:
    ///   - from: RFC 3339.
    ///   - to: RFC 3339.
    ///   - everySeconds: the sampling.
    public init(from: String, to: String, everySeconds: Int) {
      self.from = from
      self.to = to
      self.everySeconds = everySeconds
    }
  }

  /// One picture of it.
  public struct Picture: Sendable, Hashable {
    /// Its number in the session.
    public let frame: UInt64
    /// RFC 3339.
    public let capturedAt: String

    /// - Parameters:
    ///   - frame: its number in the session.
    ///   - capturedAt: RFC 3339.
    public init(frame: UInt64, capturedAt: String) {
      self.frame = frame
      self.capturedAt = capturedAt
    }
  }

  public let subject: ReviewSubject
  public let session: SessionIdentifier
  public let stream: StreamIdentifier
  /// Only of a quiet one.
  public let stretch: Stretch?
  /// Oldest first, at least one.
  public let pictures: [Picture]

  /// - Parameters:
  ///   - subject: what was kept.
  ///   - session: whose.
  ///   - stream: whose.
  ///   - stretch: of a quiet one.
  ///   - pictures: oldest first.
  public init(
    subject: ReviewSubject, session: SessionIdentifier, stream: StreamIdentifier, stretch: Stretch?, pictures: [Picture]
  ) {
    self.subject = subject
    self.session = session
    self.stream = stream
    self.stretch = stretch
    self.pictures = pictures
  }

  /// - Parameter entry: of kind `snapshot-kept`; `nil` comes of one that says nothing, such as a purged one.
  public init?(_ entry: JournalEntry) {
    let data = entry.data
    guard entry.kind == .snapshotKept, let session = entry.session,
      let stream = data["stream"]?.text.flatMap({ StreamIdentifier($0) }), case .array(let items)? = data["pictures"]
    else { return nil }
    if let alert = entry.alert {
      (subject, stretch) = (.alert(alert), nil)
    } else if let id = data["stretch"]?.text, let from = data["from"]?.text, let to = data["to"]?.text,
      let every = data["every_seconds"]?.double
    {
      (subject, stretch) = (.stretch(id), Stretch(from: from, to: to, everySeconds: Int(every)))
    } else {
      return nil
    }
    self.session = session
    self.stream = stream
    pictures = items.compactMap { item in
      guard let frame = item["frame"]?.double, let at = item["captured_at"]?.text else { return nil }
      return Picture(frame: UInt64(frame), capturedAt: at)
    }
  }

  /// What the journal's entry says.
  ///
  /// - Parameter digests: of the sealed pictures, in their order: nobody can compute one of them from a picture.
  /// - Returns: an object.
  public func data(digests: [String]) -> JSONValue {
    var members: [String: JSONValue] = ["stream": .string(stream.text)]
    if let stretch, case .stretch(let id) = subject {
      members["stretch"] = .string(id)
      members["from"] = .string(stretch.from)
      members["to"] = .string(stretch.to)
      members["every_seconds"] = .integer(Int64(stretch.everySeconds))
    }
    members["pictures"] = .array(
      zip(pictures, digests).map { picture, digest in
        .object([
          "frame": .integer(Int64(picture.frame)), "captured_at": .string(picture.capturedAt), "sealed_sha256": .string(digest),
        ])
      })
    return .object(members)
  }
}
