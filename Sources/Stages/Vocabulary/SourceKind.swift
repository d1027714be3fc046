/// By which road a stream comes in.
public enum SourceKind: String, Sendable, Hashable, Codable, CaseIterable {
  case file, rtsp, rtmp, http, camera, whip, frames
}
