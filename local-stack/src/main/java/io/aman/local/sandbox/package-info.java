/** Payment providers played over HTTP: assembly, the HTTP front, and the commands that tests and the demo give. */
@NullMarked
package io.aman.local.sandbox;

import org.jspecify.annotations.NullMarked;
