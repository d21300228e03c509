/** A real Kafka broker in one JVM, with the suite's topics. */
@NullMarked
package io.aman.local.kafka;

import org.jspecify.annotations.NullMarked;
