package io.aman.payment.invoice;

import io.aman.events.Money;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;

/** The words and the forms of numbers on documents. */
final class InvoiceLabels {

    static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("invoice", "Invoice"),
            Map.entry("creditNote", "Credit note"),
            Map.entry("number", "Number"),
            Map.entry("issuedOn", "Date"),
            Map.entry("dueOn", "Due"),
            Map.entry("ofInvoice", "For invoice"),
            Map.entry("from", "From"),
            Map.entry("to", "To"),
            Map.entry("description", "Description"),
            Map.entry("quantity", "Quantity"),
            Map.entry("unit", "Unit price"),
            Map.entry("rate", "Tax rate"),
            Map.entry("tax", "Tax"),
            Map.entry("total", "Total"),
            Map.entry("net", "Net"));

    static final Map<String, String> ARABIC = Map.ofEntries(
            Map.entry("invoice", "فاتورة"),
            Map.entry("creditNote", "إشعار دائن"),
            Map.entry("number", "الرقم"),
            Map.entry("issuedOn", "التاريخ"),
            Map.entry("dueOn", "تاريخ الاستحقاق"),
            Map.entry("ofInvoice", "عن الفاتورة"),
            Map.entry("from", "من"),
            Map.entry("to", "إلى"),
            Map.entry("description", "الوصف"),
            Map.entry("quantity", "الكمية"),
            Map.entry("unit", "سعر الوحدة"),
            Map.entry("rate", "نسبة الضريبة"),
            Map.entry("tax", "الضريبة"),
            Map.entry("total", "الإجمالي"),
            Map.entry("net", "الصافي"));

    private static final int THOUSANDTHS = 3;
    private static final int PERCENT_DECIMALS = 2;

    private InvoiceLabels() {}

    /** {@code 1,234.500} with as many decimals as the currency has. */
    static String amount(Money money) {
        var pattern = money.exponent() == 0 ? "#,##0" : "#,##0." + "0".repeat(money.exponent());
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(money.toDecimal());
    }

    static String quantity(long thousandths) {
        return plain(thousandths, THOUSANDTHS);
    }

    static String rate(int basisPoints) {
        return plain(basisPoints, PERCENT_DECIMALS) + "%";
    }

    private static String plain(long unscaled, int decimals) {
        return BigDecimal.valueOf(unscaled, decimals).stripTrailingZeros().toPlainString();
    }
}
