/** What somebody has to look at: one alert for each thing that goes on, until it is closed with a reason. */
@NullMarked
package io.aman.security.alert;

import org.jspecify.annotations.NullMarked;
