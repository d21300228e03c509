package io.aman.session.password.breach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.Secret;
import io.aman.session.identity.Password;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreachFilterTest {

    private static final int ENTRIES = 20_000;
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @TempDir
    Path folder;

    private static Sha1 hash(String text) {
        return Sha1.of(Password.typed(Secret.of(text)));
    }

    private Path built(Stream<String> lines) throws IOException {
        var list = folder.resolve("hashes.txt");
        Files.write(list, lines.toList());
        var filter = folder.resolve("breached.filter");
        BuildBreachFilter.build(list, filter, 1e-4, NOWHERE);
        return filter;
    }

    @Test
    void allThatIsInItIsFoundAndHardlyAnythingElse() throws IOException {
        var filter =
                built(IntStream.range(0, ENTRIES).mapToObj(i -> hash("in" + i).upperHex() + ":" + i));

        try (var breaches = new BreachFileFilter(filter)) {
            assertThat(IntStream.range(0, ENTRIES))
                    .allMatch(i -> breaches.ask(hash("in" + i)) == BreachAnswer.BREACHED);
            var falseAlarms = IntStream.range(0, ENTRIES)
                    .filter(i -> breaches.ask(hash("out" + i)) == BreachAnswer.BREACHED)
                    .count();
            assertThat(falseAlarms).isLessThan(12); // 2 are expected; always the same ones
        }
        assertThat(Files.size(filter)).isBetween(ENTRIES * 19L / 8, ENTRIES * 20L / 8);
    }

    /** Readers of other languages rely on it. */
    @Test
    void theFormatIsAsWritten() throws IOException {
        var bytes = Files.readAllBytes(built(Stream.of(hash("password").upperHex())));

        assertThat(Arrays.copyOf(bytes, BloomFile.HEADER_BYTES))
                .asHexString()
                .isEqualTo("414D414E42463031" + "0000000D" + "00000000" + "0000000000000040" + "0000000000000001");
        // The bits of 5BAA61E4C9B93F3F 0682250B6CF8331B by the formula, reckoned apart.
        var first = new java.math.BigInteger("5BAA61E4C9B93F3F", 16);
        var second = new java.math.BigInteger("0682250B6CF8331B", 16);
        var expected = new byte[8];
        for (var i = 0; i < 13; i++) {
            var bit = first.add(second.multiply(java.math.BigInteger.valueOf(i)))
                    .mod(java.math.BigInteger.valueOf(64))
                    .intValue();
            expected[bit / 8] |= (byte) (1 << bit % 8);
        }
        assertThat(Arrays.copyOfRange(bytes, BloomFile.HEADER_BYTES, bytes.length))
                .isEqualTo(expected);
    }

    @Test
    void aListWithSomethingElseInItMakesNoFilter() {
        for (var wrong : List.of("no hash", "5BAA6", "G".repeat(40))) {
            assertThatThrownBy(() -> built(Stream.of(hash("a").upperHex(), wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("line 2 is no SHA-1 hash");
        }
        assertThat(folder.toFile().list()).containsExactly("hashes.txt");
    }

    @Test
    void aDamagedFileStopsTheStart() throws IOException {
        var whole = Files.readAllBytes(built(Stream.of(hash("password").upperHex())));
        var other = whole.clone();
        other[0] = 'X';
        for (var damaged : List.of(Arrays.copyOf(whole, whole.length - 1), Arrays.copyOf(whole, 20), other)) {
            var file = Files.write(folder.resolve("damaged"), damaged);
            assertThatThrownBy(() -> new BreachFileFilter(file)).isInstanceOf(UncheckedIOException.class);
        }
    }
}
