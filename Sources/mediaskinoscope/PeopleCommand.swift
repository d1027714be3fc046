import Configuration
import Foundation
import GLib
import People
import Vocabulary

/// `people …`: who may sign in with a name of their own. A server that runs notices within a second.
struct PeopleCommand: Command {
  let name = "people"
  let summary = "lists, adds and removes people who sign in with a name and a password"
  let usage = "list | add NAME --role ROLE | add NAME --group GROUP… | password NAME | disable NAME | enable NAME | remove NAME"
  let options: [OptionSpecification] = [
    .json, .data,
    .init(
      "role", .text(placeholder: "ROLE"),
      "add: \(Role.allCases.map(\.rawValue).joined(separator: ", ")); the first person is an administrator"),
    .init("group", .list(placeholder: "NAME"), "add: a group that the page /people has made; may be given again"),
    .init("display", .text(placeholder: "TEXT"), "add: as people call them"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    let arguments = Array(options.arguments.dropFirst())
    do {
      let desk = try await PeopleDesk.open(folder: options.text("data") ?? "./data")
      switch (options.arguments.first, arguments.count) {
      case ("list", 0): for person in try await desk.people() { show(person, options) }
      case ("add", 1): try await add(arguments[0], desk, options)
      case ("password", 1): try await setPassword(of: arguments[0], desk, options)
      case ("disable", 1): show(try await desk.change(arguments[0], PersonChange(isDisabled: true)).after, options)
      case ("enable", 1): show(try await desk.change(arguments[0], PersonChange(isDisabled: false)).after, options)
      case ("remove", 1):
        let person = try await desk.remove(arguments[0])
        if options.has("json") { Console.record(person) } else { Console.line("removed \(person.name)") }
      default: throw CommandFailure.usage("people: say \(usage)")
      }
    } catch let failure as CommandFailure { throw failure } catch { throw .failed("people: \(error)") }
  }

  private func add(_ name: String, _ desk: PeopleDesk, _ options: ParsedOptions) async throws {
    var role: Role?
    if let text = options.text("role") {
      role = Role(rawValue: text)
      guard role != nil else {
        throw CommandFailure.usage("--role \(text): give one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
      }
    }
    guard role != nil || !options.list("group").isEmpty else { throw CommandFailure.usage("people add: give --role or --group") }
    // Asked before the password: nobody types one for nothing.
    guard PersonName.normalised(name) != nil else { throw CommandFailure.usage("'\(name)': a name is \(PersonName.allowed)") }
    let person = try await desk.add(
      NewPerson(
        name: name, display: options.text("display") ?? "", role: role, groups: options.list("group"),
        password: try PasswordPrompt.new(for: name)))
    show(person, options)
  }

  private func setPassword(of name: String, _ desk: PeopleDesk, _ options: ParsedOptions) async throws {
    guard try await desk.people().contains(where: { $0.name == PersonName.normalised(name) }) else {
      throw PeopleError.unknownPerson(name)
    }
    show(try await desk.setPassword(try PasswordPrompt.new(for: name), of: name), options)
  }

  private func show(_ person: Person, _ options: ParsedOptions) {
    if options.has("json") { Console.record(person) } else { Console.line(person.line) }
  }
}

extension Person {
  /// For a person to read.
  fileprivate var line: String {
    let parts = [
      name, role?.rawValue, groups.isEmpty ? nil : "groups \(groups.joined(separator: ", "))",
      proof == .password ? nil : proof == .provider ? "signs in elsewhere" : "no password yet", isDisabled ? "disabled" : nil,
      signedInAt.map { "last signed in \($0)" },
    ]
    return parts.compactMap { $0 }.joined(separator: "  ")
  }
}
