/// By which road a stream comes in.
public enum SourceKind: String, Sendable, Hashable, Codable, CaseIterable {
  case file, rtsp, http, camera, whip, frames
}
