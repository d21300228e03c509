package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;

import io.aman.local.demo.Api.Answer;
import io.aman.local.stack.LocalStack;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Who takes part: one person on two devices, somebody else, and the administrator.
 *
 * @param run tells this run's people from an earlier one's
 */
record SessionCast(Api gateway, Api mail, Person laptop, Person phone, Person stranger, Person admin, String run) {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";

    static SessionCast of(LocalStack stack) {
        var gateway = Api.at(stack.gateway());
        var run = Cast.randomHex(4);
        var email = "maryam-" + run + "@example.com";
        var password = "correct horse " + Cast.randomHex(8);
        return new SessionCast(
                gateway,
                Api.at(stack.ports().mailUri()),
                new Person(gateway.with("User-Agent", FIREFOX), email, password),
                new Person(gateway.with("User-Agent", IPHONE), email, password),
                new Person(gateway, "omar-" + run + "@example.com", "battery staple " + Cast.randomHex(8)),
                new Person(gateway, stack.adminEmail(), stack.adminPassword()),
                run);
    }

    /** Waits until the gateway refuses what was accepted before. @return how long that took, and how it is refused */
    static String refusedSoon(Person person, String code) {
        var began = System.nanoTime();
        var refusal = await(
                "a refusal",
                () -> Optional.of(person.api().get("/api/sessions")).filter(answer -> answer.status() == 401));
        Steps.require(refusal.field("code").equals(code), "401 " + refusal.field("code"));
        var took = Duration.ofNanos(System.nanoTime() - began);
        return "401 %s after %d ms".formatted(code, took.toMillis());
    }

    /** The first mail to that person of which the text says so. */
    JsonNode mail(Person to, String text) {
        return await(
                "a mail",
                () -> StreamSupport.stream(
                                mail.get("/api/mails?to=" + to.email()).body().spliterator(), false)
                        .filter(found -> found.toString().contains(text))
                        .findFirst());
    }

    static JsonNode items(Answer answer) {
        return Steps.expect(200, answer).body().path("items");
    }
}
