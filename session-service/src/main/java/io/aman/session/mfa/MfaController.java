package io.aman.session.mfa;

import io.aman.platform.security.Caller;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.User;
import io.aman.session.mfa.MfaError.FactorNotFound;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people see of their own second factors. */
@RestController
class MfaController {

    /**
     * @param kinds what a sign-in may ask for
     * @param required whether a sign-in asks for one, or a role demands one
     * @param enrolFactorBefore until when one has to be added, where a role demands one and there is none
     */
    record MfaView(
            List<String> kinds,
            boolean required,
            @Nullable Instant enrolFactorBefore,
            List<AuthenticatorView> authenticators,
            @Nullable PhoneView phone,
            int backupCodesLeft) {}

    record AuthenticatorView(
            String id,
            String name,
            Instant addedAt,
            @Nullable Instant usedAt) {}

    /** @param number the country's code and the last digits */
    record PhoneView(
            String number, Instant addedAt, @Nullable Instant usedAt) {}

    private final SecondFactors factors;
    private final FactorRecords records;
    private final IdentityProvider identity;

    MfaController(SecondFactors factors, FactorRecords records, IdentityProvider identity) {
        this.factors = factors;
        this.records = records;
        this.identity = identity;
    }

    @GetMapping("/api/mfa")
    @Operation(operationId = "getSecondFactors", summary = "The caller's second factors")
    MfaView mine(Caller caller) {
        var user = identity.find(caller.userId()).filter(User::enabled).orElseThrow(FactorNotFound::new);
        var mine = records.of(user.id());
        return new MfaView(
                List.copyOf(factors.kindsOf(user)),
                factors.required(user),
                factors.enrolBefore(user).orElse(null),
                mine.confirmed()
                        .sorted(Comparator.comparing(Authenticator::addedAt))
                        .map(one -> new AuthenticatorView(one.id(), one.name(), one.addedAt(), one.usedAt()))
                        .toList(),
                mine.phone() == null
                        ? null
                        : new PhoneView(
                                mine.phone().shown(),
                                mine.phone().addedAt(),
                                mine.phone().usedAt()),
                mine.backupCodesLeft());
    }
}
