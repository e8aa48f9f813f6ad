internal import CYAML
internal import Diagnostics

/// Reads events from a text, owning one libyaml parser and the text for as long as the value lives.
///
/// The type cannot be copied, so both are freed exactly once, and it is never `Sendable`,
/// so it cannot leave the synchronous call that made it.
@safe struct EventReader: ~Copyable {
    private let source: SourceText
    /// Where the flow collections begin that are open at this moment, outermost first.
    private var openFlows: [SourceLocation] = []
    /// libyaml reads from this copy of the text, since it must not move while it is read.
    private let input: UnsafeMutablePointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    init(reading bytes: [UInt8], file: String) {
        source = SourceText(bytes: bytes, file: file)
        unsafe input = .allocate(capacity: bytes.count + 1)
        unsafe parser = .allocate(capacity: 1)
        unsafe input.initialize(from: bytes, count: bytes.count)
        precondition(unsafe yaml_parser_initialize(parser) == 1, "libyaml could not allocate a parser")
        unsafe yaml_parser_set_input_string(parser, input, bytes.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event and where it starts.
    mutating func next() throws(DiagnosticsError) -> (event: YAMLEvent, location: SourceLocation) {
        var raw = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &raw) == 1 else { throw DiagnosticsError([failure()]) }
        defer { unsafe yaml_event_delete(&raw) }
        let start = unsafe location(of: raw.start_mark)
        let event = unsafe YAMLEvent(copying: raw)
        switch event {
        case .sequenceStart(_, isFlow: true), .mappingStart(_, isFlow: true): openFlows.append(start)
        case .collectionEnd where !openFlows.isEmpty: openFlows.removeLast()
        default: break
        }
        return (event, start)
    }

    private func failure() -> Diagnostic {
        let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
        let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) }
        let isUnreadable = unsafe parser.pointee.error == YAML_READER_ERROR
        let offset = unsafe Int(parser.pointee.problem_offset)
        let place = unsafe location(of: parser.pointee.problem_mark)
        let opening = unsafe location(of: parser.pointee.context_mark)
        let fault = SyntaxFault(
            problem: problem ?? "the text is not valid YAML",
            context: context,
            place: isUnreadable ? source.location(ofByte: offset) : place,
            opening: context == nil ? nil : opening,
            openFlow: openFlows.last
        )
        return fault.diagnostic(in: source)
    }

    private func location(of mark: yaml_mark_t) -> SourceLocation {
        SourceLocation(file: source.file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
