public import Vocabulary

extension JournalDraft {
  /// A warning went to a second reader because nobody acknowledged it in time.
  ///
  /// - Parameters:
  ///   - alert: the alert.
  ///   - to: a user's name, or a role.
  ///   - after: how long nobody had acknowledged it.
  ///   - at: when.
  /// - Returns: an entry of the alert's session.
  public static func alertEscalated(_ alert: AlertIdentifier, to: String, after: Duration, at: Moment) -> JournalDraft {
    JournalDraft(
      kind: .alertEscalated, at: at, session: nil, alert: alert,
      data: .object(["to": .string(to), "after_seconds": .integer(after.components.seconds)]))
  }

  /// All overlays were hidden, or shown again. It belongs to no session, so that it is sealed under the journal's own key.
  ///
  /// - Parameters:
  ///   - isHidden: how it stands now.
  ///   - by: a principal's name.
  ///   - at: when.
  /// - Returns: an entry.
  public static func overlayChanged(isHidden: Bool, by: String, at: Moment) -> JournalDraft {
    // No stream is called so: the newest entry is looked up by a stream's name.
    JournalDraft(
      kind: .overlayChanged, at: at, session: nil,
      data: .object(["stream": .string("*"), "hidden": .bool(isHidden), "by": .string(by)]))
  }

  /// The zones that a session ignores changed.
  ///
  /// - Parameters:
  ///   - stream: where.
  ///   - session: for which session they hold.
  ///   - zones: those in force now.
  ///   - by: a principal's name.
  ///   - at: when.
  /// - Returns: an entry of the session.
  public static func zonesChanged(
    _ stream: StreamIdentifier, _ session: SessionIdentifier, to zones: [IgnoredZone], by: String, at: Moment
  ) -> JournalDraft {
    let items = zones.map { zone -> JSONValue in
      .object([
        "id": .string(zone.id), "x": .number(zone.x), "y": .number(zone.y), "width": .number(zone.width),
        "height": .number(zone.height), "label": .string(zone.label), "by": .string(zone.by), "at": .string(zone.at),
      ])
    }
    return JournalDraft(
      kind: .zonesChanged, at: at, session: session,
      data: .object(["stream": .string(stream.text), "zones": .array(items), "by": .string(by)]))
  }
}
