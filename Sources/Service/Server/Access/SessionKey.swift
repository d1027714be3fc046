import Cryptography

/// Names a browser's session without opening it.
typealias SessionKey = Digest
