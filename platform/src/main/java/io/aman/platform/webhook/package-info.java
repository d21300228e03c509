/** Takes what strangers post to us before it is known who they are. */
@NullMarked
package io.aman.platform.webhook;

import org.jspecify.annotations.NullMarked;
