package io.aman.local.stack;

import io.aman.local.sandbox.meta.MetaKeys;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the services are told about this machine and about each other, as their properties. */
final class ServiceSettings {

    /** The number that Twilio's own sandbox sends from. */
    private static final String WHATSAPP_SENDER = "+14155238886";

    /** Where mails come back to that reach nobody. */
    private static final String RETURN_MAILBOX = "bounces@aman.local";

    private final Path project;
    private final Installation installation;
    private final Ports ports;
    private final Given given;
    private final Pace pace;

    ServiceSettings(Path project, Installation installation, Ports ports, Given given, Pace pace) {
        this.project = project;
        this.installation = installation;
        this.ports = ports;
        this.given = given;
        this.pace = pace;
    }

    /** What all services are told. */
    Map<String, String> every(int port, int management) {
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
                Map.entry("aman.security.jwks-uri", ports.both(ports.session(), "/.well-known/jwks.json")));
    }

    private Map<String, String> database(String name) {
        return Map.of("spring.mongodb.uri", ports.mongoUri(name));
    }

    Map<String, String> session() {
        var properties = new HashMap<>(database("session"));
        properties.put("session.security.base-url", ports.both(ports.security()));
        properties.put("aman.risk.within", "3s"); // just started, and next to all the others
        installation.restored().ifPresent(at -> properties.put("session.token.restored-at", at));
        properties.put("session.identity.embedded.admin.email", Installation.ADMIN_EMAIL);
        properties.put("session.password.breach.base-url", ports.sandboxUri() + "/pwned");
        given.take("PWNED_PASSWORDS_URL", "session.password.breach.base-url", properties);
        return properties;
    }

    /** MaxMind's test databases know a few networks, which is enough to play travellers; real files come by environment. */
    Map<String, String> security() {
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

    Map<String, String> notification() {
        var properties = new HashMap<>(database("notification"));
        installation.restored().ifPresent(at -> properties.put("notification.delivery.restored-at", at));
        properties.put("notification.operators.addresses", Parts.OPERATOR);
        properties.put("notification.sms.twilio.base-url", ports.sandboxUri() + "/twilio");
        properties.put("notification.sms.twilio.from", "Aman");
        properties.put("notification.whatsapp.meta.base-url", ports.sandboxUri() + "/meta");
        properties.put("notification.whatsapp.meta.phone-number-id", MetaKeys.PHONE_NUMBER_ID);
        properties.put("notification.push.fcm.base-url", ports.sandboxUri() + "/fcm");
        properties.put("notification.push.fcm.token-url", ports.sandboxUri() + "/fcm/token");
        properties.put("notification.push.web.subject", "mailto:" + Parts.OPERATOR);
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

    Map<String, String> gateway() {
        var properties = new HashMap<>(database("gateway"));
        properties.putAll(services());
        properties.put("gateway.trusted-proxies", Parts.PROXY + "/32");
        properties.put("gateway.introspection.uri", ports.both(ports.session(), "/oauth2/introspect"));
        properties.put("gateway.upstream.idle-time", "1s");
        properties.put("gateway.connections.share-port", "true");
        if (pace == Pace.QUICK_START) { // who plays with it wants to see each request
            properties.put("gateway.access-log.one-in", "1");
        }
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
                    properties.put("gateway.health.services." + name, ports.both(port + Ports.MANAGEMENT_OFFSET));
                });
        return properties;
    }

    Map<String, String> payment() {
        var properties = new HashMap<>(database("payment"));
        properties.put("payment.returns.default", ports.gatewayUri() + "/");
        properties.put("aman.risk.base-url", ports.both(ports.security()));
        properties.put("aman.risk.within", "3s"); // just started, and next to all the others
        properties.putAll(new ProviderSettings(ports, given).properties());
        return properties;
    }
}
