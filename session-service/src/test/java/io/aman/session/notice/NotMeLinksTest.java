package io.aman.session.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.aman.events.AccountEvent;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.platform.security.Sealed;
import io.aman.session.token.KeyedHash;
import io.aman.session.token.TestServiceToken;
import io.aman.testing.MutableClock;
import io.aman.testing.ServiceTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NotMeLinksTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final PublicUrl BASE = new PublicUrl(URI.create("https://pay.example.com/aman/"));

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final KeyedHash hash = TestServiceToken.hash();
    private final NotMeLinks links = new NotMeLinks(BASE, hash.of("not-me"), clock);

    @Test
    void aLinkLeadsToOurPlaceAndNamesItsOwnerToUsAlone() {
        var link = links.linkFor("usr_1", NOW);

        assertThat(link).startsWith("https://pay.example.com/aman/not-me#").doesNotContain("usr_1");
        assertThat(links.read(token(link))).hasValueSatisfying(claim -> {
            assertThat(claim.userId()).isEqualTo("usr_1");
            assertThat(claim.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        });
    }

    @Test
    void everyLinkIsAnotherOne() {
        var one = links.read(token(links.linkFor("usr_1", NOW))).orElseThrow();
        var other = links.read(token(links.linkFor("usr_1", NOW))).orElseThrow();

        assertThat(one.id()).isNotEqualTo(other.id());
    }

    @Test
    void aLinkIsGoodForSevenDaysFromTheChange() {
        var link = token(links.linkFor("usr_1", NOW.minus(Duration.ofDays(1))));
        clock.advance(Duration.ofDays(6).minusSeconds(1));
        assertThat(links.read(link)).isPresent();

        clock.advance(Duration.ofSeconds(1));
        assertThat(links.read(link)).isEmpty();
    }

    @Test
    void whatIsSignedForAnotherPurposeOrByAnotherKeyIsNoLink() {
        var others = new NotMeLinks(BASE, hash.of("something else"), clock);

        assertThat(links.read(token(others.linkFor("usr_1", NOW)))).isEmpty();
    }

    @Property(tries = 300)
    void noOtherTextIsALink(@ForAll @IntRange(max = 400) int position, @ForAll char replacement) {
        var issued = token(links.linkFor("usr_1", NOW)).reveal();
        var forged = new StringBuilder(issued);
        forged.setCharAt(position % issued.length(), replacement);

        assertThat(links.read(Secret.of(forged.toString())).isPresent())
                .isEqualTo(forged.toString().equals(issued));
    }

    @Test
    void aPayloadOfOursIsNotBelievedWithoutASignature() {
        var payload = "nme_%s:%d:usr_2".formatted("0".repeat(32), Long.MAX_VALUE);
        var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8));

        for (var signature : List.of("", "A".repeat(43), encoded)) {
            assertThatCode(() -> assertThat(links.read(Secret.of(encoded + "." + signature)))
                            .isEmpty())
                    .doesNotThrowAnyException();
        }
        assertThat(links.read(Secret.of("x".repeat(100_000)))).isEmpty();
    }

    @Test
    void aNoticeSealsItsLinkBesideItsOwnSecrets() {
        var sealed = new Sealed(List.of(Secret.of(ServiceTest.SEALING_KEY)));
        var seal = new NoticeSeal(sealed, links);

        var text = seal.of(FactorAdded.class, "usr_1", NOW, Map.of(AccountEvent.LINK, "https://a.example"));

        var opened = sealed.open(text, AccountEvent.sealingContext(FactorAdded.class, "usr_1"));
        assertThat(opened)
                .containsEntry(AccountEvent.LINK, "https://a.example")
                .containsOnlyKeys(AccountEvent.LINK, AccountEvent.NOT_ME);
        assertThat(links.read(token(opened.get(AccountEvent.NOT_ME)))).isPresent();
    }

    private static Secret token(String link) {
        return Secret.of(link.substring(link.indexOf('#') + 1));
    }
}
