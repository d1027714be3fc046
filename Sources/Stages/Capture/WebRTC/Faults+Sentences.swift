extension SessionDescriptionFault {
  /// Without a full stop; for the middle of a message.
  var sentence: String {
    switch self {
    case .empty: "it is empty"
    case .tooLong(let bytes, let most): "it has \(bytes) bytes, at most \(most) are taken"
    case .lineTooLong(let line, let most): "line \(line) is longer than \(most) bytes"
    case .tooManyLines(let most): "it has more than \(most) lines"
    case .tooManySections(let most): "it has more than \(most) m= lines"
    case .controlCharacter(let line): "line \(line) has a control character"
    case .notALine(let line): "line \(line) is not a letter, = and a value"
    case .noVersion: "it does not begin with v=0"
    case .sessionLine(let letter): "its \(letter)= line is missing, repeated or out of place"
    case .malformed(let line, let field): "the \(field)= line \(line) is malformed"
    }
  }
}

extension OfferFault {
  /// Without a full stop.
  var sentence: String {
    switch self {
    case .noVideo: "The offer has no video; send one video track"
    case .tooManyTracks(let kind, let most): "The offer has more than \(most) \(kind) track"
    case .sectionKind: "The offer has a section that is neither audio nor video; leave data channels out"
    case .transport: "Media must be offered over UDP/TLS/RTP/SAVPF"
    case .disabledSection(let mid): "Section \(mid) is disabled (port 0)"
    case .direction(let mid, let found, let needed): "Section \(mid) is \(found); it must be \(needed.joined(separator: " or "))"
    case .missing(let name, let mid): "The offer lacks \(name)\(place(mid))"
    case .repeated(let name, let mid): "The offer gives \(name) more than once\(place(mid))"
    case .malformed(let name, let mid): "The offer's \(name) is malformed\(place(mid))"
    case .duplicateMid(let mid): "Two sections are called \(mid)"
    case .notBundled(let mid): "Section \(mid) is not in the BUNDLE group; use max-bundle"
    case .simulcast(let mid): "Section \(mid) offers simulcast; send one encoding"
    case .fingerprintAlgorithm: "The certificate's fingerprint must be given in sha-256"
    case .setup: "The DTLS role must be actpass, active or passive"
    case .tooManyCandidates(let most): "The offer has more than \(most) candidates"
    case .duplicatePayloadType(let type): "Payload type \(type) is used twice"
    case .noUsableCodec(let kind, let offered, let usable):
      "The offered \(kind) codecs (\(offered.joined(separator: ", "))) cannot be used; offer \(usable.joined(separator: " or "))"
        + (kind == "video" ? " (H264 with packetization-mode=1)" : "")
    }
  }

  private func place(_ mid: String?) -> String { mid.map { " in section \($0)" } ?? "" }
}
