package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.local.demo.Api;
import io.aman.local.demo.TotpApp;
import io.aman.local.stack.LocalStack;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plants every kind of secret of an account, and looks for each in everything the stack wrote. */
@Tag("process")
@ExtendWith(RunningStack.class)
class FactorSecretsE2E {

    private static final String EMAIL = "planted-factors@example.com";
    private static final String NUMBER = "+96555871234";
    private static final Pattern LINK = Pattern.compile("https?://\\S+#(\\S+)");
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    /** By what it is called, so that a failure names the kind and not the secret. */
    private final Map<String, Pattern> secrets = new LinkedHashMap<>();

    @Test
    void noPasswordSeedCodeOrLinkIsWrittenAnywhereBesideTheMessageItself(LocalStack stack) throws IOException {
        var gateway = Api.at(stack.gateway());
        var first = plant("first password", "eleven lanterns 5f1c9d2e");
        var second = plant("second password", "thirteen windmills 7a3b8c1d");
        gateway.post("/api/auth/register", Map.of("email", EMAIL, "password", first, "name", "Nora", "language", "en"));
        gateway.post("/api/auth/login", Map.of("email", EMAIL, "password", plant("typo", "fifteen orchards 9e8d7c6b")));
        var owner = signedIn(gateway, first);
        plantFactors(stack, owner);
        reset(stack, gateway, second);
        disown(stack, gateway);

        var written = Written.by(stack).byPlace();

        assertThat(secrets).hasSizeGreaterThan(15);
        assertThat(written).containsKeys("the log of session-service", "the topic sessions.v1");
        written.forEach((place, lines) -> secrets.forEach((name, secret) -> assertThat(lines)
                .as("%s in %s", name, place)
                .noneMatch(line -> secret.matcher(line).find())));
        var mails = Api.at(stack.ports().mailUri()).get("/api/mails?to=" + EMAIL);
        mails.elements()
                .forEach(mail -> secrets.forEach((name, secret) -> assertThat(
                                secret.matcher(mail.path("subject").asString()).find())
                        .as("%s in a subject", name)
                        .isFalse()));
    }

    private Api signedIn(Api gateway, String password) {
        var answer = gateway.post("/api/auth/login", Map.of("email", EMAIL, "password", password));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        plant("access token", answer.field("token"));
        plant("refresh token", answer.field("refreshToken"));
        return gateway.signedIn(answer.field("token"));
    }

    private void plantFactors(LocalStack stack, Api owner) {
        var totp = owner.post("/api/mfa/totp", Map.of("name", "planted"));
        assertThat(totp.status()).as(totp.text()).isEqualTo(200);
        plant("seed", totp.field("secret"));
        var shown = new TotpApp(totp.field("secret")).next();
        plantCode("code of an app", shown);
        var confirmed = owner.post("/api/mfa/totp/confirm", Map.of("id", totp.field("id"), "code", shown));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        var codes = owner.post("/api/mfa/backup-codes", Map.of());
        assertThat(codes.status()).as(codes.text()).isEqualTo(200);
        codes.body().path("codes").forEach(code -> plant("backup code " + secrets.size(), code.asString()));
        plant("telephone number", NUMBER);
        var asked = owner.post("/api/mfa/sms", Map.of("number", NUMBER));
        assertThat(asked.status()).as(asked.text()).isLessThan(300);
        var sandbox = Api.at(stack.ports().sandboxUri());
        var message = eventually(
                () -> sandbox.get("/_sandbox/twilio/messages?to=" + URLEncoder.encode(NUMBER, StandardCharsets.UTF_8))
                        .elements()
                        .findFirst()
                        .map(sent -> sent.path("body").asString()));
        plantCode("code by SMS", found(CODE, message, 0));
    }

    private void reset(LocalStack stack, Api gateway, String password) {
        gateway.post("/api/auth/password/forgot", Map.of("email", EMAIL));
        var token = plant("reset link", link(stack, "Choose a new password", "reset"));
        var answer = gateway.post("/api/auth/password/reset", Map.of("token", token, "password", password));
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }

    private void disown(LocalStack stack, Api gateway) {
        var token = plant("not-me link", link(stack, "The password of your account was changed", "/not-me#"));
        var answer = gateway.post("/api/auth/not-me", Map.of("token", token));
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        eventually(() -> mails(stack, "Your account was secured").stream().findFirst());
    }

    private static String link(LocalStack stack, String subject, String part) {
        var text = eventually(() -> mails(stack, subject).stream().findFirst());
        return LINK.matcher(text)
                .results()
                .filter(link -> link.group().contains(part))
                .map(link -> link.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link in " + subject));
    }

    private static List<String> mails(LocalStack stack, String subject) {
        var texts = new ArrayList<String>();
        Api.at(stack.ports().mailUri())
                .get("/api/mails?to=" + EMAIL)
                .elements()
                .filter(mail -> mail.path("subject").asString().equals(subject))
                .forEach(mail -> texts.add(mail.path("text").asString()));
        return texts;
    }

    private String plant(String name, String secret) {
        assertThat(secret).as(name).isNotBlank();
        secrets.put(name, Pattern.compile(Pattern.quote(secret)));
        return secret;
    }

    /** Six digits are found in many a number: only those that stand by themselves count. */
    private void plantCode(String name, String code) {
        secrets.put(name, Pattern.compile("(?<![0-9A-Za-z.+_-])" + code + "(?![0-9A-Za-z])"));
    }

    private static String found(Pattern pattern, String text, int group) {
        var found = pattern.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(group);
    }

    private interface Question {
        Optional<String> ask();
    }

    private static String eventually(Question question) {
        return await().atMost(Duration.ofSeconds(20))
                .until(question::ask, Optional::isPresent)
                .orElseThrow();
    }
}
