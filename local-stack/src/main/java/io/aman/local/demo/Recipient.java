package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.expectState;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import io.aman.local.stack.LocalStack;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Somebody who pays, is told so, and says how they want to be told. */
public final class Recipient {

    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
    private static final String ADDRESSES = "/api/notifications/addresses";
    private static final String PREFERENCES = "/api/notifications/preferences";

    private final Person person;
    private final Api mail;
    private final Api sandbox;
    private final String userId;

    private Recipient(Person person, Api mail, Api sandbox, String userId) {
        this.person = person;
        this.mail = mail;
        this.sandbox = sandbox;
        this.userId = userId;
    }

    /** Registers and signs in. */
    public static Recipient registered(LocalStack stack, String email, String name, String language) {
        var person = new Person(Api.at(stack.gateway()), email, "correct horse " + Cast.randomHex(8));
        expect(202, person.register(name, language));
        var signedIn = expect(200, person.signIn());
        return new Recipient(
                person,
                Api.at(stack.ports().mailUri()),
                Api.at(stack.ports().sandboxUri()),
                signedIn.body().path("user").path("id").asString());
    }

    public String userId() {
        return userId;
    }

    public String email() {
        return person.email();
    }

    /** The gateway, as this person. */
    public Api api() {
        return person.api();
    }

    /** A service past the gateway, as this person. */
    public Api at(URI service) {
        return person.at(Api.at(service));
    }

    /** Pays by card, of which a receipt tells. @return the payment's id */
    String pay(String reference) {
        var order = Map.of("amountMinor", 5_120, "currency", "KWD", "provider", "stripe", "reference", reference);
        var id = expect(201, ask("", order)).field("id");
        expectState("AUTHORIZED", ask("/%s/confirm".formatted(id), Map.of("paymentMethod", "pm_card_visa")));
        expectState("CAPTURED", ask("/%s/capture".formatted(id), Map.of()));
        return id;
    }

    private Answer ask(String path, Map<String, ?> body) {
        return api().once(Cast.randomHex(16)).post("/api/payments" + path, body);
    }

    /** Waits for the inbox to tell of that reference. */
    JsonNode entry(String reference) {
        return await(
                "the inbox telling of " + reference,
                () -> SessionCast.items(api().get("/api/notifications?limit=100"))
                        .valueStream()
                        .filter(entry -> entry.path("body").asString().contains(reference))
                        .findFirst());
    }

    /** Waits for the mail that tells of that reference. */
    JsonNode mail(String reference) {
        return await("a mail telling of " + reference, () -> mails(reference).findFirst());
    }

    /** The mails so far that tell of it. */
    public Stream<JsonNode> mails(String reference) {
        return mail.get("/api/mails?to=" + email())
                .elements()
                .filter(found -> found.path("text").asString().contains(reference));
    }

    /** Waits for the short message that tells of that reference. */
    JsonNode sms(String number, String reference) {
        return await(
                "a short message telling of " + reference,
                () -> messages(number)
                        .filter(message -> message.path("body").asString().contains(reference))
                        .findFirst());
    }

    /** What Twilio took for a number so far, the newest first; WhatsApp's begin with {@code whatsapp:}. */
    public Stream<JsonNode> messages(String number) {
        return expect(
                        200,
                        sandbox.get(
                                "/_sandbox/twilio/messages?to=" + URLEncoder.encode(number, StandardCharsets.UTF_8)))
                .elements();
    }

    /** Asks for a code. @return the number's id */
    String ask(String number) {
        return expect(202, api().post(ADDRESSES, Map.of("number", number))).field("id");
    }

    /** The newest code that was sent to the number, once more was sent there than before. */
    String code(String number, long before) {
        var newest = await(
                        "a code", () -> Optional.of(messages(number).toList()).filter(all -> all.size() > before))
                .getFirst();
        var code = CODE.matcher(newest.path("body").asString());
        require(code.find(), "no code in the short message");
        return code.group();
    }

    Answer confirm(String id, String code) {
        return api().post("%s/%s/confirm".formatted(ADDRESSES, id), Map.of("code", code));
    }

    /** Adds a number, which is confirmed when this returns. */
    public void add(String number) {
        var before = messages(number).count();
        var id = ask(number);
        expect(204, confirm(id, code(number, before)));
    }

    /** Replaces all preferences by these. */
    @SafeVarargs
    public final Answer prefer(Map<String, ?>... choices) {
        return preferWith(Map.of(), choices);
    }

    /** @param beside what else is preferred, such as a zone */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    final Answer preferWith(Map<String, ?> beside, Map<String, ?>... choices) {
        var all = new HashMap<String, Object>(beside);
        all.put("choices", List.of(choices));
        var seen = expect(200, api().get(PREFERENCES)).header("ETag");
        return api().with("If-Match", seen).put(PREFERENCES, all);
    }

    /** Whether that is on by now. */
    boolean isOn(String category, String channel) {
        return expect(200, api().get(PREFERENCES))
                .body()
                .path("choices")
                .valueStream()
                .filter(choice -> choice.path("category").asString().equals(category)
                        && choice.path("channel").asString().equals(channel))
                .anyMatch(choice -> choice.path("enabled").asBoolean());
    }

    public static Map<String, Object> choice(String category, String channel, boolean enabled) {
        return Map.of("category", category, "channel", channel, "enabled", enabled);
    }

    @Override
    public String toString() {
        return person.toString();
    }
}
