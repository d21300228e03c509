package io.aman.notification.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.Wiring;
import io.aman.notification.channel.email.ReturnPath.Sent;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import io.aman.testing.ServiceTest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReturnPathTest {

    private static final Sent SENT = new Sent("dlv_" + "0".repeat(31) + "a", "standby", 3);

    private final ReturnPath paths = new ReturnPath("bounces@example.com", Wiring.SEALED);

    @Property(tries = 300)
    void whatIsSentComesBackAsWhatItWas(
            @ForAll long seed, @ForAll boolean standby, @ForAll @IntRange(min = 1, max = 999_999) int attempt) {
        var sent = new Sent(Ids.derived("dlv_", Long.toString(seed)), standby ? "standby" : "smtp", attempt);
        var address = new ReturnPath("abcdefghijkl@example.com", Wiring.SEALED).of(sent);

        assertThat(address.indexOf('@')).isLessThanOrEqualTo(64);
        assertThat(paths.read("Bounces <" + address + ">, other@example.com")).contains(sent);
        assertThat(paths.read(address.toUpperCase(Locale.ROOT))).contains(sent);
    }

    @Property(tries = 300)
    void whoChangesAnyCharacterIsNotBelieved(@ForAll @IntRange(max = 200) int at, @ForAll char other) {
        var address = paths.of(SENT);
        var from = address.indexOf('+') + 1;
        var place = from + at % (address.indexOf('@') - from);
        var changed = address.substring(0, place) + Character.toLowerCase(other) + address.substring(place + 1);
        Assume.that(!changed.equals(address));

        assertThat(paths.read(changed).filter(SENT::equals)).isEmpty();
    }

    @Test
    void theCodeOfOneSendIsNoneOfAnother() {
        var own = paths.of(SENT);
        var code = own.substring(own.lastIndexOf('.', own.indexOf('@')) + 1, own.indexOf('@'));
        var strangers = paths.of(new Sent("dlv_" + "0".repeat(31) + "b", "standby", 3));
        var forged = strangers.substring(0, strangers.lastIndexOf('.', strangers.indexOf('@')) + 1) + code + "@x.y";

        assertThat(paths.read(strangers)).isPresent();
        assertThat(paths.read(forged)).isEmpty();
        assertThat(paths.read("bounces+a.11.b@example.com, bounces+" + "z".repeat(25) + ".01.z@example.com"))
                .isEmpty();
    }

    @Test
    void aKeyThatSealsNoMoreIsStillKnown() {
        var later = Base64.getEncoder().encodeToString(new byte[32]);
        var rotated = new Sealed(List.of(Secret.of(later), Secret.of(ServiceTest.SEALING_KEY)));

        assertThat(new ReturnPath("bounces@example.com", rotated).read(paths.of(SENT)))
                .contains(SENT);
        assertThat(new ReturnPath("bounces@example.com", new Sealed(List.of(Secret.of(later)))).read(paths.of(SENT)))
                .isEmpty();
    }

    @Test
    void anIdOfAnotherKindComesBackToTheMailbox() {
        assertThat(paths.of(new Sent("dlv_1", "smtp", 1))).isEqualTo("bounces@example.com");
    }
}
