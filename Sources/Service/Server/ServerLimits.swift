public import Soup

/// What the server allows one client, and all of them together.
public struct ServerLimits: Sendable, Hashable {
  /// Connections and deadlines.
  public var listener = ListenerLimits()
  /// Event streams open at once.
  public var eventClients = 256
  /// Alerts that may wait for one client; one that falls further behind is disconnected and resumes.
  public var waitingAlerts = 256
  /// How often a silent event stream gets a comment, so that a client that left is noticed.
  public var heartbeat: Duration = .seconds(10)
  /// Sockets that send frames at once.
  public var frameSockets = 64
  /// Media requests that change something, by caller.
  public var mediaBurst = 60.0
  public var mediaPerSecond = 10.0
  /// One picture.
  public var pictureBytes = 16_000_000
  /// One document for the knowledge store.
  public var documentBytes = 16_000_000
  /// One frame on the WebSocket.
  public var frameBytes = 2_000_000
  public var offerBytes = 262_144
  public var jsonBytes = 65_536
  /// One message of the call service: reports carry whole conversations.
  public var callMessageBytes = 1_048_576
  /// Requests for vectors that are read or wait at once; more are told to come again.
  public var inferences = 4
  /// A whole request for vectors, and its JSON part: numbers in JSON take some twenty times as much memory once read.
  public var inferenceBytes = 16_000_000
  public var inferenceHeaderBytes = 4_000_000
  public var predictionBytes = 8_000_000
  /// Pictures of one request, and their rows and columns.
  public var inferencePictures = 16
  public var inferenceSide = 4_096
  /// Texts of one request, and the bytes of one.
  public var inferenceTexts = 256
  public var inferenceTextBytes = 4_096
  /// Clients of the Model Context Protocol.
  public var mcp = McpLimits()

  public init() {}
}
