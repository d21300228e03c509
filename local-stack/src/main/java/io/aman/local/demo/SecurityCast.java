package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;

import io.aman.local.stack.LocalStack;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Who takes part: an owner, whoever wants to be them, and the administrator.
 *
 * @param proxied the gateway by way of a proxy that it trusts: each client says where it is
 * @param operator whose mailbox gets what operators are told
 * @param run tells this run's people and networks from an earlier one's
 */
record SecurityCast(
        Api gateway, Api proxied, Api mail, Person admin, String email, String password, String operator, String run) {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String CURL = "curl/8.14.1";

    static SecurityCast of(LocalStack stack) {
        var gateway = Api.at(stack.gateway());
        var run = Cast.randomHex(4);
        return new SecurityCast(
                gateway,
                Api.at(stack.gateway(), stack.proxy()),
                Api.at(stack.ports().mailUri()),
                new Person(gateway, stack.adminEmail(), stack.adminPassword()),
                "noura-" + run + "@example.com",
                "correct horse " + Cast.randomHex(8),
                stack.operator(),
                run);
    }

    /** The owner, with the right password, in Firefox. */
    Person owner(String address) {
        return new Person(from(address, FIREFOX), email, password);
    }

    /** Somebody else, at the same account or another one, with that password. */
    Person stranger(String address, String account, String guess) {
        return new Person(from(address, CURL), account, guess);
    }

    private Api from(String address, String userAgent) {
        return proxied.with("X-Forwarded-For", address).with("User-Agent", userAgent);
    }

    /** An address in a network that no earlier run has used: documentation networks are nobody's. */
    String freshAddress(int number) {
        return freshNetwork(number) + "::1";
    }

    /** The first 64 bits of that address, which count as one client; written as addresses are. */
    String freshNetwork(int number) {
        var third = Integer.parseInt(run.substring(0, 4), 16);
        var fourth = Integer.parseInt(run.substring(4, 6), 16) * 256 + number;
        return "2001:db8:%x:%x".formatted(third, fourth);
    }

    /** Waits for an alert. */
    JsonNode alert(String what, Predicate<JsonNode> which) {
        return await(
                what,
                () -> items(admin.api().get("/api/security/alerts?limit=100"))
                        .filter(which)
                        .findFirst());
    }

    /** Waits for a mail to somebody of which subject or text says so. */
    JsonNode mail(String to, String text) {
        return await(
                "a mail to %s with \"%s\"".formatted(to, text),
                () -> StreamSupport.stream(
                                mail.get("/api/mails?to=" + to).body().spliterator(), false)
                        .filter(found -> found.toString().contains(text))
                        .findFirst());
    }

    /** Waits for one more mail with that subject than there were; the newest. */
    JsonNode mailSince(String to, String subject, long before) {
        return await(
                "another mail \"%s\"".formatted(subject),
                () -> mailsSoFar(to, subject) > before ? mails(to, subject).findFirst() : Optional.empty());
    }

    long mailsSoFar(String to, String subject) {
        return mails(to, subject).count();
    }

    private Stream<JsonNode> mails(String to, String subject) {
        return mail.get("/api/mails?to=" + to)
                .elements()
                .filter(found -> found.path("subject").asString().equals(subject));
    }

    /** Waits for one of a person's sign-ins, as the administrator sees them. */
    JsonNode moment(String userId, String what, Predicate<JsonNode> which) {
        return await(what, () -> timeline(userId).filter(which).findFirst());
    }

    Stream<JsonNode> timeline(String userId) {
        return items(admin.api().get("/api/security/people/%s/timeline?limit=100".formatted(userId)));
    }

    static Stream<JsonNode> items(Api.Answer answer) {
        return expect(200, answer).body().path("items").valueStream();
    }

    static Optional<String> kinds(JsonNode moment) {
        var kinds = moment.path("signals")
                .valueStream()
                .map(signal -> signal.path("kind").asString())
                .toList();
        return kinds.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", kinds));
    }
}
