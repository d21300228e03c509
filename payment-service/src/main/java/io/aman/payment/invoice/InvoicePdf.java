package io.aman.payment.invoice;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.aman.platform.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.Semaphore;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Renders invoices and credit notes, in English and Arabic, whenever they are asked for: the same document is the same
 * bytes each time, so that nothing has to be kept.
 *
 * <p>ICU shapes Arabic and orders it; DejaVu Sans has both scripts and the shaped forms.
 */
final class InvoicePdf {

    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;
    /** What XML 1.0 cannot hold, and what would reorder the text around it. */
    private static final String UNPRINTABLE =
            "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}]|[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]";

    private final Template template;
    /** A rendering holds the fonts and the page tree in memory: a few at a time are enough. */
    private final Semaphore slots = new Semaphore(4);

    InvoicePdf() {
        template = Mustache.compiler()
                .escapeHTML(true)
                .compile(new String(resource("/invoice/document.html"), StandardCharsets.UTF_8));
    }

    byte[] of(Invoice invoice) {
        return render(
                InvoiceDocument.of(invoice),
                Objects.requireNonNull(invoice.body().issuedAt()));
    }

    byte[] of(Invoice invoice, CreditNote note) {
        return render(InvoiceDocument.of(invoice, note), Objects.requireNonNull(note.issuedAt()));
    }

    private byte[] render(InvoiceDocument document, Instant issuedAt) {
        var html = template.execute(document).replaceAll(UNPRINTABLE, " ");
        slots.acquireUninterruptibly();
        try (var renderer = builder(html, document.dir()).buildPdfRenderer()) {
            renderer.layout();
            try (var pdf = renderer.createPDFKeepOpen()) {
                return save(pdf, document, html, issuedAt);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            slots.release();
        }
    }

    private static PdfRendererBuilder builder(String html, String dir) {
        var builder = new PdfRendererBuilder();
        builder.useFastMode();
        builder.withHtmlContent(html, null);
        builder.useUriResolver((_, _) -> null); // a document loads nothing
        builder.useFont(() -> stream(FONTS + "DejaVuSans.ttf"), "DejaVu", REGULAR, FontStyle.NORMAL, true);
        builder.useFont(() -> stream(FONTS + "DejaVuSans-Bold.ttf"), "DejaVu", BOLD, FontStyle.NORMAL, true);
        builder.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
        builder.useUnicodeBidiReorderer(new ICUBidiReorderer());
        builder.defaultTextDirection(PdfRendererBuilder.TextDirection.valueOf(dir.toUpperCase(Locale.ROOT)));
        return builder;
    }

    /** With dates and an id that follow from the document alone. */
    private static byte[] save(PDDocument pdf, InvoiceDocument document, String html, Instant issuedAt)
            throws IOException {
        var at = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        at.setTimeInMillis(issuedAt.toEpochMilli());
        var info = pdf.getDocumentInformation();
        info.setTitle(document.number());
        info.setProducer("Aman");
        info.setCreationDate(at);
        info.setModificationDate(at);
        pdf.setDocumentId(ByteBuffer.wrap(Ids.sha256(html.getBytes(StandardCharsets.UTF_8)))
                .getLong());
        var bytes = new ByteArrayOutputStream();
        pdf.save(bytes);
        return bytes.toByteArray();
    }

    private static InputStream stream(String path) {
        return Objects.requireNonNull(InvoicePdf.class.getResourceAsStream(path), path);
    }

    private static byte[] resource(String path) {
        try (var stream = stream(path)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
