extension EncodedFormat {
  /// The format that caps in text form describe; `nil` if browsers cannot receive it.
  init?(caps: String) {
    switch caps.prefix(while: { $0 != "," && $0 != ";" }) {
    case "video/x-vp8": self.init(codec: .vp8, caps: caps)
    case "video/x-h264": self.init(codec: .h264, caps: caps)
    default: return nil
    }
  }
}
