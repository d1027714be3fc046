import Encoding
import GLib
import Pipeline
import Vocabulary

/// `models list` and `models inspect NAME|DIR`.
struct ModelsCommand: Command {
  let name = "models"
  let summary = "lists the encoders, or says what one is"
  let usage = "list | inspect NAME|DIR"
  let options: [OptionSpecification] = [.json]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    let catalog = ModelLibrary(resources: .find(), caches: nil).catalog
    switch options.arguments.first {
    case "list" where options.arguments.count == 1:
      for model in catalog.list() { show(model, options) }
    case "inspect" where options.arguments.count == 2:
      do throws(EncodingError) { show(try catalog.inspect(options.arguments[1]), options) } catch { throw .failed("\(error)") }
    default: throw .usage("models: say `list`, or `inspect` and a name or directory")
    }
  }

  private func show(_ model: ModelSummary, _ options: ParsedOptions) {
    if options.has("json") { Console.record(model) } else { Console.line(Self.text(model)) }
  }

  private static func parts(_ parts: ModelSummary.Parts) -> String {
    """

      family         \(parts.family), patches of \(parts.patchSide) pixels, texts of \(parts.textTokens) tokens
      weights        \(parts.weights)
      tokenizer      \(parts.tokenizer ?? "cannot be read")
      processor      \(parts.processor)
      descriptors    \(parts.hasDescriptors ? "imported ones stand above the text tower's" : "none imported")
    """
  }

  private static func text(_ model: ModelSummary) -> String {
    let shape = model.shape.map {
      "\($0.imageSide) pixels square, \($0.tokens) tokens, vectors of \($0.dimension), towers \($0.towers.joined(separator: " and "))"
    }
    return """
      \(model.name) (\(model.kind.rawValue)) in \(model.directory)
        shape          \(shape ?? "unknown")\(model.parts.map(parts) ?? "")
        fingerprint    \(model.fingerprint?.text ?? "none: it is not whole")
        precision      \(model.precision), preprocessing \(model.preprocessing)
        logit scale    \(model.logitScale.map { String($0) } ?? "unknown") (exp of what is stored), bias \(model.logitBias.map { String($0) } ?? "none")
        conditions     \(model.conditions.isEmpty ? "whatever its texts say, unproven" : model.conditions.joined(separator: ", "))
        licence        \(model.licence ?? "the directory does not say")
        missing        \(model.missing.isEmpty ? "nothing" : model.missing.joined(separator: ", "))
      """
  }
}
