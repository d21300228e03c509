package io.aman.platform.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aman.platform.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class BulkheadFilterTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);

    private static BulkheadFilter filter(int requests, Duration maxWait) {
        var bulkhead = new BulkheadConfiguration().requestBulkhead(new BulkheadProperties(requests, maxWait));
        return new BulkheadFilter(bulkhead, new ProblemWriter(JsonMapper.shared()));
    }

    private static MockHttpServletResponse ask(BulkheadFilter filter, FilterChain chain) {
        var response = new MockHttpServletResponse();
        try {
            filter.doFilter(new MockHttpServletRequest(), response, chain);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return response;
    }

    private Thread worksUntilTheAnswer(BulkheadFilter filter) {
        var thread = Thread.ofPlatform()
                .start(() -> ask(filter, (_, _) -> {
                    happened.add("first begins");
                    try {
                        answer.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    happened.add("first ends");
                }));
        await().untilAsserted(() -> assertThat(happened).contains("first begins"));
        return thread;
    }

    @Test
    void oneMoreBeginsOnlyWhenOneIsAnswered() throws Exception {
        var filter = filter(1, LONG);
        var first = worksUntilTheAnswer(filter);
        var next = Thread.ofPlatform().start(() -> ask(filter, (_, _) -> happened.add("next begins")));
        await().until(() -> next.getState() == Thread.State.TIMED_WAITING);

        answer.countDown();
        first.join();
        next.join();

        assertThat(happened).containsExactly("first begins", "first ends", "next begins");
    }

    @Test
    void whoWaitedForLongIsAskedToComeAgainAndNothingIsDone() throws Exception {
        var filter = filter(1, Duration.ZERO);
        var first = worksUntilTheAnswer(filter);

        var refused = ask(filter, (_, _) -> happened.add("next begins"));
        answer.countDown();
        first.join();

        assertThat(refused.getStatus()).isEqualTo(503);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
        assertThat(refused.getContentType()).isEqualTo("application/problem+json");
        assertThat(refused.getContentAsString()).contains("\"code\":\"OVERLOADED\"");
        assertThat(happened).containsExactly("first begins", "first ends");
    }

    @Test
    void whatFailsMakesRoomToo() {
        var filter = filter(1, Duration.ZERO);
        FilterChain failing = (_, _) -> {
            throw new ServletException("broken");
        };

        assertThatThrownBy(() -> ask(filter, failing)).hasCauseInstanceOf(ServletException.class);

        assertThat(ask(filter, (_, _) -> happened.add("next begins")).getStatus())
                .isEqualTo(200);
        assertThat(happened).containsExactly("next begins");
    }

    @Test
    void asManyAsAgreedAreWorkedAtTogether() throws Exception {
        var filter = filter(2, Duration.ZERO);
        var first = worksUntilTheAnswer(filter);

        assertThat(ask(filter, (_, _) -> happened.add("second begins")).getStatus())
                .isEqualTo(200);
        answer.countDown();
        first.join();

        assertThat(happened).containsExactly("first begins", "second begins", "first ends");
    }
}
