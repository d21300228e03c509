package io.aman.session.mfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.aman.platform.Secret;
import java.io.ByteArrayInputStream;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SeedTest {

    private final Seed seed = Seed.random();

    @Test
    void itIs160RandomBitsInBase32() {
        assertThat(seed.base32().reveal()).matches("[A-Z2-7]{32}");
        assertThat(seed.bytes()).hasSize(20).isNotEqualTo(Seed.random().bytes());
        assertThat(new Seed(Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")).bytes())
                .asString()
                .isEqualTo("12345678901234567890");
    }

    @Test
    void theUriSaysWhoseAccountItIsAndNothingOfItBreaksOut() {
        var uri = seed.uri("Aman & Co", "noor+x@example.com?secret=A").reveal();

        assertThat(uri)
                .isEqualTo("otpauth://totp/Aman%%20%%26%%20Co:noor%%2Bx%%40example.com%%3Fsecret%%3DA?secret=%s"
                                .formatted(seed.base32().reveal())
                        + "&issuer=Aman%20%26%20Co&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void aCameraReadsThePictureAsTheUri() throws Exception {
        var uri = seed.uri("Aman", "noor@example.com");
        var image = ImageIO.read(new ByteArrayInputStream(QrCode.of(uri).png()));
        var width = image.getWidth();
        var pixels = image.getRGB(0, 0, width, width, null, 0, width);
        var seen = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels)));

        assertThat(new QRCodeReader().decode(seen).getText()).isEqualTo(uri.reveal());
    }

    @Test
    void theDrawingHasTheSameModulesAsThePicture() throws Exception {
        var code = QrCode.of(seed.uri("Aman", "noor@example.com"));
        var image = ImageIO.read(new ByteArrayInputStream(code.png()));
        var black = 0;
        for (var y = 3; y < image.getHeight(); y += 6) {
            for (var x = 3; x < image.getWidth(); x += 6) {
                black += (image.getRGB(x, y) & 0xFF) == 0 ? 1 : 0;
            }
        }
        var drawn = Pattern.compile("M\\d+ \\d+h(\\d+)v1h-\\1z")
                .matcher(code.svg())
                .results()
                .mapToInt(run -> Integer.parseInt(run.group(1)))
                .sum();

        assertThat(drawn).isPositive().isEqualTo(black);
        assertThat(code.svg())
                .doesNotContain("otpauth")
                .doesNotContain(seed.base32().reveal());
    }

    @Test
    void itIsNeverPrinted() {
        assertThat(seed.toString()).doesNotContain(seed.base32().reveal());
    }
}
