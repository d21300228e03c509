package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.InboxStream;
import io.aman.local.demo.Person;
import io.aman.local.demo.Recipient;
import io.aman.local.stack.LocalStack;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Compares the receipts that were told of with inboxes, caught mails and what the carrier took. A mail whose sender died
 * is sent once more; an SMS is given up as in doubt instead.
 */
final class NotificationBooks {

    private static final Pattern REFERENCE = Pattern.compile("(?<![a-z_0-9-])r[0-9a-f]{8}-[0-9]+-[0-9]+-[0-9]+-");

    /** Each instance sends so many at a time ({@code notification.delivery.workers}), which is what a crash leaves in doubt. */
    private static final int WORKERS = 4;

    private final Api mails;
    private final Person admin;
    private final int mostInDoubt;
    private final int each;
    private int told;
    private int repeated;
    private int inDoubt;

    /** @param each how many receipts each person gets */
    NotificationBooks(LocalStack stack, int kills, int each) {
        this.mails = Api.at(stack.ports().mailUri());
        this.admin = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
        this.mostInDoubt = kills * WORKERS;
        this.each = each;
    }

    void agree(List<Recipient> people, Recipient texted, String number) {
        told = 0;
        repeated = 0;
        for (var person : people) {
            var entries = references(inbox(person), "body");
            assertThat(entries)
                    .as("inbox of %s", person)
                    .doesNotHaveDuplicates()
                    .hasSize(each);
            mailed(person, Set.copyOf(entries));
        }
        assertThat(repeated).as("mails sent again").isLessThanOrEqualTo(mostInDoubt);
        texted(texted, number);
    }

    private static Stream<JsonNode> inbox(Recipient person) {
        var page = person.api().get("/api/notifications?limit=100");
        assertThat(page.status()).isEqualTo(200);
        return page.body().path("items").valueStream();
    }

    private void mailed(Recipient person, Set<String> entries) {
        var counts = references(mails.get("/api/mails?to=" + person.email()).elements(), "text").stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts.keySet()).as("mails to %s", person).isEqualTo(entries);
        told += counts.size();
        repeated += (int) counts.values().stream().mapToLong(count -> count - 1).sum();
    }

    private void texted(Recipient person, String number) {
        assertThat(admin.signIn().status()).isEqualTo(200);
        var sent = references(person.messages(number), "body");
        assertThat(sent).as("short messages").doesNotHaveDuplicates();
        var deliveries = admin.api()
                .get("/api/notifications/deliveries?limit=100&channel=sms&type=payment-receipt&userId="
                        + person.userId())
                .body()
                .path("items")
                .valueStream()
                .toList();
        assertThat(deliveries).hasSize(each);
        assertThat(deliveries)
                .allMatch(one -> Set.of("SENT", "DELIVERED", "FAILED")
                        .contains(one.path("state").asString()));
        var givenUp = deliveries.stream()
                .filter(one -> one.path("state").asString().equals("FAILED"))
                .toList();
        assertThat(givenUp)
                .hasSizeLessThanOrEqualTo(mostInDoubt)
                .allMatch(one -> one.path("reason").asString().startsWith("sent-in-doubt"));
        inDoubt = givenUp.size();
        assertThat(each - sent.size()).as("short messages that never went out").isBetween(0, inDoubt);
    }

    /** Whoever followed the inbox has each entry once, and was never told to read the list instead. */
    void streamed(InboxStream stream) {
        assertThat(stream.wasReset()).isFalse();
        assertThat(references(stream.entries(), "body")).doesNotHaveDuplicates().hasSize(each);
    }

    private static List<String> references(Stream<JsonNode> rows, String field) {
        return rows.flatMap(row -> REFERENCE
                        .matcher(row.path(field).asString(""))
                        .results()
                        .map(found -> found.group())
                        .limit(1))
                .toList();
    }

    @Override
    public String toString() {
        return "%d receipts in the inbox once, mailed once and %d again, %d short messages in doubt"
                .formatted(told, repeated, inDoubt);
    }
}
