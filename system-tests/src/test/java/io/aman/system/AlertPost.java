package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts on their way out of the suite: by signed webhook to a receiver that answers the first ones late, and by mail to
 * whoever is on duty. What a killed sender had in hand goes out again: a webhook under the same id, by which its receiver
 * knows it, and a mail once more.
 */
final class AlertPost {

    private static final String ENDPOINTS = "/api/webhooks/endpoints";
    private static final long SLOW_MILLIS = 10_000;
    private static final int SLOW_TIMES = 4;

    /** An instance sends so many mails at a time ({@code notification.delivery.workers}), which is what a crash leaves in doubt. */
    private static final int WORKERS = 4;

    private static final JsonMapper JSON = new JsonMapper();

    private final Api sandbox;
    private final Api mails;
    private final Person admin;
    private final String operator;
    private final String box;
    private final String endpoint;
    private int repeatedWebhooks;
    private int repeatedMails;

    /** @param own tells this run's box from others' */
    AlertPost(LocalStack stack, String own) {
        this.sandbox = Api.at(stack.ports().sandboxUri());
        this.mails = Api.at(stack.ports().mailUri());
        this.admin = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
        this.operator = stack.operator();
        this.box = "alerts-" + own;
        assertThat(admin.signIn().status()).isEqualTo(200);
        var url = stack.ports().sandboxUri().resolve("/receiver/" + box).toString();
        var made = admin.api()
                .post(ENDPOINTS, Map.of("url", url, "types", List.of("security.alert-raised.v1"), "scope", "ALL"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        this.endpoint = made.field("id");
        assertThat(sandbox.put("/_sandbox/receiver/" + box, Map.of("secrets", List.of(made.field("secret"))))
                        .status())
                .isEqualTo(204);
        var slow = Map.of(
                "provider", "receiver", "kind", "delay", "path", box, "millis", SLOW_MILLIS, "times", SLOW_TIMES);
        assertThat(sandbox.post("/_sandbox/faults", slow).status()).isEqualTo(200);
    }

    /** Whether one of these has come; the receiver has not answered yet. */
    boolean isUnderWay(Set<String> addresses) {
        return received().anyMatch(row -> addresses.contains(subject(row)));
    }

    private Stream<JsonNode> received() {
        return sandbox.get("/_sandbox/receiver/" + box).elements();
    }

    private static JsonNode data(JsonNode row) {
        return JSON.readTree(row.path("body").asString()).path("data");
    }

    private static String subject(JsonNode row) {
        var data = data(row);
        return data.path("userId").asString(data.path("address").asString(""));
    }

    /** Every alert about one of these came, signed, each under one id. */
    void received(Set<String> subjects) {
        var rows = received().filter(row -> subjects.contains(subject(row))).toList();
        assertThat(rows).allMatch(row -> row.path("verified").asBoolean(), "signed");
        var ids = rows.stream()
                .collect(Collectors.groupingBy(
                        AlertPost::subject,
                        Collectors.mapping(row -> row.path("id").asString(), Collectors.toSet())));
        assertThat(ids.keySet()).isEqualTo(subjects);
        assertThat(ids.values()).allMatch(one -> one.size() == 1, "one id");
        repeatedWebhooks = rows.size() - ids.size();
        assertThat(repeatedWebhooks).as("sent again, as nobody had answered").isPositive();
    }

    /** Whoever is on duty was mailed about each of these addresses, and no oftener than one kill explains. */
    void mailed(Set<String> addresses) {
        var texts = mails.get("/api/mails?to=" + operator)
                .elements()
                .map(mail -> mail.path("text").asString())
                .toList();
        var counts = addresses.stream()
                .collect(Collectors.toMap(
                        address -> address,
                        address -> texts.stream()
                                .filter(text -> text.contains(address))
                                .count()));
        assertThat(counts)
                .allSatisfy((address, count) -> assertThat(count).as(address).isPositive());
        repeatedMails =
                (int) counts.values().stream().mapToLong(count -> count - 1).sum();
        assertThat(repeatedMails).as("mails sent again").isLessThanOrEqualTo(WORKERS);
    }

    /** The box stays; nobody sends to it any more. */
    void end() {
        assertThat(sandbox.delete("/_sandbox/faults").status()).isEqualTo(200);
        assertThat(admin.reauthenticate().status()).isEqualTo(200);
        assertThat(admin.api().delete(ENDPOINTS + "/" + endpoint).status()).isEqualTo(204);
    }

    @Override
    public String toString() {
        return "%d webhooks came again under their id, %d mails again".formatted(repeatedWebhooks, repeatedMails);
    }
}
