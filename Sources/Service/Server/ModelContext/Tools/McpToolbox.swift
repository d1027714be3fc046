import Configuration
import Vocabulary

/// Every tool that there is, and who may use which.
struct McpToolbox: Sendable {
  let tools: [McpTool]

  /// - Parameter verdicts: who takes verdicts down; without it there is no tool for them.
  init(verdicts: (any McpVerdicts)?) {
    tools =
      Self.alertTools + [Self.searchKnowledge, Self.sessionSummary, Self.similarCases, Self.listConditions, Self.streamState]
      + Self.writingTools + (verdicts.map { [Self.recordVerdict($0)] } ?? [])
  }

  func tool(named name: String) -> McpTool? { tools.first { $0.name == name } }

  /// In an order that stays.
  func listed(for principal: Principal) -> [McpTool] { tools.filter { Self.refusal(of: $0, to: principal) == nil } }

  /// Why somebody may not use a tool; `nil` if it may.
  static func refusal(of tool: McpTool, to principal: Principal) -> String? {
    guard Authorisation.allows(principal, .read) else { return "The role \(principal.role.rawValue) may not read alerts." }
    guard tool.effect.isWriting else { return nil }
    guard Authorisation.allows(principal, .respond) else {
      return "The role \(principal.role.rawValue) may not respond to alerts."
    }
    guard principal.scopes.contains(.mcpWrite) else {
      let scope = Scope.mcpWrite.rawValue
      return "\(tool.name) needs a token with the scope \(scope): give it `scopes: [\(scope)]` in the configuration."
    }
    return nil
  }
}
