/** Plays Meta's WhatsApp Cloud API: takes messages, and tells what becomes of them. */
@NullMarked
package io.aman.local.sandbox.meta;

import org.jspecify.annotations.NullMarked;
