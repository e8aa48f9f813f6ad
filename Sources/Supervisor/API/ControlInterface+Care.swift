internal import ControlProtocol
internal import HTTPTypes
internal import HummingbirdCore

/// What others are about to do to a project, and how long it is to live.
extension ControlInterface {
    var careEndpoints: [ControlEndpoint] {
        [postAnnouncement, deleteAnnouncement, postLease, deleteLease]
    }

    private var postAnnouncement: ControlEndpoint {
        ControlEndpoint(
            .post,
            "\(Self.projectPath)/announcements",
            "announce",
            "Says that somebody is about to change the project; nothing is repaired until that has ended.",
            answer: .init(status: 201, summary: "The announcement's number.", content: .value("AnnouncementNumber"))
        ) { [service] call in
            let announcement = try await call.body(Announcement.self)
            try RequestRules.check(announcement)
            let number = try await service.announce(call.part("name"), announcement)
            return try ControlAnswer.value(AnnouncementNumber(number: number), status: .created)
        }
        .taking(body: "Announcement")
        .failing(404, 409, 503)
    }

    private var deleteAnnouncement: ControlEndpoint {
        ControlEndpoint(
            .delete,
            "\(Self.projectPath)/announcements/{number}",
            "endAnnouncement",
            "Says that what was announced has ended.",
            answer: Self.done
        ) { [service] call in
            let name = call.part("name")
            guard let number = Int(call.part("number")), number > 0 else {
                throw RequestProblem.invalid("'\(call.part("number"))' is no number of an announcement")
            }
            try await service.endAnnouncement(name, number, succeeded: call.query.flag("succeeded") ?? true)
            return ControlAnswer.nothing
        }
        .taking([
            QueryParameter("succeeded", .flag, "Whether it was done as announced; 'true' where it is not given.")
        ])
        .failing(404, 409, 503)
    }

    private var postLease: ControlEndpoint {
        ControlEndpoint(
            .post,
            "\(Self.projectPath)/lease",
            "setLease",
            "Sets when the project is taken down, in place of what was set before.",
            answer: Self.done
        ) { [service] call in
            let lease = try await call.body(Lease.self)
            try RequestRules.check(lease)
            try await service.setLease(call.part("name"), lease)
            return ControlAnswer.nothing
        }
        .taking(body: "Lease")
        .failing(404, 409, 503)
    }

    private var deleteLease: ControlEndpoint {
        ControlEndpoint(
            .delete,
            "\(Self.projectPath)/lease",
            "endLease",
            "Lets the project live without an end.",
            answer: Self.done
        ) { [service] call in
            try await service.setLease(call.part("name"), nil)
            return ControlAnswer.nothing
        }
        .failing(404, 409, 503)
    }
}

/// The answer to an announcement.
struct AnnouncementNumber: Encodable, Sendable {
    var number: Int
}
