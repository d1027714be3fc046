import Foundation
import Glibc

/// A listening socket that nothing can connect to.
enum UnreachableSocket {
  /// Binds a local socket in a fresh private folder, listens, and removes both.
  static func make() throws(SoupError) -> Int32 {
    let folder = NSTemporaryDirectory() + "skino-" + UUID().uuidString
    guard unsafe mkdir(folder, 0o700) == 0 else { throw .system(call: "mkdir", code: errno) }
    defer { unsafe rmdir(folder) }
    let path = folder + "/s"
    let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw .system(call: "socket", code: errno) }
    guard bind(socket, to: path), listen(socket, 1) == 0 else {
      let code = errno
      close(socket)
      throw .system(call: "bind", code: code)
    }
    unsafe unlink(path)
    return socket
  }

  private static func bind(_ socket: Int32, to path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      errno = ENAMETOOLONG
      return false
    }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
