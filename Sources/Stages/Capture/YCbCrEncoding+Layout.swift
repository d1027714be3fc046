import GStreamer
import Vocabulary

extension YCbCrEncoding {
  /// How the colours of a decoded picture are to be read. A matrix that the sender does not name is taken by size, as GStreamer and
  /// browsers do: BT.709 from 720 lines on, BT.601 below.
  init(_ layout: VideoLayout) {
    let is709 =
      switch layout.matrix {
      case .bt601: false
      case .bt709: true
      case .other: layout.height >= 720
      }
    self =
      switch (is709, layout.isFullRange) {
      case (false, false): .bt601Limited
      case (false, true): .bt601Full
      case (true, false): .bt709Limited
      case (true, true): .bt709Full
      }
  }
}
