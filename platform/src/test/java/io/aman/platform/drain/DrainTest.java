package io.aman.platform.drain;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class DrainTest {

    private static final CountDownLatch BEGAN = new CountDownLatch(1);
    private static final CountDownLatch END = new CountDownLatch(1);

    /** It holds the process where it just began to leave. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        ApplicationAvailabilityAutoConfiguration.class,
        DrainConfiguration.class
    })
    static class Held {

        @Bean
        Leaving holding() {
            return () -> {
                BEGAN.countDown();
                try {
                    assertThat(END.await(30, SECONDS)).isTrue();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            };
        }
    }

    private final ServletWebServerApplicationContext context =
            (ServletWebServerApplicationContext) new SpringApplicationBuilder(Held.class)
                    .web(WebApplicationType.SERVLET)
                    .properties(
                            "server.port=0", "spring.config.location=optional:classpath:none/", "aman.drain.time=0s")
                    .run();

    @AfterEach
    void close() {
        END.countDown();
        context.close();
    }

    @Test
    void whoLeavesIsNotReadyAnswersAllAndEndsEachConnectionWithItsAnswer() throws Exception {
        var port = context.getWebServer().getPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(ask(socket)).noneMatch(line -> line.startsWith("connection:"));

            var end = Thread.ofVirtual().start(context::close);
            assertThat(BEGAN.await(30, SECONDS)).isTrue();

            assertThat(context.getBean(ApplicationAvailability.class).getReadinessState())
                    .isEqualTo(ReadinessState.REFUSING_TRAFFIC);
            assertThat(ask(socket)).contains("connection: close", "connection: draining");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            try (var another = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(ask(another)).contains("connection: close", "connection: draining");
            }
            END.countDown();
            end.join();
        }
        assertThat(context.isActive()).isFalse();
    }

    /** The answer's header lines. */
    private static List<String> ask(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        var head = new ArrayList<String>();
        for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            head.add(line.toLowerCase(Locale.ROOT));
        }
        assertThat(head).isNotEmpty();
        return head;
    }
}
