import Calls

/// Everything that metrics say of calls.
struct CallFigures: Sendable {
  let counts: CallCounts
  let machine: CallMachineCounts
  let client: CallClientReport
  /// Messages whose replay would no longer be noticed.
  let forgotten: UInt64
}
