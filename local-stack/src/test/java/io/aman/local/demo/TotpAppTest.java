package io.aman.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpAppTest {

    /** The SHA-1 vectors of RFC 6238, appendix B, cut to six digits; the key is 12345678901234567890. */
    @ParameterizedTest
    @CsvSource({
        "59,          287082",
        "1111111109,  081804",
        "1111111111,  050471",
        "1234567890,  005924",
        "2000000000,  279037",
        "20000000000, 353130"
    })
    void itShowsTheCodesOfTheStandard(long seconds, String code) {
        for (var secret :
                new String[] {"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq"}) {
            assertThat(new TotpApp(secret).code(seconds / 30)).isEqualTo(code);
        }
    }
}
