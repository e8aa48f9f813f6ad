internal import ControlProtocol
internal import HTTPTypes

/// The description of the interface in OpenAPI 3.1, made from the very endpoints that are served.
enum OpenAPIDocument {
    static func of(_ endpoints: [ControlEndpoint]) -> JSONValue {
        var paths: [String: [String: JSONValue]] = [:]
        for endpoint in endpoints {
            paths[endpoint.path, default: [:]][endpoint.method.rawValue.lowercased()] = operation(endpoint)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "swiftcompose daemon",
                "version": "1",
                "summary": "Keeps applications of containers in their declared state.",
                "license": ["name": "Apache License 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/", "description": "The daemon's socket."]],
            "paths": .object(paths.mapValues { .object($0) }),
            "components": [
                "schemas": .object(OpenAPISchemas.all),
                "responses": .object(Dictionary(uniqueKeysWithValues: failures.map(failure))),
            ],
        ]
    }

    private static func operation(_ endpoint: ControlEndpoint) -> JSONValue {
        var operation: [String: JSONValue] = [
            "operationId": .text(endpoint.name),
            "summary": .text(endpoint.summary),
            "responses": .object(answers(endpoint)),
        ]
        let parameters =
            endpoint.pathParameters.map(pathParameter) + endpoint.query.map(queryParameter)
            + (endpoint.resumes ? [resumption] : [])
        if !parameters.isEmpty { operation["parameters"] = .list(parameters) }
        if let body = endpoint.body {
            operation["requestBody"] = [
                "required": true,
                "content": ["application/json": ["schema": reference(body)]],
            ]
        }
        return .object(operation)
    }

    // MARK: - What is sent

    private static func pathParameter(_ name: String) -> JSONValue {
        let schema: JSONValue =
            name == "number"
            ? ["type": "integer", "minimum": 1, "maximum": .integer(RequestRules.largestCount)]
            : ["type": "string", "minLength": 1]
        return ["name": .text(name), "in": "path", "required": true, "schema": schema]
    }

    private static func queryParameter(_ parameter: QueryParameter) -> JSONValue {
        let schema: JSONValue =
            switch parameter.kind {
            case .text: ["type": "string", "minLength": 1]
            case .moment: ["type": "number", "minimum": 0, "maximum": .number(QueryParameter.latestMoment)]
            case .integer(let range):
                ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
            case .flag: ["type": "boolean"]
            }
        return [
            "name": .text(parameter.name),
            "in": "query",
            "description": .text(parameter.summary),
            "schema": schema,
        ]
    }

    private static let resumption: JSONValue = [
        "name": "Last-Event-ID",
        "in": "header",
        "description": "The number of the last line that the caller has.",
        "schema": ["type": "integer", "minimum": 0, "maximum": .integer(RequestRules.largestCount)],
    ]

    // MARK: - What is answered

    private static func answers(_ endpoint: ControlEndpoint) -> [String: JSONValue] {
        var answer: [String: JSONValue] = ["description": .text(endpoint.answer.summary)]
        switch endpoint.answer.content {
        case .nothing: break
        case .value(let schema): answer["content"] = ["application/json": ["schema": reference(schema)]]
        case .list(let schema):
            answer["content"] = ["application/json": ["schema": ["type": "array", "items": reference(schema)]]]
        case .text(let mediaTypes):
            var content: [String: JSONValue] = [:]
            for mediaType in mediaTypes { content[mediaType] = ["schema": ["type": "string"]] }
            answer["content"] = .object(content)
        }
        var answers = ["\(endpoint.answer.status)": JSONValue.object(answer)]
        // A request that cannot be read, a caller without rights, a daemon that fails.
        for status in [400, 403, 500] + endpoint.failures + (endpoint.body == nil ? [] : [413, 415]) {
            answers["\(status)"] = ["$ref": .text("#/components/responses/\(responseName(status))")]
        }
        return answers
    }

    private static let failures: [(status: Int, summary: String)] = [
        (400, "The request does not make sense."),
        (403, "The caller may not speak to the daemon."),
        (404, "There is no such project, service or announcement."),
        (409, "It cannot be done as things are."),
        (413, "The request is too large."),
        (415, "The body is no JSON."),
        (422, "What was handed over is no project."),
        (500, "The daemon has failed."),
        (502, "The engine does not answer, or refuses."),
        (503, "The daemon is about to end."),
    ]

    private static func failure(_ failure: (status: Int, summary: String)) -> (String, JSONValue) {
        let answer: JSONValue = [
            "description": .text(failure.summary),
            "content": ["application/json": ["schema": reference("ControlFailure")]],
        ]
        return (responseName(failure.status), answer)
    }

    private static func responseName(_ status: Int) -> String { "Failure\(status)" }

    private static func reference(_ schema: String) -> JSONValue {
        ["$ref": .text("#/components/schemas/\(schema)")]
    }
}
