import CGLib
import GLib
import Testing

@Suite(.serialized) struct `A pinned name` {
  /// What GLib says, of one kind or of any; empty if the name has no address.
  private func resolve(_ name: String, _ flags: GResolverNameLookupFlags? = nil) -> [String] {
    guard let resolver = unsafe g_resolver_get_default() else { return [] }
    defer { unsafe g_object_unref(resolver) }
    let list =
      if let flags { unsafe g_resolver_lookup_by_name_with_flags(resolver, name, flags, nil, nil) } else {
        unsafe g_resolver_lookup_by_name(resolver, name, nil, nil)
      }
    defer { unsafe g_resolver_free_addresses(list) }
    return unsafe sequence(first: list, next: { unsafe $0?.pointee.next }).compactMap { unsafe $0?.pointee.data }.map {
      let text = unsafe g_inet_address_to_string($0.assumingMemoryBound(to: GInetAddress.self))
      defer { unsafe g_free(text) }
      return unsafe String(cString: text!)
    }
  }

  @Test func `means what it is pinned to, in any case, until it is let go`() throws {
    #expect(resolve("camera.invalid").isEmpty)
    do {
      let pin = try NamePin("Camera.invalid", to: [[127, 0, 0, 9]])
      #expect(resolve("camera.INVALID.") == ["127.0.0.9"])
      withExtendedLifetime(pin) {}
    }
    #expect(resolve("camera.invalid").isEmpty)
  }

  @Test func `gives addresses of the wanted kind only`() throws {
    let pin = try NamePin("both.invalid", to: [[127, 0, 0, 9], [UInt8](repeating: 0, count: 15) + [1]])
    #expect(resolve("both.invalid") == ["127.0.0.9", "::1"])
    #expect(resolve("both.invalid", G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY) == ["127.0.0.9"])
    #expect(resolve("both.invalid", G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY) == ["::1"])
    withExtendedLifetime(pin) {}
    let narrow = try NamePin("narrow.invalid", to: [[127, 0, 0, 9]])
    #expect(resolve("narrow.invalid", G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY).isEmpty)
    withExtendedLifetime(narrow) {}
  }

  @Test func `of several pins the newest counts, and leaves the older in force`() throws {
    let first = try NamePin("twice.invalid", to: [[127, 0, 0, 1]])
    do {
      let second = try NamePin("twice.invalid", to: [[127, 0, 0, 2]])
      #expect(resolve("twice.invalid") == ["127.0.0.2"])
      withExtendedLifetime(second) {}
    }
    #expect(resolve("twice.invalid") == ["127.0.0.1"])
    withExtendedLifetime(first) {}
  }

  @Test func `leaves other names to the machine's own resolver`() throws {
    let pin = try NamePin("pinned.invalid", to: [[127, 0, 0, 9]])
    #expect(resolve("localhost").contains("127.0.0.1"))
    #expect(resolve("other.invalid").isEmpty)
    withExtendedLifetime(pin) {}
  }
}
