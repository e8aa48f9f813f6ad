"""What is measured: stacks that go up and down, and a large file that is only read."""

import json
from dataclasses import dataclass

IMAGE = "busybox:stable"
# A shell that costs nothing while it runs and ends at once when it is told to.
COMMAND = ["sh", "-c", "trap 'exit 0' TERM; sleep infinity & wait"]
SECOND = 1_000_000_000


@dataclass(frozen=True)
class Stack:
    """Services that do nothing; in a chain each starts when the one before it is healthy."""

    name: str
    size: int
    chained: bool = False
    interval: int = 1  # seconds between two health checks; without a chain there are none
    cold_runs: int = 3  # at most; a large stack is measured for its no-op

    @property
    def services(self):
        return [f"s{number:02}" for number in range(1, self.size + 1)]

    def compose_file(self):
        lines = ["services:"]
        before = None
        for service in self.services:
            lines += [f"  {service}:", f"    image: {IMAGE}", f"    command: {json.dumps(COMMAND)}"]
            if self.chained:
                lines.append(f'    healthcheck: {{test: ["CMD", "true"], interval: {self.interval}s}}')
                if before:
                    lines.append(f"    depends_on: {{{before}: {{condition: service_healthy}}}}")
            before = service
        return "\n".join(lines) + "\n"

    def container(self, project, service):
        """The same service as the body of the engine's create call."""
        network = f"{project}_default"
        body = {
            "Image": IMAGE,
            "Cmd": COMMAND,
            "Labels": {"com.docker.compose.project": project, "com.docker.compose.service": service},
            "HostConfig": {"NetworkMode": network},
            "NetworkingConfig": {"EndpointsConfig": {network: {"Aliases": [service]}}},
        }
        if self.chained:
            body["Healthcheck"] = {"Test": ["CMD", "true"], "Interval": self.interval * SECOND}
        return body


STACKS = [
    Stack("chain-10", size=10, chained=True),
    Stack("independent-20", size=20),
    Stack("independent-50", size=50),
    Stack("independent-100", size=100, cold_runs=1),
]


@dataclass(frozen=True)
class ServedChain:
    """A healthy chain whose last service answers HTTP on a port of the host, and can be changed."""

    name: str = "recreate-5"
    size: int = 5
    port: int = 18099

    def compose_file(self, version):
        """The version is a variable of the last service, so that another one makes its container anew."""
        chain = Stack(self.name, self.size, chained=True)
        last = chain.services[-1]
        serve = "trap 'kill $$!; exit 0' TERM; httpd -f -p 80 -h /etc & wait"
        text = chain.compose_file()
        head, _, tail = text.rpartition(f"    command: {json.dumps(COMMAND)}\n")
        assert f"  {last}:" in head
        return (
            f"{head}    command: {json.dumps(['sh', '-c', serve])}\n"
            f'    environment: {{VERSION: "{version}"}}\n'
            f'    ports: ["127.0.0.1:{self.port}:80"]\n{tail}'
        )


RECREATIONS = [ServedChain()]

GATES = [Stack(f"gate-{interval}s", size=2, chained=True, interval=interval) for interval in (1, 5)]


def large_file(services=1000):
    """A compose file with what real ones have: interpolation, ports, labels, dependencies, networks and volumes."""
    lines = ["x-logging: &logging", "  driver: json-file", "  options: {max-size: 10m}", "services:"]
    for number in range(1, services + 1):
        lines += [
            f"  service-{number:04}:",
            f"    image: registry.example.org/team/service-{number:04}:${{TAG:-1.0}}",
            "    restart: unless-stopped",
            "    logging: *logging",
            "    environment:",
            f"      SERVICE_NAME: service-{number:04}",
            "      DATABASE_URL: postgres://${DB_USER:-app}:${DB_PASSWORD:-secret}@database:5432/app",
            "      LOG_LEVEL: ${LOG_LEVEL:-info}",
            "    labels:",
            f"      org.example.route: /service-{number:04}",
            "    ports:",
            f'      - "{10000 + number}:8080"',
            "    volumes:",
            "      - shared:/var/lib/shared",
            "    networks: [front, back]",
            "    healthcheck:",
            "      test: [CMD, wget, -q, -O-, http://localhost:8080/health]",
            "      interval: 10s",
            "      retries: 5",
        ]
        if number % 10 != 1:
            lines += ["    depends_on:", f"      service-{number - 1:04}:", "        condition: service_healthy"]
    lines += ["networks:", "  front:", "  back:", "volumes:", "  shared:"]
    return "\n".join(lines) + "\n"
