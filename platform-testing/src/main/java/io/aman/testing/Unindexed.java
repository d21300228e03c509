package io.aman.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a test of a service: queries that need no declared index, and why not. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Repeatable(Unindexed.All.class)
public @interface Unindexed {

    String collection();

    /** What may be filtered by beside what an index serves; empty where the whole collection may be read. */
    String[] fields() default {};

    /** What bounds the documents that are read. */
    String reason();

    /** Several. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @interface All {
        Unindexed[] value();
    }
}
