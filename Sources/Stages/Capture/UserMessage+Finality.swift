import Foundation
public import Vocabulary

extension UserMessage {
  /// The same, for where nothing is tried again: without the promise that live sources get.
  public var promisingNothing: UserMessage {
    let bare = text.replacing(" The server keeps trying.", with: "").replacing("; the server keeps trying.", with: ".")
      .replacing(" The server keeps trying to connect.", with: "")
    return UserMessage(code: code, text: bare)
  }
}
