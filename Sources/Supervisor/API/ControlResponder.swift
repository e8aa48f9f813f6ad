internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging

/// Answers every request to the control interface; whatever goes wrong is an answer, too, with a body that says what.
struct ControlResponder: HTTPResponder {
    typealias Context = ControlContext

    let table: EndpointTable
    let access: PeerAccess

    init(_ endpoints: [ControlEndpoint], access: PeerAccess) {
        table = EndpointTable(endpoints: endpoints)
        self.access = access
    }

    @concurrent
    func respond(
        to request: HummingbirdCore.Request,
        context: ControlContext
    ) async throws -> HummingbirdCore.Response {
        let response = await answer(request, context)
        // The protocol has no body after such a request, whatever its answer says.
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ request: HummingbirdCore.Request, _ context: ControlContext) async -> HummingbirdCore.Response
    {
        do {
            try await access.check(context.channel)
            let (endpoint, path) = try table.resolve(request.method, request.uri.path)
            let query = try QueryValues(request.uri.query, endpoint.query)
            let call = ControlCall(request: request, path: path, query: query, logger: context.logger)
            return try await endpoint.handler(call)
        } catch {
            return ControlAnswer.failure(error, logger: context.logger)
        }
    }
}
