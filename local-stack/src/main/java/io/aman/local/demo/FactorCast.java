package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.require;

import io.aman.local.stack.LocalStack;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Who takes part: a person with a laptop and a telephone, the administrator, and whoever sees what was sent.
 *
 * @param run tells this run's people from an earlier one's
 */
record FactorCast(Api gateway, Api mail, Api sandbox, Member laptop, Person admin, String number, String run) {

    private static final Pattern LINK = Pattern.compile("https?://\\S+#(\\S+)");
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    static FactorCast of(LocalStack stack) {
        var gateway = Api.at(stack.gateway());
        var run = Cast.randomHex(4);
        return new FactorCast(
                gateway,
                Api.at(stack.ports().mailUri()),
                Api.at(stack.ports().sandboxUri()),
                new Member(gateway, "layla-" + run + "@example.com", "seven lanterns " + Cast.randomHex(8)),
                new Person(gateway, stack.adminEmail(), stack.adminPassword()),
                "+96550%06d".formatted(Math.floorMod(Long.parseLong(run, 16), 1_000_000)),
                run);
    }

    /** The newest mail to the person with that subject. */
    JsonNode mail(String subject) {
        return await("the mail \"%s\"".formatted(subject), () -> mails(subject).findFirst());
    }

    /** The same, which is none of those that were there before. */
    JsonNode mailSince(String subject, long before) {
        return await(
                "another mail \"%s\"".formatted(subject),
                () -> mails(subject).count() > before ? mails(subject).findFirst() : Optional.empty());
    }

    long mailsSoFar(String subject) {
        return mails(subject).count();
    }

    private Stream<JsonNode> mails(String subject) {
        return StreamSupport.stream(
                        mail.get("/api/mails?to=" + laptop.email()).body().spliterator(), false)
                .filter(found -> found.path("subject").asString().equals(subject));
    }

    /** The token behind the first link of a mail whose path is that. */
    static String token(JsonNode mail, String path) {
        var links = LINK.matcher(mail.path("text").asString());
        while (links.find()) {
            if (links.group().contains(path + "#")) {
                return links.group(1);
            }
        }
        throw new Steps.Unproven("no link to %s in %s".formatted(path, mail.path("subject")));
    }

    /** The token behind the first link that is no "this was not me". */
    static String resetToken(JsonNode mail) {
        var links = LINK.matcher(mail.path("text").asString());
        while (links.find()) {
            if (!links.group().contains("/not-me#")) {
                return links.group(1);
            }
        }
        throw new Steps.Unproven("no link in " + mail.path("subject"));
    }

    int messagesSoFar() {
        return messages().size();
    }

    /** The code of the newest short message, once there are more of them than before. */
    String codeBySms(int before) {
        var newest = await("a short message", () -> Optional.of(messages()).filter(all -> all.size() > before))
                .path(0)
                .path("body")
                .asString();
        var code = CODE.matcher(newest);
        require(code.find(), "no code in the short message");
        return code.group();
    }

    private JsonNode messages() {
        return sandbox.get("/_sandbox/twilio/messages?to=" + URLEncoder.encode(number, StandardCharsets.UTF_8))
                .body();
    }
}
