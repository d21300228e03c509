package io.aman.session.password;

import io.aman.platform.Secret;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.Password;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is asked of passwords, for whoever is about to choose one. */
@RestController
@RequestMapping("/api/auth/password")
class PasswordRulesController {

    /** @param email and name: what is typed beside it, whose words it may not hold */
    record StrengthRequest(
            @NotNull Secret password,
            @Nullable @Size(max = 254) String email,
            @Nullable @Size(max = 100) String name) {}

    /**
     * @param score from 0, guessed at once, to 4, out of reach
     * @param acceptable whether it would be set, unless it was used before or is known from a breach
     */
    record StrengthResponse(int score, boolean acceptable, List<Weakness.Told> reasons) {}

    /**
     * @param minLength in code points of the NFC form
     * @param minScore of zxcvbn with the words below and the person's own
     * @param ownWords {@code contained}: nowhere in it; {@code whole}: not all of it
     * @param history how many passwords may not come again; 0 for any number
     * @param maxAgeDays 0 for never
     */
    record PolicyResponse(
            int minLength,
            int minLengthWithFactor,
            int maxLength,
            String normalization,
            boolean letterAndDigit,
            String estimator,
            int minScore,
            String ownWords,
            List<String> productWords,
            int history,
            long maxAgeDays,
            List<Weakness.Told> reasons) {}

    private final PasswordRules rules;

    PasswordRulesController(PasswordRules rules) {
        this.rules = rules;
    }

    @PostMapping("/strength")
    @Operation(
            operationId = "passwordStrength",
            summary = "Judges a password by the rules; nothing is kept, and no breach is asked about")
    ResponseEntity<StrengthResponse> strength(@Valid @RequestBody StrengthRequest request, Locale locale) {
        var own = request.email == null
                ? OwnWords.ofName(request.name)
                : OwnWords.of(EmailAddress.of(request.email), request.name);
        var verdict = rules.judge(Password.typed(request.password), own, false);
        return inLanguage(new StrengthResponse(
                verdict.score(),
                verdict.isAcceptable(),
                verdict.weaknesses().stream()
                        .map(weakness -> weakness.told(locale))
                        .toList()));
    }

    @GetMapping("/policy")
    @Operation(operationId = "passwordPolicy", summary = "The rules as data, for a client that judges as one types")
    ResponseEntity<PolicyResponse> policy(Locale locale) {
        var policy = rules.policy();
        return inLanguage(new PolicyResponse(
                policy.minLength(),
                policy.minLengthWithFactor(),
                Password.MAX_CODE_POINTS,
                "NFC",
                policy.letterAndDigit(),
                "zxcvbn",
                policy.minScore(),
                policy.ownWords().name().toLowerCase(Locale.ROOT),
                rules.productWords(),
                policy.history(),
                policy.maxAge().toDays(),
                Arrays.stream(Weakness.values())
                        .map(weakness -> weakness.told(locale))
                        .toList()));
    }

    private static <T> ResponseEntity<T> inLanguage(T body) {
        return ResponseEntity.ok()
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(body);
    }
}
