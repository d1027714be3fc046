import GLib
import Vocabulary

extension McpDesk {
  /// Tells the audit which tools were used on what and which resources were read: the address of this road says nothing of it.
  func tell(_ asked: [RPCRequest], _ request: Request) {
    let subjects = asked.compactMap(subject(of:))
    guard !subjects.isEmpty else { return }
    // A change is a row of its own each time.
    let isWriting = asked.contains { tool(of: $0)?.effect.isWriting == true }
    request.audit.about(subjects.joined(separator: ", "), isWriting ? .update : nil)
  }

  private func tool(of asked: RPCRequest) -> McpTool? {
    asked.method == "tools/call" ? asked.params["name"]?.text.flatMap(responder.toolbox.tool(named:)) : nil
  }

  /// Only what is a name of ours or an identifier: a question, or a name that is none, may hold anything.
  private func subject(of asked: RPCRequest) -> String? {
    if ["resources/read", "resources/subscribe"].contains(asked.method) {
      return asked.params["uri"]?.text.flatMap { McpResource(uri: $0) }?.uri
    }
    guard let tool = tool(of: asked) else { return nil }
    let given = asked.params["arguments"]
    let identifiers = [
      given?["alert"]?.text.flatMap { AlertIdentifier($0) }?.text,
      given?["session"]?.text.flatMap { SessionIdentifier($0) }?.text,
      given?["stream"]?.text.flatMap { StreamIdentifier($0) }?.text,
    ]
    return ([tool.name] + identifiers.compactMap { $0 }).joined(separator: " ")
  }
}
