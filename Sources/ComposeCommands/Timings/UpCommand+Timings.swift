internal import ArgumentParser

extension UpCommand: OptionalValueCommand {
    static let impliedValues = TimingOptions.impliedValues
}
