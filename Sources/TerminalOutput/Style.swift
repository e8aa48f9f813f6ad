/// A colour or weight of text, as the parameter of a "select graphic rendition" sequence.
package struct Style: Sendable, Hashable {
    /// `36`, or `1;36` for more than one attribute.
    package var parameter: String

    package init(parameter: String) {
        self.parameter = parameter
    }

    package static let bold = Style(parameter: "1")
    package static let faint = Style(parameter: "2")
    package static let red = Style(parameter: "31")
    package static let green = Style(parameter: "32")
    package static let yellow = Style(parameter: "33")
    package static let blue = Style(parameter: "34")
    package static let magenta = Style(parameter: "35")
    package static let cyan = Style(parameter: "36")

    /// The same colour in bold.
    package var emphasized: Style { Style(parameter: "1;" + parameter) }

    /// The text between the sequence and a reset; unchanged when styles are off or there is nothing to paint.
    package func paint(_ text: String, isOn: Bool = true) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(parameter)m\(text)\u{1B}[0m" : text
    }
}
