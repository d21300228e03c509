/** Events that live in the aggregate's own document until Kafka has acknowledged them (D1). */
@NullMarked
package io.aman.platform.outbox;

import org.jspecify.annotations.NullMarked;
