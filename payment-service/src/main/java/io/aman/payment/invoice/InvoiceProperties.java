package io.aman.payment.invoice;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How invoices are numbered. A law that wants numbers to begin anew each year is met by a series a year:
 * {@code INV-2027}.
 *
 * @param series which series may be used
 * @param creditSeries whose numbers credit notes bear
 * @param numberDigits how many digits a number has at least: {@code INV-000001}
 * @param issuer who issues invoices, as it stands on drafts written from now on: name, address, tax number, one line each
 * @param sweepInterval how often invoices are looked for that a crash left without their number
 */
@Validated
@ConfigurationProperties("payment.invoice")
record InvoiceProperties(
        @DefaultValue("INV") @NotEmpty Set<@Pattern(regexp = "[A-Z0-9][A-Z0-9-]{0,15}") String> series,

        @DefaultValue("CN") @Pattern(regexp = "[A-Z0-9][A-Z0-9-]{0,15}")
        String creditSeries,

        @DefaultValue("6") @Min(1) @Max(12) int numberDigits,
        @DefaultValue("Aman") @NotBlank String issuer,
        @DefaultValue("5s") @DurationMin(millis = 10) Duration sweepInterval) {

    InvoiceProperties {
        if (series.contains(creditSeries)) {
            throw new IllegalArgumentException("credit notes have a series of their own");
        }
    }

    String number(String from, long n) {
        return from + "-" + String.format("%0" + numberDigits + "d", n);
    }
}
