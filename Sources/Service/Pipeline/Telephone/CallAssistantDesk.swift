import Calls
import Server
import Vocabulary

/// Answers the tool calls of a call's assistant. Names of conditions, times and ids of alerts; nothing of a stream, a session or a person.
struct CallAssistantDesk: Sendable {
  /// Alerts that one list holds.
  static let listed = 20
  /// The journal's name for whoever acknowledges over the telephone.
  static let name = "call (VAPI)"
  private static let shortest = 6

  let tools: CallTools
  let names: [ConditionIdentifier: String]
  let principal: Principal

  /// - Parameter call: what is wanted.
  /// - Returns: a text for the assistant; failures are said, never hidden.
  func answer(_ call: ToolCall) async -> ToolResult {
    do throws(BackendError) {
      switch call.name {
      case "list_alerts": return ToolResult(call, try await list())
      case "explain_alert": return ToolResult(call, try await explain(call.arguments))
      case "acknowledge_alert": return ToolResult(call, try await acknowledge(call.arguments))
      default:
        return ToolResult(
          call, "There is no such tool here; there are list_alerts, explain_alert and acknowledge_alert.")
      }
    } catch { return ToolResult(call, Self.text(of: error)) }
  }

  private func list() async throws(BackendError) -> String {
    let alerts = try await tools.open().map { record in
      JSONValue.object([
        "alert": .string(record.id.text), "resembles": .string(name(record.condition)), "tier": .string(record.tier.rawValue),
        "raised_at": .string(record.raisedAt), "state": .string(record.endedAt == nil ? "active" : "ended"),
      ])
    }
    return JSONValue.object(["alerts": .array(alerts), "note": .string(Vocabulary.Explanation.disclaimer)]).encodedText
  }

  private func explain(_ arguments: [String: JSONValue]) async throws(BackendError) -> String {
    switch try await alert(arguments) {
    case .failure(let reason): return reason.text
    case .success(let record):
      let explanation = try await tools.explain(record.id)
      return explanation.refused.map { "There is no explanation: \($0)" } ?? explanation.short
    }
  }

  private func acknowledge(_ arguments: [String: JSONValue]) async throws(BackendError) -> String {
    guard principal.mayRespond else {
      return "Acknowledging by telephone is not allowed by this server's configuration. Acknowledge the alert on the screen."
    }
    switch try await alert(arguments) {
    case .failure(let reason): return reason.text
    case .success(let record):
      _ = try await tools.acknowledge(record.id, principal)
      return "The alert that resembles \(name(record.condition).lowercased()) is acknowledged."
    }
  }

  private struct Refusal: Error { let text: String }

  /// The alert that is meant: by its id, by the beginning of it, or the only one that is there.
  private func alert(_ arguments: [String: JSONValue]) async throws(BackendError) -> Result<AlertRecord, Refusal> {
    let open = try await tools.open()
    guard let named = arguments["alert"]?.text, !named.isEmpty else {
      let present = open.filter { $0.endedAt == nil }
      guard present.count == 1, let only = present.first else {
        let text = present.isEmpty ? "No alert is active." : "Several alerts are active."
        return .failure(Refusal(text: text + " Ask list_alerts, and name the alert by its id."))
      }
      return .success(only)
    }
    let wanted = named.lowercased()
    let found = wanted.utf8.count < Self.shortest ? [] : open.filter { $0.id.text.hasPrefix(wanted) }
    guard found.count == 1, let record = found.first else {
      return .failure(
        Refusal(text: "No alert that waits for an answer has that id. Ask list_alerts, and give an id as it stands there."))
    }
    return .success(record)
  }

  private func name(_ condition: ConditionIdentifier) -> String { names[condition] ?? condition.text }

  private static func text(of error: BackendError) -> String {
    switch error {
    case .journal: "The journal cannot be used, so nothing was changed. Tell the person to look at the screen."
    case .unknownAlert: "There is no such alert."
    default: "The server failed at this. Tell the person to look at the screen."
    }
  }
}
