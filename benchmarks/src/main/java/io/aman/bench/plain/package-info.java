/** A payment service as it would be without what ours promises: what {@code bench payments} compares with. */
@NullMarked
package io.aman.bench.plain;

import org.jspecify.annotations.NullMarked;
