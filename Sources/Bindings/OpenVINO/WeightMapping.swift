internal import COpenVINO
internal import Glibc

/// Several weight files and some extra bytes in one stretch of addresses, as a graph's constants want it. Nothing is copied
/// but the extra bytes.
///
/// - Threading: safe from any thread; read-only after it was made.
@safe
public final class WeightMapping: Sendable {
  /// Where each file starts, in the order given; multiples of the page size.
  public let fileOffsets: [Int]
  /// Where the extra bytes start.
  public let extraOffset: Int
  public let byteCount: Int
  // Immutable address of memory that nobody writes.
  nonisolated(unsafe) private let address: UnsafeMutableRawPointer
  // Immutable handle over that memory.
  nonisolated(unsafe) let tensor: Tensor

  /// Where files of these sizes will start, and the extra bytes behind them.
  public static func layout(fileByteCounts: [Int]) -> (fileOffsets: [Int], extraOffset: Int) {
    var offsets: [Int] = []
    var end = 0
    for count in fileByteCounts {
      offsets.append(end)
      end += roundedToPage(count)
    }
    return (offsets, end)
  }

  /// Maps `files` one behind the other and puts `extra` behind them.
  public init(files: [MappedFile], extra: [UInt8]) throws(OpenVINOError) {
    let (offsets, end) = Self.layout(fileByteCounts: files.map(\.byteCount))
    let count = max(end + Self.roundedToPage(extra.count), Self.pageByteCount)
    let start = unsafe try Self.reserve(count)
    do throws(OpenVINOError) {
      for (file, offset) in zip(files, offsets) { try unsafe Self.place(file, at: start + offset) }
      if !extra.isEmpty { unsafe (start + end).copyMemory(from: extra, byteCount: extra.count) }
      unsafe tensor = try unsafe Self.tensor(over: start, byteCount: count)
    } catch {
      unsafe munmap(start, count)
      throw error
    }
    (fileOffsets, extraOffset, byteCount) = (offsets, end, count)
    unsafe address = unsafe start
  }

  deinit { unsafe munmap(address, byteCount) }

  /// Gives the pages of the files back to the kernel, which reads them again if somebody looks: after compiling, the
  /// engine has its own packed copy. `madvise(MADV_DONTNEED)`
  public func forget() {
    guard extraOffset > 0 else { return }
    unsafe madvise(address, extraOffset, MADV_DONTNEED)
  }

  private static func tensor(over start: UnsafeMutableRawPointer, byteCount: Int) throws(OpenVINOError) -> Tensor {
    var made: OpaquePointer?
    let status = unsafe withShape([byteCount]) { unsafe ov_tensor_create_from_host_ptr(U8, $0, start, &made) }
    try OpenVINOError.check("ov_tensor_create_from_host_ptr", status)
    return unsafe Tensor(adopting: try OpenVINOError.handle("ov_tensor_create_from_host_ptr", made), name: "weights")
  }

  private static var pageByteCount: Int { Int(sysconf(Int32(_SC_PAGESIZE))) }

  private static func roundedToPage(_ count: Int) -> Int {
    let page = pageByteCount
    return (count + page - 1) / page * page
  }

  private static func reserve(_ count: Int) throws(OpenVINOError) -> UnsafeMutableRawPointer {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    let mapped = unsafe mmap(nil, count, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      throw .file(path: "(anonymous)", operation: "mmap", code: errno)
    }
    return unsafe mapped
  }

  private static func place(_ file: MappedFile, at target: UnsafeMutableRawPointer) throws(OpenVINOError) {
    // MAP_FIXED replaces pages of our own reservation and nothing else.
    let mapped = unsafe mmap(target, file.byteCount, PROT_READ, MAP_PRIVATE | MAP_FIXED, file.descriptor, 0)
    guard unsafe mapped == target else { throw .file(path: file.path, operation: "mmap", code: errno) }
  }
}
