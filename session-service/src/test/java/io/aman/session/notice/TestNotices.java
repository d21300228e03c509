package io.aman.session.notice;

import io.aman.platform.PublicUrl;
import io.aman.platform.security.Sealed;
import io.aman.session.token.TestSecrets;
import java.net.URI;
import java.time.Clock;

/** Notices of an installation at an address that nobody has. */
public final class TestNotices {

    private TestNotices() {}

    public static NoticeSeal seal(Sealed sealed, Clock clock) {
        var base = new PublicUrl(URI.create("https://aman.example"));
        return new NoticeSeal(sealed, new NotMeLinks(base, TestSecrets.hash(), clock));
    }
}
