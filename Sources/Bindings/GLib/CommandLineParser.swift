import CGLib

/// Parses a command line by GLib's own option parser (`GOptionContext`).
public struct CommandLineParser {
  private let usage: String
  private let summary: String
  private let options: [OptionSpecification]

  /// - Parameters:
  ///   - usage: what stands after the program's name in the first line of help.
  ///   - summary: a sentence or two below it.
  ///   - options: what may be given; the help lists them in this order.
  public init(usage: String, summary: String, options: [OptionSpecification]) {
    self.usage = usage
    self.summary = summary
    self.options = options
  }

  /// - Parameter arguments: without the program's name.
  /// - Throws: ``GLibFailure`` whose message names the wrong option.
  public func parse(_ arguments: [String]) throws(GLibFailure) -> ParsedOptions {
    let slots = OptionSlots(options)
    let context = unsafe makeContext(slots)
    defer { unsafe g_option_context_free(context) }
    let count = arguments.count + 1
    // g_option_context_parse_strv reorders and frees within a NULL-terminated vector that it may replace.
    let vector = unsafe g_malloc0(gsize(unsafe (count + 1) * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride))
      .assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
    for (index, argument) in (["mediaskinoscope"] + arguments).enumerated() { unsafe vector[index] = g_strdup(argument) }
    var remaining: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe vector
    defer { unsafe g_strfreev(remaining) }
    var error: UnsafeMutablePointer<GError>?
    guard unsafe g_option_context_parse_strv(context, &remaining, &error) != 0 else {
      throw unsafe GLibFailure(function: "g_option_context_parse_strv", adopting: error)
    }
    var parsed = slots.values()
    var index = 1
    while let argument = unsafe remaining?[index] {
      unsafe parsed.arguments.append(String(cString: argument))
      index += 1
    }
    if parsed.arguments.first == "--" { parsed.arguments.removeFirst() }
    return parsed
  }

  /// The help text, as GLib lays it out.
  public var help: String {
    let slots = OptionSlots(options)
    let context = unsafe makeContext(slots)
    defer { unsafe g_option_context_free(context) }
    guard let text = unsafe g_option_context_get_help(context, 1, nil) else { return "" }
    defer { unsafe g_free(text) }
    return unsafe String(cString: text)
  }

  private func makeContext(_ slots: OptionSlots) -> OpaquePointer? {
    // The usage line begins with it; GLib learns it only from a parsed `argv[0]`, and GStreamer from anywhere.
    unsafe g_set_prgname("mediaskinoscope")
    let context = unsafe g_option_context_new(usage)
    unsafe g_option_context_set_summary(context, summary)
    unsafe g_option_context_set_help_enabled(context, 0)
    unsafe g_option_context_add_main_entries(context, slots.entries, nil)
    return unsafe context
  }
}
