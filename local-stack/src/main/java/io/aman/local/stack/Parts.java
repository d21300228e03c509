package io.aman.local.stack;

import static io.aman.local.stack.Part.Tier.EDGE;
import static io.aman.local.stack.Part.Tier.INFRASTRUCTURE;
import static io.aman.local.stack.Part.Tier.SERVICE;

import io.aman.local.sandbox.meta.MetaKeys;
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

    /** Where mails come back to that reach nobody. */
    private static final String RETURN_MAILBOX = "bounces@aman.local";

    /** An address of this machine's own that stands for a proxy in front: the demo plays clients from anywhere behind it. */
    static final String PROXY = "127.99.0.1";

    /** The number that Twilio's own sandbox sends from. */
    private static final String WHATSAPP_SENDER = "+14155238886";

    private static final String VERSION = "0.1.0-SNAPSHOT";

    private final Path project;
    private final Installation installation;
    private final Ports ports;
    private final JarLayout layout;
    private final Given given;
    private final Pace pace;

    private Parts(Path project, Installation installation, Ports ports, JarLayout layout, Given given, Pace pace) {
        this.project = project;
        this.installation = installation;
        this.ports = ports;
        this.layout = layout;
        this.given = given;
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
                service("session-service", SERVICE, ports.session(), this::session),
                service("security-service", SERVICE, ports.security(), this::security),
                service("notification-service", SERVICE, ports.notification(), this::notification),
                service("payment-service", SERVICE, ports.payment(), this::payment),
                service("gateway", EDGE, ports.gateway(), this::gateway));
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
                    var environment = new HashMap<>(environment(everyService(port, management)));
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

    private Map<String, String> everyService(int port, int management) {
        return Map.ofEntries(
                Map.entry("aman.public-url", ports.gatewayUri().toString()),
                Map.entry("server.address", Ports.HOST),
                Map.entry("server.port", Integer.toString(port)),
                Map.entry("management.server.address", Ports.HOST),
                Map.entry("management.server.port", Integer.toString(management)),
                // a person waits for `down`, and nobody but the gateway keeps connections
                Map.entry("aman.drain.time", "1500ms"),
                Map.entry("spring.kafka.bootstrap-servers", ports.kafkaBootstrap()),
                // Kafka's own 45 s would be waited for after each kill: what a dead part read is another's after these
                Map.entry("spring.kafka.consumer.properties.session.timeout.ms", "10000"),
                Map.entry("aman.security.issuer", ports.gatewayUri().toString()),
                Map.entry("aman.security.jwks-uri", ports.http(ports.session()) + "/.well-known/jwks.json"));
    }

    private Map<String, String> database(String name) {
        return Map.of("spring.mongodb.uri", ports.mongoUri(name));
    }

    private Map<String, String> session() {
        var properties = new HashMap<>(database("session"));
        properties.put("session.security.base-url", ports.both(ports.security()));
        properties.put("aman.risk.within", "3s"); // just started, and next to all the others
        properties.put("session.identity.embedded.admin.email", Installation.ADMIN_EMAIL);
        properties.put("session.password.breach.base-url", ports.sandboxUri() + "/pwned");
        given.take("PWNED_PASSWORDS_URL", "session.password.breach.base-url", properties);
        return properties;
    }

    /** MaxMind's test databases know a few networks, which is enough to play travellers; real files come by environment. */
    private Map<String, String> security() {
        var properties = new HashMap<>(database("security"));
        // Every demo, test and benchmark comes from one address, many are new people, and many fail on purpose.
        properties.put("security.address.allowed", Ports.HOST);
        Map.of("city", "GeoLite2-City-Test.mmdb", "anonymous", "GeoIP-Anonymous-Plus-Test.mmdb")
                .forEach((kind, name) -> {
                    var property = "aman.geo.%s-database".formatted(kind);
                    var file = project.resolve("security-service/src/test/resources/geoip")
                            .resolve(name);
                    if (file.toFile().isFile()) {
                        properties.put(property, file.toString());
                    }
                    given.take("GEO_%s_DATABASE".formatted(kind.toUpperCase(Locale.ROOT)), property, properties);
                });
        return properties;
    }

    private Map<String, String> notification() {
        var properties = new HashMap<>(database("notification"));
        installation.restored().ifPresent(at -> properties.put("notification.delivery.restored-at", at));
        properties.put("notification.operators.addresses", OPERATOR);
        properties.put("notification.sms.twilio.base-url", ports.sandboxUri() + "/twilio");
        properties.put("notification.sms.twilio.from", "Aman");
        properties.put("notification.whatsapp.meta.base-url", ports.sandboxUri() + "/meta");
        properties.put("notification.whatsapp.meta.phone-number-id", MetaKeys.PHONE_NUMBER_ID);
        properties.put("notification.push.fcm.base-url", ports.sandboxUri() + "/fcm");
        properties.put("notification.push.fcm.token-url", ports.sandboxUri() + "/fcm/token");
        properties.put("notification.push.web.subject", "mailto:" + OPERATOR);
        properties.put("notification.whatsapp.twilio.base-url", ports.sandboxUri() + "/twilio");
        properties.put("notification.whatsapp.twilio.from", WHATSAPP_SENDER);
        properties.put("notification.email.bounces.address", RETURN_MAILBOX);
        properties.put("spring.mail.host", Ports.HOST);
        properties.put("spring.mail.port", Integer.toString(ports.smtp()));
        // tests have few people buy a lot
        properties.put("notification.limit.payments.count", "1000");
        // receivers on this machine, without certificates
        properties.put("notification.webhook.target.allow-http", "true");
        properties.put("notification.webhook.target.allow-private-addresses", "true");
        properties.put("notification.webhook.target.ports", "");
        return properties;
    }

    private Map<String, String> gateway() {
        var properties = new HashMap<>(database("gateway"));
        properties.putAll(services());
        properties.put("gateway.trusted-proxies", PROXY + "/32");
        properties.put("gateway.introspection.uri", ports.http(ports.session()) + "/oauth2/introspect");
        properties.put("gateway.upstream.idle-time", "1s");
        properties.put("gateway.connections.share-port", "true");
        // Every demo, test and benchmark comes from one address, and many are one person.
        for (var caller : List.of("person", "address", "sign-in", "webhook")) {
            properties.put("gateway.limit." + caller + ".per-second", "20000");
            properties.put("gateway.limit." + caller + ".per-minute", "1000000");
            properties.put("gateway.limit." + caller + ".concurrency", "5000");
        }
        return properties;
    }

    private Map<String, String> services() {
        var properties = new HashMap<String, String>();
        Map.of(
                        "payment", ports.payment(),
                        "session", ports.session(),
                        "security", ports.security(),
                        "notification", ports.notification())
                .forEach((name, port) -> {
                    properties.put("gateway.services." + name, ports.both(port));
                    properties.put(
                            "gateway.health.services." + name,
                            ports.http(port + Ports.MANAGEMENT_OFFSET).toString());
                });
        return properties;
    }

    private Map<String, String> payment() {
        var properties = new HashMap<>(database("payment"));
        properties.put("payment.returns.default", ports.gatewayUri() + "/");
        properties.put("aman.risk.base-url", ports.both(ports.security()));
        properties.put("aman.risk.within", "3s"); // just started, and next to all the others
        properties.putAll(new ProviderSettings(ports, given).properties());
        return properties;
    }

    /** Spring's names for properties that come from the environment. */
    static Map<String, String> environment(Map<String, String> properties) {
        var environment = new HashMap<String, String>();
        properties.forEach((name, value) ->
                environment.put(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        return environment;
    }
}
