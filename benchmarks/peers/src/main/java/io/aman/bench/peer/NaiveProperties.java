package io.aman.bench.peer;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param jwks where the keys of tokens are published */
@ConfigurationProperties("naive")
record NaiveProperties(
        @DefaultValue("http://127.0.0.1:8082/.well-known/jwks.json")
        URI jwks) {}
