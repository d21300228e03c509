package io.aman.payment.invoice;

import static io.aman.payment.invoice.InvoiceFixture.BY_USER;
import static io.aman.payment.invoice.InvoiceFixture.content;
import static io.aman.payment.invoice.InvoiceFixture.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoicePdfTest {

    private static final Path PICTURES = Path.of("target", "invoice-pictures");
    private final InvoicePdf pdf = new InvoicePdf();

    private static Invoice arabic() {
        return open(content(
                "INV",
                "KWD",
                "ar",
                new InvoiceLine("استشارة هندسية", 2_000, 6_250, 500),
                new InvoiceLine("ترخيص Aman Pro سنة واحدة", 1_500, 1_234_568, 0)));
    }

    /** One glyph as it lies on the page, with the character it was drawn for. */
    private record Glyph(String character, float x, float y) {}

    private static List<Glyph> glyphs(byte[] bytes) {
        var glyphs = new ArrayList<Glyph>();
        try (var document = Loader.loadPDF(bytes)) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    glyphs.add(new Glyph(text.getUnicode(), text.getX(), text.getY()));
                }
            }.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return glyphs;
    }

    /** The page as the eye meets it, from left to right, without spaces. */
    private static List<String> seen(byte[] bytes) {
        return glyphs(bytes).stream().collect(Collectors.groupingBy(glyph -> Math.round(glyph.y()))).values().stream()
                .map(line -> line.stream()
                        .sorted(Comparator.comparingDouble(Glyph::x))
                        .map(Glyph::character)
                        .collect(Collectors.joining())
                        .replace(" ", ""))
                .toList();
    }

    private static void keepPicture(String name, byte[] bytes) throws IOException {
        Files.createDirectories(PICTURES);
        try (var document = Loader.loadPDF(bytes)) {
            assertThat(document.getNumberOfPages()).isPositive();
            var picture = new PDFRenderer(document).renderImageWithDPI(0, 100);
            ImageIO.write(picture, "png", PICTURES.resolve(name + ".png").toFile());
        }
    }

    @Test
    void arabicIsShapedAndRunsFromRightToLeft() throws IOException {
        var bytes = pdf.of(arabic());
        keepPicture("ar", bytes);
        var letters = glyphs(bytes).stream()
                .map(Glyph::character)
                .filter(letter ->
                        Character.UnicodeBlock.ARABIC.equals(Character.UnicodeBlock.of(letter.codePointAt(0))))
                .toList();
        assertThat(letters).as("letters that were left unshaped").isEmpty();
        // فاتورة: initial feh, final alef, initial teh, final waw, isolated reh, isolated teh marbuta, seen from the
        // left.
        assertThat(seen(bytes)).contains("\uFE93\uFEAD\uFEEE\uFE97\uFE8E\uFED3");
    }

    @Test
    void theColumnsOfAnArabicDocumentBeginOnTheRight() {
        assertThat(seen(pdf.of(arabic())))
                .anyMatch(line -> line.startsWith("13.1250.6255%6.2502") && line.endsWith("1"));
    }

    @Test
    void numbersAndLatinWordsKeepTheirOrderInArabic() {
        var page = String.join("\n", seen(pdf.of(arabic())));
        assertThat(page).contains("INV-000001", "2026-11-25", "AmanPro", "1,851.852", "KWD");
    }

    @Test
    void englishReadsFromLeftToRight() throws IOException {
        var bytes = pdf.of(open(content()));
        keepPicture("en", bytes);
        assertThat(String.join("\n", seen(bytes)))
                .contains("Invoice", "INV-000001", "Consulting", "6.250", "13.125KWD", "5%", "Sara");
    }

    @ParameterizedTest
    @CsvSource({"KWD, '12.500'", "EUR, '125.00'", "JPY, '12,500'"})
    void anAmountHasAsManyDecimalsAsItsCurrency(String currency, String shown) {
        var bytes = pdf.of(open(content("INV", currency, "en", new InvoiceLine("x", 1_000, 12_500, 0))));
        assertThat(seen(bytes)).anyMatch(line -> line.contains(shown + currency));
    }

    @Test
    void theSameDocumentIsTheSameBytes() throws Exception {
        var invoice = arabic();
        var first = pdf.of(invoice);
        assertThat(new InvoicePdf().of(invoice)).isEqualTo(first);
        invoice.pay("pay_1", invoice.body().dueMinor(), BY_USER);
        assertThat(pdf.of(invoice)).as("what happens later is not part of it").isEqualTo(first);
    }

    @Test
    void aCreditNoteNamesTheInvoiceItTakesBack() throws IOException {
        var invoice = arabic();
        invoice.credit("crn_1", List.of(new CreditedLines.Part(1, 1_000)), "إرجاع", BY_USER);
        invoice.issueCredit("crn_1", "CN-000001", BY_USER);
        var bytes = pdf.of(invoice, invoice.body().creditNote("crn_1").orElseThrow());
        keepPicture("credit-ar", bytes);
        assertThat(String.join("\n", seen(bytes))).contains("CN-000001", "INV-000001", "6.563");
    }

    @Test
    void markupAndUnprintableCharactersAreOnlyText() {
        var hostile = "<script>alert(1)</script>&amp;{{note}}\u0000\u202E<img src='file:///etc/passwd'/>";
        var bytes = pdf.of(open(content("INV", "KWD", "en", new InvoiceLine(hostile, 1_000, 5, 0))));
        assertThat(String.join("", seen(bytes))).contains("<script>", "&amp;", "{{note}}");
    }

    @Test
    void twoHundredLinesAreSeveralPagesAndRenderedInModerateTime() throws IOException {
        var lines = Stream.generate(() -> new InvoiceLine("وصف طويل للبند ".repeat(15), 1_000, 1_000, 500))
                .limit(200)
                .toArray(InvoiceLine[]::new);
        var start = System.nanoTime();
        var bytes = pdf.of(open(content("INV", "KWD", "ar", lines)));
        System.out.printf(
                "invoice pdf: 200 lines in %d ms, %d bytes%n", (System.nanoTime() - start) / 1_000_000, bytes.length);
        try (var document = Loader.loadPDF(bytes)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
        }
        assertThat(bytes.length).isLessThan(2_000_000);
    }
}
