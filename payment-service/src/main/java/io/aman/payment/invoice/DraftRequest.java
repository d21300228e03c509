package io.aman.payment.invoice;

import io.aman.payment.invoice.InvoiceContent.Customer;
import io.aman.payment.invoice.InvoiceError.InvalidContent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an invoice is to say, as it comes over the wire. */
record DraftRequest(
        @NotNull @Size(max = 16) String series,
        @NotNull @Size(max = 3) String currency,
        @NotNull @Valid CustomerRequest customer,
        @NotNull @Pattern(regexp = "en|ar") String language,
        @NotEmpty @Size(max = 200) List<@NotNull @Valid LineRequest> lines,
        @Nullable @Size(max = 10) String dueOn,
        @Nullable @Size(max = 1000) String note) {

    record CustomerRequest(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 100) String userId,
            @Nullable @Size(max = 254) String email,
            @Nullable @Size(max = 500) String address) {}

    record LineRequest(
            @NotBlank @Size(max = 300) String description,
            long quantityThousandths,
            long unitAmountMinor,
            int taxRateBasisPoints) {

        InvoiceLine line() {
            try {
                return new InvoiceLine(description, quantityThousandths, unitAmountMinor, taxRateBasisPoints);
            } catch (IllegalArgumentException e) {
                throw new InvalidContent(e.getMessage() + ".");
            }
        }
    }

    /** @throws InvoiceError when it cannot be an invoice */
    InvoiceContent content(InvoiceProperties properties) {
        if (!properties.series().contains(series)) {
            throw new InvalidContent("There is no such series.");
        }
        var content = new InvoiceContent(
                properties.issuer(),
                series,
                knownCurrency(),
                new Customer(customer.name, customer.userId, customer.email, customer.address),
                language,
                lines.stream().map(LineRequest::line).toList(),
                date(),
                note);
        if (content.totals().total() <= 0) {
            throw new InvalidContent("The total must be above zero.");
        }
        return content;
    }

    private String knownCurrency() {
        try {
            if (Currency.getInstance(currency).getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException _) {
            // as below
        }
        throw new InvalidContent("There is no such currency.");
    }

    private @Nullable String date() {
        try {
            return dueOn == null ? null : LocalDate.parse(dueOn).toString();
        } catch (DateTimeParseException _) {
            throw new InvalidContent("dueOn is no date such as 2026-12-31.");
        }
    }
}
