package io.aman.notification.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.target.Targets.Refusal;
import java.time.Duration;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private static final TargetProperties STRICT = properties(false, false, Set.of(443, 8443));

    private final Names names = new Names()
            .with("shop.example.com", "93.184.215.14")
            .with("both.example.com", "93.184.215.14", "10.0.0.1")
            .with("inside.example.com", "169.254.169.254")
            .with("localhost", "127.0.0.1", "::1")
            .with("six.example.com", "::ffff:192.168.1.1");

    static TargetProperties properties(boolean allowHttp, boolean allowPrivate, Set<Integer> ports) {
        return new TargetProperties(allowHttp, allowPrivate, ports, Duration.ofSeconds(1), Duration.ofSeconds(2), 1024);
    }

    private Targets targets(TargetProperties properties) {
        return new Targets(properties, new CheckedResolver(names, properties.allowPrivateAddresses()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com",
                "https://shop.example.com/hooks?token=a%20b",
                "https://shop.example.com:8443/hooks",
                "HTTPS://SHOP.example.com/",
                "https://93.184.215.14/hooks"
            })
    void aUrlOfTheInternetIsTaken(String url) {
        names.with("SHOP.example.com", "93.184.215.14");
        assertThat(targets(STRICT).refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.example.com/, NOT_HTTPS",
        "ftp://shop.example.com/, NOT_HTTPS",
        "file:///etc/passwd, NOT_HTTPS",
        "gopher://shop.example.com/, NOT_HTTPS",
        "jar:https://shop.example.com/!/x, NOT_HTTPS",
        "//shop.example.com/, NOT_HTTPS",
        "shop.example.com, NOT_HTTPS",
        "'', NOT_HTTPS",
        "https:shop.example.com, HOST_NOT_ALLOWED",
        "https:///hooks, HOST_NOT_ALLOWED",
        "https://user@shop.example.com/, HAS_USER_INFO",
        "https://user:password@shop.example.com/, HAS_USER_INFO",
        "https://shop.example.com@127.0.0.1/, HAS_USER_INFO",
        "https://shop.example.com:443@169.254.169.254/, HAS_USER_INFO",
        "https://@shop.example.com/, HAS_USER_INFO",
        "https://shop.example.com/#x, HAS_FRAGMENT",
        "https://shop.example.com:22/, PORT_NOT_ALLOWED",
        "https://shop.example.com:80/, PORT_NOT_ALLOWED",
        "https://shop.example.com:0/, PORT_NOT_ALLOWED",
        "https://shop.example.com:65536/, PORT_NOT_ALLOWED",
        "https://shop.example.com:27017/, PORT_NOT_ALLOWED",
        "https://2130706433/, HOST_NOT_ALLOWED",
        "https://0x7f000001/, HOST_NOT_ALLOWED",
        "https://0x7f.1/, HOST_NOT_ALLOWED",
        "https://017700000001/, HOST_NOT_ALLOWED",
        "https://127.1/, HOST_NOT_ALLOWED",
        "https://127.0.0.1./, HOST_NOT_ALLOWED",
        "https://127.000.000.001/, HOST_NOT_ALLOWED",
        "https://256.1.1.1/, HOST_NOT_ALLOWED",
        "https://bücher.example/, HOST_NOT_ALLOWED",
        "https://ⓛocalhost/, HOST_NOT_ALLOWED",
        "https://a_b.example.com/, HOST_NOT_ALLOWED",
        "https://[fe80::1%25eth0]/, HOST_NOT_ALLOWED",
        "https://shop.example.com\\@127.0.0.1/, MALFORMED",
        "'https://shop.example.com/ x', MALFORMED",
        "https://shop.example.com/%zz, MALFORMED",
        "https://[::1/, MALFORMED",
        "https://127.0.0.1/, ADDRESS_NOT_PUBLIC",
        "https://10.0.0.1/, ADDRESS_NOT_PUBLIC",
        "https://169.254.169.254/latest/meta-data, ADDRESS_NOT_PUBLIC",
        "https://[::1]/, ADDRESS_NOT_PUBLIC",
        "https://[::ffff:127.0.0.1]/, ADDRESS_NOT_PUBLIC",
        "https://[::ffff:7f00:1]/, ADDRESS_NOT_PUBLIC",
        "https://[64:ff9b::a9fe:a9fe]/, ADDRESS_NOT_PUBLIC",
        "https://[2002:a9fe:a9fe::]/, ADDRESS_NOT_PUBLIC",
        "https://[fd00:ec2::254]/, ADDRESS_NOT_PUBLIC",
        "https://localhost/, ADDRESS_NOT_PUBLIC",
        "https://inside.example.com/, ADDRESS_NOT_PUBLIC",
        "https://both.example.com/, ADDRESS_NOT_PUBLIC",
        "https://six.example.com/, ADDRESS_NOT_PUBLIC",
        "https://unknown.example.com/, NAME_NOT_FOUND"
    })
    void aHostileUrlIsRefused(String url, Refusal reason) {
        assertThat(targets(STRICT).refusal(url)).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:9/hooks", "http://127.0.0.1/", "https://10.0.0.1:1/"})
    void aMachineOfOnesOwnMayAllowMore(String url) {
        assertThat(targets(properties(true, true, Set.of())).refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://localhost/", "http://user@localhost/", "http://0x7f.1/"})
    void butNeverWhatDisguisesItself(String url) {
        assertThat(targets(properties(true, true, Set.of())).refusal(url)).isPresent();
    }

    /** Whatever somebody enters is answered, and leads outside or nowhere. */
    @Property
    void anyTextIsAnswered(@ForAll String text) {
        var names = new Names();
        var targets = new Targets(STRICT, new CheckedResolver(names, false));
        assertThat(targets.refusal(text)).isPresent();
        assertThat(targets.refusal("https://" + text)).isNotNull();
    }
}
