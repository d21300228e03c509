package io.aman.gateway.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;

/** Text that comes with this jar. */
final class Packaged {

    private Packaged() {}

    static String text(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(resource + " is part of this jar", e);
        }
    }
}
