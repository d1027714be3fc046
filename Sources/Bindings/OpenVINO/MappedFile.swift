internal import Glibc

/// A file's bytes, mapped and not read; the kernel brings a page when somebody looks at it.
///
/// - Threading: safe from any thread; the mapping is read-only and private.
/// - Note: a file that is truncated by somebody else while it is mapped kills the process (SIGBUS), as with every mapping;
///   replace model files by renaming.
@safe
public final class MappedFile: Sendable {
  public let path: String
  public let byteCount: Int
  let descriptor: Int32
  // Immutable address of a read-only mapping.
  nonisolated(unsafe) private let address: UnsafeMutableRawPointer

  /// Opens and maps a regular file with at least one byte. Symbolic links are followed.
  public init(path: String) throws(OpenVINOError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(path: path, operation: "open", code: errno) }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0 else {
      close(descriptor)
      throw .file(path: path, operation: "fstat", code: EINVAL)
    }
    let mapped = unsafe mmap(nil, Int(facts.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      let code = errno
      close(descriptor)
      throw .file(path: path, operation: "mmap", code: code)
    }
    self.path = path
    self.descriptor = descriptor
    byteCount = Int(facts.st_size)
    unsafe address = unsafe mapped
  }

  deinit {
    unsafe munmap(address, byteCount)
    close(descriptor)
  }

  /// Lends the bytes in `range`.
  ///
  /// - Precondition: `range` lies within the file.
  public func withBytes<Result>(in range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
    unsafe body(UnsafeBufferPointer(start: start(of: range).assumingMemoryBound(to: UInt8.self), count: range.count).span)
  }

  /// Lends the bytes in `range` for hashing.
  ///
  /// - Precondition: `range` lies within the file.
  public func withRawBytes<Result>(in range: Range<Int>, _ body: (RawSpan) -> Result) -> Result {
    unsafe body(UnsafeRawBufferPointer(start: start(of: range), count: range.count).bytes)
  }

  /// A copy of the numbers in `range`, whatever their alignment.
  ///
  /// - Precondition: `range` lies within the file and holds whole elements.
  public func elements<Element: TensorElement>(of type: Element.Type, in range: Range<Int>) -> [Element] {
    let count = range.count / MemoryLayout<Element>.stride
    precondition(count * MemoryLayout<Element>.stride == range.count, "range holds a broken element")
    let source = unsafe start(of: range)
    return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(start: source, count: range.count))
      initialized = count
    }
  }

  /// Gives the pages that were read back; who looks again gets them from the file. `madvise`
  public func forget() { _ = unsafe madvise(address, byteCount, MADV_DONTNEED) }

  private func start(of range: Range<Int>) -> UnsafeRawPointer {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "range outside of the mapped file")
    return unsafe UnsafeRawPointer(address + range.lowerBound)
  }
}
