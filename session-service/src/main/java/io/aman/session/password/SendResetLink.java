package io.aman.session.password;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.PasswordEvent.PasswordResetRequested;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.User;
import io.aman.session.notice.NoticeSeal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** Sends the owner of an account a link to choose a new password. */
final class SendResetLink {

    private static final int TOKEN_BYTES = 32;

    private final PasswordDirectory passwords;
    private final ResetLinks links;
    private final NoticeSeal notices;
    private final PublicUrl publicUrl;
    private final String path;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** @param path below the public URL; nothing of a request is in the link (a forged Host header neither) */
    SendResetLink(
            PasswordDirectory passwords,
            ResetLinks links,
            NoticeSeal notices,
            PublicUrl publicUrl,
            String path,
            Clock clock) {
        this.passwords = passwords;
        this.links = links;
        this.notices = notices;
        this.publicUrl = publicUrl;
        this.path = path;
        this.clock = clock;
    }

    /**
     * An older link is void from now on. Nothing happens to whom too many were sent, may not sign in, or has no password.
     *
     * @param by who asked for it
     */
    void to(User user, Actor by) {
        var state = passwords.stateOf(user.id());
        if (!user.enabled() || state.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var token = token();
        var secrets = Map.of(AccountEvent.LINK, publicUrl.link(path, token));
        var sealed = notices.of(PasswordResetRequested.class, user.id(), now, secrets);
        var link =
                new ResetLinks.Link(user.id(), user.email().value(), state.get().mark());
        links.add(link, token, now, new PasswordResetRequested(user.id(), now, by, sealed));
    }

    private Secret token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
