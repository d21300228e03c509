/** What every service stands on: ids, time, secrets. */
@NullMarked
package io.aman.platform;

import org.jspecify.annotations.NullMarked;
