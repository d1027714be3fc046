/// Why a case cannot be judged.
public enum ReviewFault: Error, Sendable, Hashable {
  case unknownCase
  /// This reader has judged it: an answer stays.
  case alreadyRead
  /// It needs no more readings.
  case settled
}
