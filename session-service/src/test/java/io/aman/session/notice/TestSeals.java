package io.aman.session.notice;

import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import io.aman.session.token.TestHashes;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/** What seals notices in tests that start no service. */
public final class TestSeals {

    public static final Sealed SEALED =
            new Sealed(List.of(Secret.of(Base64.getEncoder().encodeToString(new byte[32]))));

    private TestSeals() {}

    public static NoticeSeal at(Clock clock) {
        var base = new PublicUrl(URI.create("https://aman.example"));
        return new NoticeSeal(SEALED, new NotMeLinks(base, TestHashes.hash(), clock));
    }
}
