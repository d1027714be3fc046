import CGLib
import Synchronization

/// GLib's own resolver, asked for pinned names no more (`g_resolver_set_default`).
///
/// A subclass of whatever resolver GLib has, made at run time: names that nobody pinned go to it as before.
enum PinnedResolver {
  private typealias Flags = GResolverNameLookupFlags
  private typealias List = UnsafeMutablePointer<GList>

  /// The functions of GLib's resolver that ours stand in front of.
  @safe private struct Parent: @unchecked Sendable {
    // @unchecked: addresses of functions, written once before anyone resolves.
    let atOnce: @convention(c) (Resolver?, Text?, Cancellable?, Failure?) -> List?
    let begin: @convention(c) (Resolver?, Text?, Cancellable?, GAsyncReadyCallback?, gpointer?) -> Void
    let end: @convention(c) (Resolver?, OpaquePointer?, Failure?) -> List?
    let atOnceOfKind: @convention(c) (Resolver?, Text?, Flags, Cancellable?, Failure?) -> List?
    let beginOfKind: @convention(c) (Resolver?, Text?, Flags, Cancellable?, GAsyncReadyCallback?, gpointer?) -> Void
    let endOfKind: @convention(c) (Resolver?, OpaquePointer?, Failure?) -> List?
  }
  private typealias Resolver = UnsafeMutablePointer<GResolver>
  private typealias Text = UnsafePointer<CChar>
  private typealias Cancellable = UnsafeMutablePointer<GCancellable>
  private typealias Failure = UnsafeMutablePointer<UnsafeMutablePointer<GError>?>

  private static let parent = Mutex<Parent?>(nil)
  private static let installed: Result<Void, GLibFailure> = Result { () throws(GLibFailure) in try register() }

  /// Puts it in front, once a process.
  static func install() throws(GLibFailure) { try installed.get() }

  private static func register() throws(GLibFailure) {
    guard let former = unsafe g_resolver_get_default() else {
      throw unsafe GLibFailure(function: "g_resolver_get_default", adopting: nil)
    }
    defer { unsafe g_object_unref(former) }
    var query = unsafe GTypeQuery()
    unsafe g_type_query(skino_type_of(former), &query)
    let type = unsafe g_type_register_static_simple(
      query.type, "MediaSKINoscopeResolver", query.class_size, { table, _ in unsafe PinnedResolver.setUp(table) },
      query.instance_size, nil,
      GTypeFlags(rawValue: 0))
    guard type != 0, let made = unsafe g_object_new_with_properties(type, 0, nil, nil) else {
      throw unsafe GLibFailure(function: "g_type_register_static_simple", adopting: nil)
    }
    unsafe g_resolver_set_default(UnsafeMutableRawPointer(made).assumingMemoryBound(to: GResolver.self))
    unsafe g_object_unref(made)
  }

  private static func setUp(_ pointer: gpointer?) {
    guard let table = unsafe pointer?.assumingMemoryBound(to: GResolverClass.self),
      let atOnce = unsafe table.pointee.lookup_by_name, let begin = unsafe table.pointee.lookup_by_name_async,
      let end = unsafe table.pointee.lookup_by_name_finish, let atOnceOfKind = unsafe table.pointee.lookup_by_name_with_flags,
      let beginOfKind = unsafe table.pointee.lookup_by_name_with_flags_async,
      let endOfKind = unsafe table.pointee.lookup_by_name_with_flags_finish
    else { return }
    let former = unsafe Parent(
      atOnce: atOnce, begin: begin, end: end, atOnceOfKind: atOnceOfKind, beginOfKind: beginOfKind, endOfKind: endOfKind)
    parent.withLock { $0 = former }
    unsafe table.pointee.lookup_by_name = { unsafe PinnedResolver.lookUp($0, $1, nil, $2, $3) }
    unsafe table.pointee.lookup_by_name_with_flags = { unsafe PinnedResolver.lookUp($0, $1, $2, $3, $4) }
    unsafe table.pointee.lookup_by_name_async = { unsafe PinnedResolver.begin($0, $1, nil, $2, $3, $4) }
    unsafe table.pointee.lookup_by_name_with_flags_async = { unsafe PinnedResolver.begin($0, $1, $2, $3, $4, $5) }
    unsafe table.pointee.lookup_by_name_finish = { unsafe PinnedResolver.finish($0, $1, ofKind: false, $2) }
    unsafe table.pointee.lookup_by_name_with_flags_finish = { unsafe PinnedResolver.finish($0, $1, ofKind: true, $2) }
  }

  private static func lookUp(
    _ resolver: Resolver?, _ name: Text?, _ flags: Flags?, _ cancellable: Cancellable?, _ failure: Failure?
  ) -> List? {
    if let addresses = unsafe pinned(name) {
      let list = unsafe list(of: addresses, flags)
      if unsafe list == nil { unsafe skino_set_unresolved(failure) }
      return unsafe list
    }
    guard let parent = parent.withLock({ $0 }) else { return nil }
    if let flags { return unsafe parent.atOnceOfKind(resolver, name, flags, cancellable, failure) }
    return unsafe parent.atOnce(resolver, name, cancellable, failure)
  }

  private static func begin(
    _ resolver: Resolver?, _ name: Text?, _ flags: Flags?, _ cancellable: Cancellable?, _ done: GAsyncReadyCallback?,
    _ data: gpointer?
  ) {
    if let addresses = unsafe pinned(name) {
      guard let task = unsafe g_task_new(resolver, cancellable, done, data) else { return }
      defer { unsafe g_object_unref(UnsafeMutableRawPointer(task)) }
      unsafe skino_mark_task(task)
      if let list = unsafe list(of: addresses, flags) {
        return unsafe g_task_return_pointer(task, list, { unsafe skino_free_addresses($0) })
      }
      return unsafe skino_return_unresolved(task)
    }
    guard let parent = parent.withLock({ $0 }) else { return }
    if let flags { return unsafe parent.beginOfKind(resolver, name, flags, cancellable, done, data) }
    unsafe parent.begin(resolver, name, cancellable, done, data)
  }

  private static func finish(_ resolver: Resolver?, _ result: OpaquePointer?, ofKind: Bool, _ failure: Failure?) -> List? {
    if unsafe skino_is_marked(result) != 0 {
      return unsafe g_task_propagate_pointer(result, failure)?.assumingMemoryBound(to: GList.self)
    }
    guard let parent = parent.withLock({ $0 }) else { return nil }
    return unsafe (ofKind ? parent.endOfKind : parent.end)(resolver, result, failure)
  }

  private static func pinned(_ name: Text?) -> [[UInt8]]? {
    unsafe name.flatMap { NamePin.addresses(of: unsafe String(cString: $0)) }
  }

  /// `GInetAddress` objects, of the wanted family only; `nil` if there is none.
  private static func list(of addresses: [[UInt8]], _ flags: Flags?) -> List? {
    var list: List?
    for bytes in addresses.reversed() {
      let isVersion6 = bytes.count == 16
      if flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY && isVersion6
        || flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY && !isVersion6
      {
        continue
      }
      let family = isVersion6 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4
      unsafe list = g_list_prepend(list, g_inet_address_new_from_bytes(bytes, family))
    }
    return unsafe list
  }
}
