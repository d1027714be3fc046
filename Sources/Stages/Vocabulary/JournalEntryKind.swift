/// What a journal entry tells.
public enum JournalEntryKind: String, Sendable, Hashable, Codable, CaseIterable {
  case sessionStarted = "session-started"
  case sessionEnded = "session-ended"
  case alertRaised = "alert-raised"
  case alertEnded = "alert-ended"
  case alertAcknowledged = "alert-acknowledged"
  case alertAcknowledgementUndone = "alert-acknowledgement-undone"
  case alertSilenced = "alert-silenced"
  case alertSilenceUndone = "alert-silence-undone"
  case thresholdChanged = "threshold-changed"
  case backgroundRecorded = "background-recorded"
  case explained
  case spoken
  case voiceMuted = "voice-muted"
  case voiceUnmuted = "voice-unmuted"
  case callPlaced = "call-placed"
  case callSaid = "call-said"
  case callHeard = "call-heard"
  case callEnded = "call-ended"
  case statementCorrected = "statement-corrected"
  case statementSigned = "statement-signed"
  case statementSignatureRevoked = "statement-signature-revoked"
  case documentImported = "document-imported"
  case documentRemoved = "document-removed"
  case delivered
  case verdict
  case consentChanged = "consent-changed"
  case purged
  case sessionEdited = "session-edited"
  case snapshotKept = "snapshot-kept"
  case headFitted = "head-fitted"
  case headActivated = "head-activated"
  case headRolledBack = "head-rolled-back"
  case sinkChanged = "sink-changed"
  case alertEscalated = "alert-escalated"
  case overlayChanged = "overlay-changed"
  case zonesChanged = "zones-changed"
  case packChanged = "pack-changed"
  case shadowChanged = "shadow-changed"
}
