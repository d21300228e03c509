package io.aman.platform.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** Reads no more of a webhook's body than is allowed, as whoever sends it is not known yet. */
public final class LimitedBody {

    private final int maxBytes;

    /** @throws IllegalArgumentException for what no array could hold */
    public LimitedBody(DataSize max) {
        if (max.isNegative() || max.toBytes() >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a webhook's body may not take " + max);
        }
        this.maxBytes = (int) max.toBytes();
    }

    /** @return the bytes as they came; empty when there are more than allowed */
    public Optional<byte[]> read(InputStream stream) throws IOException {
        var bytes = stream.readNBytes(maxBytes + 1);
        return bytes.length > maxBytes ? Optional.empty() : Optional.of(bytes);
    }

    /** What is allowed, in words for the sender. */
    public String rule() {
        return "At most %d bytes.".formatted(maxBytes);
    }
}
