internal import CYAML

/// One parse event, copied out of libyaml so that no C memory outlives the call that read it.
enum YAMLEvent {
    case scalar(ScalarEvent)
    case sequenceStart(NodeProperties, isFlow: Bool)
    case mappingStart(NodeProperties, isFlow: Bool)
    case collectionEnd
    case alias(String)
    case documentStart
    /// The start of the stream and the ends of documents, which carry nothing a reader needs.
    case boundary
    case streamEnd
}

/// What may stand before a value: `&anchor` and `!tag`.
struct NodeProperties {
    var anchor: String?
    /// In its short form, `!!str` or `!reset`.
    var tag: String?
}

struct ScalarEvent {
    var text: String
    /// Whether the text stands without quotes and without a tag, so that its spelling decides its type.
    var isPlain: Bool
    var properties: NodeProperties

    /// Whether this is the key that merges other mappings into its own.
    var isMergeKey: Bool { text == "<<" && (isPlain || properties.tag == "!!merge") }
}

extension YAMLEvent {
    init(copying event: borrowing yaml_event_t) {
        self =
            switch unsafe event.type {
            case YAML_SCALAR_EVENT: unsafe .scalar(ScalarEvent(copying: event))
            case YAML_SEQUENCE_START_EVENT:
                unsafe .sequenceStart(
                    NodeProperties(anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag),
                    isFlow: event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                )
            case YAML_MAPPING_START_EVENT:
                unsafe .mappingStart(
                    NodeProperties(anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag),
                    isFlow: event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                )
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: .collectionEnd
            case YAML_ALIAS_EVENT: unsafe .alias(string(event.data.alias.anchor) ?? "")
            case YAML_DOCUMENT_START_EVENT: .documentStart
            case YAML_STREAM_END_EVENT: .streamEnd
            default: .boundary
            }
    }
}

extension ScalarEvent {
    fileprivate init(copying event: borrowing yaml_event_t) {
        text = unsafe String(
            decoding: UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length),
            as: UTF8.self
        )
        let isImplicit = unsafe event.data.scalar.plain_implicit != 0
        let style = unsafe event.data.scalar.style
        isPlain = isImplicit && style == YAML_PLAIN_SCALAR_STYLE
        properties = unsafe NodeProperties(anchor: event.data.scalar.anchor, tag: event.data.scalar.tag)
    }
}

extension NodeProperties {
    fileprivate init(anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?) {
        self.anchor = unsafe string(anchor)
        self.tag = unsafe string(tag).flatMap(Self.shortTag)
    }

    private static let standardPrefix = "tag:yaml.org,2002:"

    /// The tag as people write it; nil for `!`, which names no type.
    private static func shortTag(_ tag: String) -> String? {
        if tag == "!" { return nil }
        return tag.hasPrefix(standardPrefix) ? "!!\(tag.dropFirst(standardPrefix.count))" : tag
    }
}

private func string(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe bytes.map { unsafe String(cString: $0) }
}
