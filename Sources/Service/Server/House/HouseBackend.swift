public import Vocabulary

/// What the settings pages show and change, what overlays are told, and which parts of a picture are ignored.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol HouseBackend: Sendable {
  /// How the machine was found when it was last examined.
  ///
  /// - Returns: without checks if nobody has examined it since the server started.
  func diagnosis() async -> DiagnosisReport

  /// Starts to examine the machine, if that is not under way.
  ///
  /// - Returns: the last report, marked as running.
  func examine() async -> DiagnosisReport

  /// What the data folder holds, and how large it is.
  ///
  /// - Returns: every file of the folder is in exactly one item.
  /// - Throws: ``BackendError/failed(what:)`` if the folder cannot be read.
  func storage() async throws(BackendError) -> StorageReport

  /// What the configuration says, without secrets.
  ///
  /// - Returns: what is in force.
  func settings() async -> SettingsSummary

  /// What is wrong with a pack that is loaded, or could be better.
  ///
  /// - Parameter pack: its id.
  /// - Returns: worst first; empty where nothing is.
  /// - Throws: ``BackendError/unknownPack`` if none that is loaded has that id.
  func lint(_ pack: String) async throws(BackendError) -> LintReport

  /// A sentence as the server would say it, to be tried on a page. It is said nowhere else.
  ///
  /// - Parameters:
  ///   - condition: whose.
  ///   - tier: how urgent.
  /// - Returns: the sentence and its sound.
  /// - Throws: ``BackendError/invalid(pointer:allowed:)``, or ``BackendError/unacceptable(status:reason:)`` if there is no such clip.
  func tryVoice(_ condition: ConditionIdentifier, _ tier: AlertTier) async throws(BackendError) -> VoiceTrial

  /// Whether overlays show anything.
  ///
  /// - Returns: as it stands.
  func overlay() async -> OverlayState

  /// Hides all overlays at once, or shows them again.
  ///
  /// - Parameters:
  ///   - isHidden: how it shall stand.
  ///   - principal: who wants it.
  /// - Returns: the state after it was journalled.
  /// - Throws: ``BackendError``.
  func setOverlay(isHidden: Bool, by principal: Principal) async throws(BackendError) -> OverlayState

  /// The zones that a stream's session ignores.
  ///
  /// - Parameter stream: one that runs.
  /// - Returns: none if there is no session.
  /// - Throws: ``BackendError/unknownStream(_:)``.
  func zones(_ stream: StreamIdentifier) async throws(BackendError) -> ZoneState

  /// Ignores one more zone until the session ends.
  ///
  /// - Parameters:
  ///   - stream: one that sends pictures.
  ///   - zone: a rectangle of the frame.
  ///   - principal: who wants it.
  /// - Returns: the zones after it was journalled.
  /// - Throws: ``BackendError``; 409 where there is no session or no room.
  func addZone(_ stream: StreamIdentifier, _ zone: ZoneRequest, by principal: Principal) async throws(BackendError) -> ZoneState

  /// Looks at a zone again.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - zone: the zone's id; `nil` = all.
  ///   - principal: who wants it.
  /// - Returns: the zones after it was journalled.
  /// - Throws: ``BackendError``.
  func removeZone(_ stream: StreamIdentifier, _ zone: String?, by principal: Principal) async throws(BackendError) -> ZoneState
}
