import ComposeModel
import Diagnostics
import OrderedCollections

/// Resolves one service after the other.
struct ServiceResolution {
    /// The project's.
    let environment: [String: String]
    var files: SettingsFiles
    var collector: DiagnosticCollector
    /// nil when nobody will ask where values come from.
    var recorder: SettingsRecorder?

    /// The service's own variables win over those of its files, and a later file over an earlier one.
    mutating func resolveVariables(of service: inout Service) {
        for (name, value) in service.environment where value == nil {
            if let found = environment[name] { service.environment.updateValue(found, forKey: name) }
        }
        guard !service.environmentFiles.isEmpty else { return }
        let own = service.environment
        var variables: OrderedDictionary<String, String?> = [:]
        for (index, file) in service.environmentFiles.enumerated() {
            let place = Place(of: service, "env_file", index)
            let lookup: (String) -> String? = { [environment = self.environment, variables] name in
                if let value = environment[name] { return value }
                if let value = own[name] ?? nil { return value }
                return variables[name] ?? nil
            }
            let read = self.read(file, at: place, lookup)
            for (name, value) in read {
                if let value { variables.updateValue(value, forKey: name) }
            }
            let isRaw = file.format == "raw"
            record(read, from: file.path, isRaw: isRaw, to: "services.\(service.name).environment", place)
        }
        for (name, value) in own { variables.updateValue(value, forKey: name) }
        service.environment = variables
        service.environmentFiles = []
    }

    /// The service's own labels win over those of its files.
    mutating func resolveLabels(of service: inout Service) {
        guard !service.labelFiles.isEmpty else { return }
        var labels: OrderedDictionary<String, String> = [:]
        for (index, path) in service.labelFiles.enumerated() {
            let place = Place(of: service, "label_file", index)
            guard let text = self.text(of: path, "label file", isRequired: true, at: place) else { continue }
            let name = files.nameOf(path)
            do throws(DiagnosticsError) {
                let read = try Dotenv.parse(text, file: name, lookup: { [labels] in labels[$0] })
                for (label, value) in read {
                    if let value { labels[label] = value }
                }
                record(read, from: path, isRaw: false, to: "services.\(service.name).labels", place)
            } catch {
                for diagnostic in error.diagnostics { collector.add(diagnostic) }
            }
        }
        for (label, value) in service.labels { labels[label] = value }
        service.labels = labels
    }

    /// Where a file is named in the compose file.
    private struct Place {
        let path: String
        let location: SourceLocation?

        init(of service: Service, _ key: String, _ index: Int) {
            path = "services.\(service.name).\(key)[\(index)]"
            location = service.locations["\(key)[\(index)]"]
        }
    }

    private mutating func record(
        _ read: OrderedDictionary<String, String?>,
        from path: String,
        isRaw: Bool,
        to attribute: String,
        _ place: Place
    ) {
        guard let recorder, !read.isEmpty else { return }
        // It was read a moment ago, and is kept.
        guard let text = try? files.text(of: path) else { return }
        let places = Dotenv.places(in: text, file: recorder.name(of: path), isRaw: isRaw)
        var values: [String: FileSettings.Value] = [:]
        for (name, value) in read {
            guard let value, let place = places[name] else { continue }
            values[name] = FileSettings.Value(text: value, place: place)
        }
        recorder.add(FileSettings(namedAt: place.location, values: values), to: attribute)
    }

    private mutating func read(
        _ file: EnvironmentFile,
        at place: Place,
        _ lookup: (String) -> String?
    ) -> OrderedDictionary<String, String?> {
        guard let text = self.text(of: file.path, "env file", isRequired: file.required, at: place) else { return [:] }
        let name = files.nameOf(file.path)
        do throws(DiagnosticsError) {
            switch file.format {
            case nil, "": return try Dotenv.parse(text, file: name, lookup: lookup)
            case "raw": return try Dotenv.parseRaw(text, file: name, lookup: lookup)
            case let format?:
                collector.error(
                    "unknown env_file format '\(format)'",
                    path: "\(place.path).format",
                    at: place.location,
                    hint: "write 'format: raw', or leave it out"
                )
            }
        } catch {
            for diagnostic in error.diagnostics { collector.add(diagnostic) }
        }
        return [:]
    }

    /// Nil when the file cannot be read, which is reported unless it is only missing and need not be there.
    private mutating func text(of path: String, _ kind: String, isRequired: Bool, at place: Place) -> String? {
        do throws(LocalFile.Problem) {
            return try files.text(of: path)
        } catch {
            if error.isMissing, !isRequired { return nil }
            let problem = error.isMissing ? "not found" : error.reason
            let escape = kind == "env file" ? ", or write 'required: false' beside its 'path'" : ""
            collector.error(
                "\(kind) '\(path)' \(error.isMissing ? "" : "cannot be read: ")\(problem)",
                path: place.path,
                at: place.location,
                hint: error.isMissing ? "create it\(escape)" : nil
            )
            return nil
        }
    }
}
