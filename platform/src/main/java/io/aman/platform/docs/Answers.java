package io.aman.platform.docs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a handler answers where its return type does not say: a stored answer, a stream, one of several statuses. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Answers.All.class)
public @interface Answers {

    /** Each of them comes with the body. */
    int[] status() default 200;

    /** {@code Void} for none, {@code byte[]} for a file. */
    Class<?> body() default Void.class;

    String[] mediaType() default "application/json";

    /** Several of them. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        Answers[] value();
    }
}
