/// What is known at one moment about one thing that is being worked on.
package struct ProgressLine: Sendable, Hashable {
    /// Raw values are the words of the JSON form.
    package enum Status: String, Sendable, Hashable {
        case working = "Working"
        case done = "Done"
        case warning = "Warning"
        case error = "Error"
    }

    /// `Container shop-web-1`; a later line with the same id takes the place of an earlier one.
    package var id: String
    /// The id of what this is a part of, as a layer is of an image; nil for what stands alone.
    package var parentID: String?
    /// `Started`.
    package var text: String
    package var details: String
    package var status: Status
    /// Bytes so far.
    package var current: Int
    /// Bytes in all; 0 when that is not known.
    package var total: Int

    package init(
        _ id: String,
        parentID: String? = nil,
        text: String,
        details: String = "",
        status: Status,
        current: Int = 0,
        total: Int = 0
    ) {
        self.id = id
        self.parentID = parentID
        self.text = text
        self.details = details
        self.status = status
        self.current = current
        self.total = total
    }

    /// How much is done, from 0 to 1: all of it once the status says so, none while the total is not known.
    package var fraction: Double {
        if status == .done { return 1 }
        guard total > 0 else { return 0 }
        return min(1, max(0, Double(current) / Double(total)))
    }

    /// ` Container shop-web-1 Started`, without a line break.
    package var plainText: String {
        " \(id) \(text)" + (details.isEmpty ? "" : " \(details)")
    }
}
