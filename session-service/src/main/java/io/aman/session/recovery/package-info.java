/** Getting in again without one's second factors, slowly and for all to see. */
@NullMarked
package io.aman.session.recovery;

import org.jspecify.annotations.NullMarked;
