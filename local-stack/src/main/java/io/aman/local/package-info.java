/** What a machine with only a JDK lacks: a Kafka broker, a MongoDB-wire server, a mail catcher, a provider sandbox. */
@NullMarked
package io.aman.local;

import org.jspecify.annotations.NullMarked;
