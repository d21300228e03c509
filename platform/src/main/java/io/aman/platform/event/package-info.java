/** Events as Kafka records, both ways. */
@NullMarked
package io.aman.platform.event;

import org.jspecify.annotations.NullMarked;
