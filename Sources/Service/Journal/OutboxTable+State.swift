import SQLite
import Vocabulary

/// How far deliveries have come.
extension OutboxTable {
  /// What an entry about a settled delivery says.
  struct Settled {
    let sink: String
    let type: String
    let session: String
    let alert: String
    let attempts: Int
  }

  /// Notes what came of an attempt.
  ///
  /// - Returns: what was settled; `nil` if it is no longer waiting.
  func settle(_ settlement: DeliverySettlement, at: Moment) throws -> Settled? {
    let found = try database.first(
      "SELECT sink, type, session, alert, attempts FROM delivery WHERE id = ? AND state = 0", [.text(settlement.id)]
    ) {
      Settled(
        sink: $0.text(0), type: $0.text(1), session: $0.text(2), alert: $0.text(3), attempts: Int($0.integer(4)) + 1)
    }
    guard let found else { return nil }
    let (id, answer, now) = (SQLValue.text(settlement.id), SQLValue.text(settlement.answer), at.wallMilliseconds)
    switch settlement.state {
    case .withdrawn: try remove(settlement.id)
    case .waiting(let due):
      try database.run(
        "UPDATE delivery SET attempts = attempts + 1, due = ?2, answer = ?3 WHERE id = ?1", [id, .integer(due), answer])
    case .delivered, .dead:
      let state: State = settlement.state == .dead ? .dead : .delivered
      try database.run(
        "UPDATE delivery SET attempts = attempts + 1, state = ?2, settled = ?3, answer = ?4 WHERE id = ?1",
        [id, .integer(state.rawValue), .integer(now), answer])
    }
    return found
  }

  func figures(of sink: String) throws -> OutboxFigures {
    var figures = OutboxFigures()
    try database.rows("SELECT state, count(*), min(at) FROM delivery WHERE sink = ? GROUP BY state", [.text(sink)]) { row in
      (State(rawValue: row.integer(0)), Int(row.integer(1)), row.integer(2))
    }.forEach { state, count, oldest in
      switch state {
      case .waiting: (figures.waiting, figures.oldestWaiting) = (count, oldest)
      case .delivered: figures.delivered = count
      case .dead: figures.dead = count
      case nil: break
      }
    }
    return figures
  }

  /// The newest first.
  func deadLetters(of sink: String, limit: Int) throws -> [DeadLetter] {
    try database.rows(
      """
      SELECT id, alert, type, attempts, at, settled, answer FROM delivery WHERE sink = ? AND state = 2
      ORDER BY settled DESC, rowid DESC LIMIT ?
      """, [.text(sink), .integer(Int64(limit))]
    ) {
      DeadLetter(
        id: $0.text(0), alert: $0.text(1), type: $0.text(2), attempts: Int($0.integer(3)), queued: $0.integer(4),
        given: $0.integer(5), answer: $0.text(6))
    }
  }

  /// - Returns: how many wait again.
  func replay(_ selection: DeliverySelection, sink: String) throws -> Int {
    let again = "UPDATE delivery SET state = 0, attempts = 0, due = 0, settled = NULL WHERE sink = ? AND state <> 0 AND "
    switch selection {
    case .dead: try database.run(again + "state = 2", [.text(sink)])
    case .queued(let times):
      try database.run(again + "at BETWEEN ? AND ?", [.text(sink), .integer(times.lowerBound), .integer(times.upperBound)])
    case .ids(let ids):
      var count = 0
      for id in ids {
        try database.run(again + "id = ?", [.text(sink), .text(id)])
        count += database.changes
      }
      return count
    }
    return database.changes
  }

  /// The newest entry that the sink has.
  func lastDelivered(sink: String) throws -> Int64 {
    try database.first("SELECT max(sequence) FROM delivery WHERE sink = ? AND state = 1", [.text(sink)]) { $0.integer(0) } ?? 0
  }

  // MARK: Who was told of what

  func note(_ alert: String, told sink: String, session: String) throws {
    try database.run(
      "INSERT OR IGNORE INTO told(alert, sink, session) VALUES (?, ?, ?)", [.text(alert), .text(sink), .text(session)])
  }

  func sinks(toldOf alert: String) throws -> Set<String> {
    Set(try database.rows("SELECT sink FROM told WHERE alert = ?", [.text(alert)]) { $0.text(0) })
  }

  /// Alerts that the sink was told of and that are neither ended nor acknowledged.
  func openCount(of sink: String) throws -> Int {
    try database.first(
      """
      SELECT count(*) FROM alert JOIN told ON told.alert = alert.id
      WHERE told.sink = ? AND alert.ended = 0 AND alert.acknowledged = 0
      """, [.text(sink)]
    ) { Int($0.integer(0)) } ?? 0
  }

  // MARK: Switches

  func switches() throws -> [SinkSwitch] {
    try database.rows("SELECT name, is_on, reason, at FROM sink") {
      SinkSwitch(name: $0.text(0), isOn: $0.integer(1) != 0, reason: $0.text(2), at: $0.text(3))
    }
  }

  func setSwitch(_ one: SinkSwitch) throws {
    try database.run(
      """
      INSERT INTO sink(name, is_on, reason, at) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT(name) DO UPDATE SET is_on = ?2, reason = ?3, at = ?4
      """, [.text(one.name), .integer(one.isOn ? 1 : 0), .text(one.reason), .text(one.at)])
  }
}
