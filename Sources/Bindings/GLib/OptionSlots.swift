import CGLib

/// The memory that GLib's option parser writes into: one entry and one slot for each option, freed together.
@safe final class OptionSlots {
  private let options: [OptionSpecification]
  /// Ends with an all-zero entry, as `g_option_context_add_main_entries` wants.
  let entries: UnsafeMutablePointer<GOptionEntry>
  // Eight bytes each: a gboolean, a char * or a char **.
  private let slots: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private var strings: [UnsafeMutablePointer<CChar>?] = unsafe []

  init(_ options: [OptionSpecification]) {
    self.options = options
    unsafe entries = .allocate(capacity: options.count + 1)
    unsafe entries.initialize(repeating: GOptionEntry(), count: options.count + 1)
    unsafe slots = .allocate(capacity: options.count)
    unsafe slots.initialize(repeating: nil, count: options.count)
    for (index, option) in options.enumerated() {
      var entry = unsafe GOptionEntry()
      unsafe entry.long_name = UnsafePointer(keep(option.name))
      unsafe entry.description = UnsafePointer(keep(option.help))
      unsafe entry.arg_data = UnsafeMutableRawPointer(slots + index)
      switch option.kind {
      case .flag: unsafe entry.arg = G_OPTION_ARG_NONE
      case .text(let placeholder), .list(let placeholder):
        unsafe entry.arg = G_OPTION_ARG_STRING_ARRAY
        unsafe entry.arg_description = UnsafePointer(keep(placeholder))
      }
      unsafe entries[index] = entry
    }
  }

  deinit {
    for (index, option) in options.enumerated() where option.kind != .flag {
      unsafe g_strfreev(slots[index]?.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self))
    }
    unsafe strings.forEach { unsafe g_free($0) }
    unsafe entries.deallocate()
    unsafe slots.deallocate()
  }

  func values() -> ParsedOptions {
    var parsed = ParsedOptions()
    for (index, option) in options.enumerated() {
      guard let slot = unsafe slots[index] else { continue }
      if option.kind == .flag {
        parsed.flags.insert(option.name)
      } else {
        parsed.lists[option.name] = unsafe strings(in: slot.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self))
      }
    }
    return parsed
  }

  private func strings(in vector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> [String] {
    var found: [String] = []
    while let text = unsafe vector[found.count] { unsafe found.append(String(cString: text)) }
    return found
  }

  private func keep(_ text: String) -> UnsafeMutablePointer<CChar>? {
    let copy = unsafe g_strdup(text)
    unsafe strings.append(copy)
    return unsafe copy
  }
}
