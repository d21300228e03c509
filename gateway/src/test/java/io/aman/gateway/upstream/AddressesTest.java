package io.aman.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

class AddressesTest {

    /** Such clocks begin anywhere. */
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 7);

    private final Address first = address(1);
    private final Address second = address(2);
    private final Address third = address(3);
    private final Addresses addresses = new Addresses(List.of(first, second, third), nanoTime::get);

    private static Address address(int port) {
        return new Address(URI.create("http://127.0.0.1:" + port), HttpClient.create());
    }

    @Test
    void eachIsAskedInItsTurn() {
        assertThat(turns(6)).containsExactly(first, second, third, first, second, third);
    }

    @Test
    void oneThatRefusedIsLeftOutForAWhile() {
        addresses.refused(second);
        assertThat(turns(30)).containsOnly(first, third);

        pass(Duration.ofMillis(1001));
        assertThat(turns(8)).contains(second);
    }

    @Test
    void oneThatHasJustStartedIsAskedSeldomAndThenAsTheOthers() {
        addresses.refused(second);
        pass(Duration.ofMillis(1001));

        var seldom = turns(80);
        pass(Duration.ofSeconds(10));
        var after = turns(30);

        assertThat(seldom.stream().filter(second::equals)).hasSize(10);
        assertThat(after.stream().filter(second::equals)).hasSize(10);
    }

    @Test
    void oneThatHasJustStartedIsAskedForAllWhereThereIsNoOther() {
        addresses.refused(second);
        pass(Duration.ofMillis(1001));
        addresses.ends(first);
        addresses.ends(third);

        assertThat(turns(9)).containsOnly(second);
    }

    @Test
    void oneThatEndsIsLeftOutForLongerThanItStillAnswers() {
        addresses.ends(first);
        pass(Duration.ofMillis(4999));
        assertThat(turns(30)).containsOnly(second, third);

        pass(Duration.ofMillis(2));
        assertThat(turns(8)).contains(first);
    }

    @Test
    void whereAllAreLeftOutTheOneIsAskedThatComesBackFirst() {
        addresses.ends(first);
        addresses.refused(second);
        addresses.ends(third);

        assertThat(turns(9)).containsOnly(second);
    }

    @Test
    void anotherIsNeverTheSame() {
        assertThat(addresses.after(third)).isSameAs(first);
        addresses.refused(first);
        assertThat(addresses.after(third)).isSameAs(second);
        addresses.ends(second);
        assertThat(addresses.after(third)).isSameAs(first);
    }

    @Test
    void oneAloneIsAlwaysAsked() {
        var alone = new Addresses(List.of(first), nanoTime::get);
        alone.refused(first);

        assertThat(alone.next()).isSameAs(first);
        assertThat(alone.areSeveral()).isFalse();
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private List<Address> turns(int count) {
        return Stream.generate(addresses::next).limit(count).toList();
    }
}
