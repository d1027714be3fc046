import Foundation

/// The system's error numbers in words.
enum SystemReason {
  static func text(_ number: Int32) -> String {
    guard let code = POSIXErrorCode(rawValue: number) else { return "error \(number)" }
    // Foundation puts a sentence in front that says nothing.
    return POSIXError(code).localizedDescription.replacing("The operation could not be completed. ", with: "")
  }

  static func isLackOfSpace(_ number: Int32) -> Bool {
    [POSIXErrorCode.ENOSPC, .EDQUOT, .EFBIG, .EIO].contains(POSIXErrorCode(rawValue: number))
  }
}
