/** Plays Firebase Cloud Messaging: gives access tokens, and takes messages for registered apps. */
@NullMarked
package io.aman.local.sandbox.fcm;

import org.jspecify.annotations.NullMarked;
