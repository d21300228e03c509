/** The port to whoever moves the money: what is asked, what may be answered, and who is there to ask. */
@NullMarked
package io.aman.payment.provider;

import org.jspecify.annotations.NullMarked;
