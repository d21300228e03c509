/** What clients say they are, and where they are. */
@NullMarked
package io.aman.session.device;

import org.jspecify.annotations.NullMarked;
