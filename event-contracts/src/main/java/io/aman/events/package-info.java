/** The events that cross services: records, their logical types, topics and JSON form. */
@NullMarked
package io.aman.events;

import org.jspecify.annotations.NullMarked;
