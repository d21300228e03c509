package io.aman.local.stack;

import static io.aman.local.stack.Part.Tier.EDGE;
import static io.aman.local.stack.Part.Tier.INFRASTRUCTURE;
import static io.aman.local.stack.Part.Tier.SERVICE;

import io.aman.local.stack.Part.Readiness.Answers;
import io.aman.local.stack.Part.Readiness.LogLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What Aman consists of on one machine, in start order, and what each part is told about the others. */
final class Parts {

    static final List<String> NAMES = List.of(
            "mongo",
            "kafka",
            "mail",
            "sandbox",
            "session-service",
            "security-service",
            "notification-service",
            "payment-service",
            "gateway");

    /** Consumers of events before those who send them, and the gateway last. */
    static final List<String> REPLACED_IN_ORDER =
            List.of("notification-service", "security-service", "session-service", "payment-service", "gateway");

    /** Whose mailbox gets what operators are told. */
    static final String OPERATOR = "duty@aman.local";

    /** An address of this machine's own that stands for a proxy in front: the demo plays clients from anywhere behind it. */
    static final String PROXY = "127.99.0.1";

    private static final String VERSION = "0.1.0-SNAPSHOT";

    private final Path project;
    private final Installation installation;
    private final Ports ports;
    private final JarLayout layout;
    private final ServiceSettings settings;
    private final Pace pace;

    private Parts(Path project, Installation installation, Ports ports, JarLayout layout, Given given, Pace pace) {
        this.project = project;
        this.installation = installation;
        this.ports = ports;
        this.layout = layout;
        this.settings = new ServiceSettings(project, installation, ports, given, pace);
        this.pace = pace;
    }

    /** As below, for a quick start. */
    static List<Part> of(
            Path project, Installation installation, Ports ports, JarLayout layout, Map<String, String> given) {
        return of(project, installation, ports, layout, given, Pace.QUICK_START);
    }

    /** @param given the environment, where real keys of a provider win over the sandbox */
    static List<Part> of(
            Path project,
            Installation installation,
            Ports ports,
            JarLayout layout,
            Map<String, String> given,
            Pace pace) {
        return new Parts(project, installation, ports, layout, new Given(given), pace).all();
    }

    private List<Part> all() {
        return List.of(
                local("mongo", "io.aman.local.mongo.MongoMain", List.of(ports.mongo())),
                local("kafka", "io.aman.local.kafka.KafkaMain", List.of(ports.kafka(), ports.kafkaController())),
                local("mail", "io.aman.local.mail.MailMain", List.of(ports.smtp(), ports.mail()), ports.gatewayUri()),
                local("sandbox", "io.aman.local.sandbox.SandboxMain", List.of(ports.sandbox()), ports.gatewayUri()),
                service("session-service", SERVICE, ports.session(), settings::session),
                service("security-service", SERVICE, ports.security(), settings::security),
                service("notification-service", SERVICE, ports.notification(), settings::notification),
                service("payment-service", SERVICE, ports.payment(), settings::payment),
                service("gateway", EDGE, ports.gateway(), settings::gateway));
    }

    private Part local(String name, String main, List<Integer> listens, Object... more) {
        var used = new LinkedHashMap<Integer, String>();
        listens.forEach(port -> used.put(port, name));
        var arguments = new ArrayList<>(List.of(main, Ports.HOST));
        listens.forEach(port -> arguments.add(port.toString()));
        arguments.add(installation.data(name).toString());
        Arrays.stream(more).map(Object::toString).forEach(arguments::add);
        return new Part(
                name,
                INFRASTRUCTURE,
                used,
                () -> {
                    var jar =
                            built(name, project.resolve("local-stack/target/local-stack-" + VERSION + "-launcher.jar"));
                    return launch(
                            name,
                            java(
                                    name,
                                    Stream.concat(
                                            Stream.of(
                                                    "-cp",
                                                    layout.plain("local-stack", jar)
                                                            .toString()),
                                            arguments.stream())),
                            Map.of());
                },
                new LogLine("READY " + name));
    }

    /**
     * The edge is found at one port, which both share while one takes over; a service has two, and the gateway knows.
     *
     * @param properties asked at each start: a restore in between may have changed them
     */
    private Part service(String name, Part.Tier tier, int port, Supplier<Map<String, String>> properties) {
        var standInPort = tier == EDGE ? port : port + Ports.STAND_IN_OFFSET;
        var standIn = service(
                name, tier, standInPort, management(port) + Ports.STAND_IN_OFFSET, properties, Optional.empty());
        return service(name, tier, port, management(port), properties, Optional.of(standIn));
    }

    private static int management(int port) {
        return port + Ports.MANAGEMENT_OFFSET;
    }

    private Part service(
            String name,
            Part.Tier tier,
            int port,
            int management,
            Supplier<Map<String, String>> properties,
            Optional<Part> standIn) {
        var used = new LinkedHashMap<Integer, String>();
        used.put(port, name);
        used.put(management, name + "'s actuator");
        return new Part(
                name,
                tier,
                used,
                () -> {
                    var jar = built(name, project.resolve(name + "/target/" + name + "-" + VERSION + ".jar"));
                    var environment = new HashMap<>(environment(settings.every(port, management)));
                    environment.putAll(environment(properties.get()));
                    environment.put("SPRING_PROFILES_ACTIVE", "local");
                    return launch(
                            name,
                            java(
                                    name,
                                    Stream.of("-jar", layout.service(name, jar).toString())),
                            environment);
                },
                new Answers(ports.http(management).resolve("/actuator/health/readiness")),
                standIn);
    }

    private static Path built(String name, Path jar) {
        if (!jar.toFile().isFile()) {
            throw new StackFailure.NotBuilt(name, jar);
        }
        return jar;
    }

    private List<String> java(String name, Stream<String> arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(Stream.of(java), pace.options(name), arguments)
                .flatMap(words -> words)
                .toList();
    }

    private Launch launch(String name, List<String> command, Map<String, String> environment) {
        var complete = new HashMap<>(environment);
        complete.put("AMAN_SECRETS", installation.secrets(name).toString());
        complete.put("MALLOC_ARENA_MAX", "2"); // glibc would keep up to 64 MB for each of many threads
        return new Launch(command, complete, ProviderSettings.VARIABLES);
    }

    /** Spring's names for properties that come from the environment. */
    static Map<String, String> environment(Map<String, String> properties) {
        var environment = new HashMap<String, String>();
        properties.forEach((name, value) ->
                environment.put(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        return environment;
    }
}
