package io.aman.session.identity.oidc;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import io.aman.session.identity.SignInRefused;
import io.aman.session.identity.SignOutElsewhere;
import io.aman.session.identity.Vouched;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logout tokens: verified, fresh, and each carried out once.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation">OpenID Connect Back-Channel
 *     Logout 1.0, section 2.6</a>
 */
final class BackChannelLogout implements SignOutElsewhere {

    private static final Logger log = LoggerFactory.getLogger(BackChannelLogout.class);
    private static final int MAX_LENGTH = 8192;
    private static final String SESSION = "session";
    private static final String USER = "user";

    /** Older ones are of no use: the provider repeats a notice at once or not at all. */
    static final Duration FRESH = Duration.ofMinutes(2);

    /** The type of its own, and what providers wrote before there was one; never an ID token's or an access token's. */
    private static final Set<String> TYPES = Set.of("logout+jwt", "jwt");

    private final OidcClient client;
    private final MongoSignOuts signOuts;
    private final Subjects subjects;
    private final Duration clockSkew;
    private final Clock clock;

    BackChannelLogout(OidcClient client, MongoSignOuts signOuts, Subjects subjects, Duration clockSkew, Clock clock) {
        this.client = client;
        this.signOuts = signOuts;
        this.subjects = subjects;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    @Override
    public void accept(String token, Consumer<Notice> end) {
        var claims = verified(token);
        var id = claims.getJWTID().getValue();
        requireFresh(claims);
        if (signOuts.isDone(id)) {
            throw refused("carried out before");
        }
        // Remembered first: a session that begins meanwhile is either seen here or sees this. Done last: what fails in
        // between can be told again.
        var notice = notice(claims);
        var now = clock.instant();
        if (notice.identitySession() != null) {
            signOuts.over(SESSION, notice.identitySession(), now);
        } else if (notice.userId() != null) {
            signOuts.over(USER, notice.userId(), now);
        }
        end.accept(notice);
        if (!signOuts.done(id, now)) {
            throw refused("carried out before");
        }
    }

    @Override
    public boolean covers(Vouched vouched) {
        return signOuts.isOver(SESSION, vouched.identitySession(), vouched.authenticatedAt())
                || signOuts.isOver(USER, vouched.userId(), vouched.arrivedAt());
    }

    private LogoutTokenClaimsSet verified(String token) {
        if (token.length() > MAX_LENGTH) {
            throw refused("too long");
        }
        try {
            var jwt = SignedJWT.parse(token);
            var type = jwt.getHeader().getType();
            if (type != null && TYPES.stream().noneMatch(type.getType()::equalsIgnoreCase)) {
                throw refused("another type");
            }
            return client.verifiedLogout(jwt);
        } catch (ParseException | BadJOSEException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private void requireFresh(LogoutTokenClaimsSet claims) {
        var issued = claims.getIssueTime().toInstant();
        var now = clock.instant();
        if (issued.isBefore(now.minus(FRESH)) || issued.isAfter(now.plus(clockSkew))) {
            throw refused("not fresh");
        }
    }

    private Notice notice(LogoutTokenClaimsSet claims) {
        var session = claims.getSessionID();
        var subject = claims.getSubject();
        return new Notice(
                session == null ? null : session.getValue(),
                subject == null ? null : subjects.idOf(subject.getValue()));
    }

    private static SignInRefused refused(String why) {
        log.warn("Refused a logout token: {}", why);
        return new SignInRefused("No logout token that counts.");
    }
}
