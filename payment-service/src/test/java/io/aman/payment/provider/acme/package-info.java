/** A fourth provider as the guide has it: one folder, named nowhere else. */
@NullMarked
package io.aman.payment.provider.acme;

import org.jspecify.annotations.NullMarked;
