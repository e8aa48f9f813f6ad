/// The version of the command line and of the daemon, which are released together.
package enum ProgramVersion {
    package static let text = "0.1.0"
}
