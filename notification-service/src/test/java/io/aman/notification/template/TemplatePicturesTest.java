package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aman.testing.Chromium;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How every mail looks in a real browser, 600 pixels wide and in fonts of our own. With {@code -Dgolden.write=true} it writes
 * the pictures instead; a person looks at the difference then.
 */
@Tag("process")
class TemplatePicturesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/pictures");
    private static final Path SEEN = Path.of("target/pictures");
    private static final int WIDTH = 600;

    /** Of 255; the edges of letters differ by less between releases of a browser. */
    private static final int SAME_GREY = 96;

    /** Less than one letter has. */
    private static final int MOST_DIFFERENT_PIXELS = 25;

    private static final int GREYS = 16;
    private static final String LOADED = "document.fonts.ready.then(() =>"
            + " Promise.all([...document.fonts].map(font => font.load())))"
            + ".then(() => Math.ceil(document.documentElement.getBoundingClientRect().height))";

    private static @Nullable Chromium running;
    private static String fonts = "";

    private final Composer composer = new Composer();

    @BeforeAll
    static void start() throws IOException {
        var program = Chromium.installed();
        assumeTrue(program.isPresent(), "there is no Chromium on the path");
        running = Chromium.start(program.orElseThrow());
        running.show("http://localhost:8080/");
        running.call("Fetch.disable", Map.of());
        fonts = face("noto-sans-latin-400", 400)
                + face("noto-sans-latin-700", 700)
                + face("noto-naskh-arabic-arabic-400", 400)
                + face("noto-naskh-arabic-arabic-700", 700);
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    static Stream<Arguments> everyTemplateInEveryLanguage() {
        return EveryTemplate.everyTemplateInEveryLanguage();
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyMailLooksAsInItsGoldenPicture(Template template, Language language) throws IOException {
        var edition = new Edition(template, 0, Engine.shipped(template));
        var name = "%s.%s.png".formatted(template.type(), language.tag());
        var seen = picture(Sample.USUAL.message(composer, edition, language).html());
        var golden = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            ImageIO.write(seen, "png", golden.toFile());
        }

        var difference = difference(ImageIO.read(golden.toFile()), seen);
        if (difference > MOST_DIFFERENT_PIXELS) {
            Files.createDirectories(SEEN);
            ImageIO.write(seen, "png", SEEN.resolve(name).toFile());
        }
        assertThat(difference)
                .as("pixels that differ; see %s", SEEN.resolve(name))
                .isLessThanOrEqualTo(MOST_DIFFERENT_PIXELS);
    }

    /** Without its isolation a name turns around what stands beside it: a picture that showed no difference would prove nothing. */
    @Test
    void oneWordMoreOrAnotherOrderIsSeen() throws IOException {
        var html = "<!DOCTYPE html><html dir=\"rtl\"><head></head><body><p>المبلغ: %s د.ك</p></body></html>";
        var isolated = picture(html.formatted("<bdi>-12.500 (KWD)</bdi>"));

        assertThat(difference(isolated, picture(html.formatted("<bdi>-12.500 (KWD)</bdi>"))))
                .isZero();
        assertThat(difference(isolated, picture(html.formatted("-12.500 (KWD)"))))
                .isGreaterThan(MOST_DIFFERENT_PIXELS);
        assertThat(difference(isolated, picture(html.formatted("<bdi>-12.501 (KWD)</bdi>"))))
                .isGreaterThan(MOST_DIFFERENT_PIXELS);
    }

    private static BufferedImage picture(String html) throws IOException {
        var browser = browser();
        browser.call("Emulation.setDeviceMetricsOverride", metrics(1));
        var frame = browser.call("Page.getFrameTree", Map.of())
                .at("/frameTree/frame/id")
                .asString();
        browser.call(
                "Page.setDocumentContent", Map.of("frameId", frame, "html", html.replace("<head>", "<head>" + fonts)));
        var height = browser.evaluate(LOADED).asInt();
        browser.call("Emulation.setDeviceMetricsOverride", metrics(height));
        var png = browser.call("Page.captureScreenshot", Map.of("format", "png"))
                .get("data")
                .asString();
        return grey(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png))));
    }

    private static Map<String, ?> metrics(int height) {
        return Map.of("width", WIDTH, "height", height, "deviceScaleFactor", 1, "mobile", false);
    }

    private static Chromium browser() {
        if (running == null) {
            throw new IllegalStateException("there is no browser");
        }
        return running;
    }

    private static String face(String file, int weight) throws IOException {
        var font = Base64.getEncoder()
                .encodeToString(Files.readAllBytes(Path.of("src/test/resources/fonts", file + "-normal.woff2")));
        var family = file.startsWith("noto-sans") ? "GoldenLatin" : "GoldenArabic";
        return ("<style>@font-face{font-family:%s;font-weight:%d;src:url(data:font/woff2;base64,%s)}"
                        + "*{font-family:GoldenLatin,GoldenArabic!important}</style>")
                .formatted(family, weight, font);
    }

    /** In sixteen shades, which is small as a file. */
    private static BufferedImage grey(BufferedImage picture) {
        var shades = new byte[GREYS];
        for (var i = 0; i < GREYS; i++) {
            shades[i] = (byte) (i * 255 / (GREYS - 1));
        }
        var model = new IndexColorModel(4, GREYS, shades, shades, shades);
        var grey = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_BINARY, model);
        for (var y = 0; y < picture.getHeight(); y++) {
            for (var x = 0; x < picture.getWidth(); x++) {
                grey.getRaster().setSample(x, y, 0, Math.round(brightness(picture.getRGB(x, y)) * (GREYS - 1) / 255f));
            }
        }
        return grey;
    }

    private static int brightness(int rgb) {
        return (((rgb >> 16) & 0xFF) * 299 + ((rgb >> 8) & 0xFF) * 587 + (rgb & 0xFF) * 114) / 1000;
    }

    /** How many pixels differ; all of them where the pictures are not of one size. */
    private static int difference(BufferedImage one, BufferedImage other) {
        if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
            return Integer.MAX_VALUE;
        }
        var different = 0;
        for (var y = 0; y < one.getHeight(); y++) {
            for (var x = 0; x < one.getWidth(); x++) {
                var by = brightness(one.getRGB(x, y)) - brightness(other.getRGB(x, y));
                different += Math.abs(by) > SAME_GREY ? 1 : 0;
            }
        }
        return different;
    }
}
