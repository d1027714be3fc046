import Foundation

/// The system's error numbers in words.
enum SystemReason {
  static func text(_ number: Int32) -> String {
    POSIXErrorCode(rawValue: number).map { POSIXError($0).localizedDescription } ?? "error \(number)"
  }

  static func isLackOfSpace(_ number: Int32) -> Bool {
    [POSIXErrorCode.ENOSPC, .EDQUOT, .EFBIG, .EIO].contains(POSIXErrorCode(rawValue: number))
  }
}
