package io.aman.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.AtOnce;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Our script in the Redis of production; reported as skipped where there is no Docker. */
@Tag("process")
@Testcontainers(disabledWithoutDocker = true)
class ContainerRedisIT {

    private static final int PORT = 6379;
    private static final int LIMIT = 40;

    /** Longer than the test takes. */
    private static final int SLOT_MILLIS = 60_000;

    @Container
    private static final GenericContainer<?> REDIS =
            new GenericContainer<>("redis:8.2.1-alpine").withExposedPorts(PORT);

    @Test
    void severalGatewaysLetNoMoreThroughThanTheLimit() throws Exception {
        var caller = "usr_" + UUID.randomUUID();
        try (var client = RedisClient.create("redis://%s:%d".formatted(REDIS.getHost(), REDIS.getMappedPort(PORT)))) {
            var admitted = AtOnce.run(6, _ -> {
                try (var connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))) {
                    var window = new RedisWindow(connection.async());
                    return IntStream.range(0, LIMIT)
                            .filter(_ -> window.takeAt(caller, LIMIT, SLOT_MILLIS)
                                    .blockOptional()
                                    .isPresent())
                            .count();
                }
            });

            assertThat(admitted.stream().mapToLong(n -> n).sum()).isEqualTo(LIMIT);
        }
    }
}
