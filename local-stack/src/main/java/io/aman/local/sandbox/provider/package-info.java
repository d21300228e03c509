/** What every played provider is built on: durable state, signed webhooks, faults on demand. */
@NullMarked
package io.aman.local.sandbox.provider;

import org.jspecify.annotations.NullMarked;
