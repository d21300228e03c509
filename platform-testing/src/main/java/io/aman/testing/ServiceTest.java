package io.aman.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * The whole service on free ports, with a database of its own, the shared broker and test tokens.
 *
 * <p>Tests that differ in nothing else share one context; prefer one per module.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "aman.sealing.keys=" + ServiceTest.SEALING_KEY)
@WithMongo
@WithKafka
@WithTokens
public @interface ServiceTest {

    /** 32 bytes in Base64, for {@code aman.sealing.keys}. */
    String SEALING_KEY = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
}
