package io.aman.payment.provider.knet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnetXmlTest {

    @Test
    void theRequestIsThePublishedOne() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", "100001");
        fields.put("password", "Secret01");
        fields.put("action", "8");
        fields.put("amt", "20.550");
        fields.put("transid", "PAY0000000001");
        fields.put("udf5", "TrackID");
        fields.put("trackid", "PAY0000000001");
        assertThat(KnetXml.request(fields))
                .isEqualTo(KnetVectors.ALL.path("inquiry").path("request").asString());
    }

    @Test
    void aReplyHasNoRoot() {
        var replies = KnetVectors.ALL.path("inquiry").path("responses_without_root_element");
        assertThat(KnetXml.reply(replies.path("captured").asString()))
                .get()
                .satisfies(fields -> assertThat(fields)
                        .containsEntry("result", "SUCCESS")
                        .containsEntry("payid", "100202612345678901")
                        .containsEntry("udf1", ""));
        assertThat(KnetXml.reply(replies.path("not_captured").asString()).orElseThrow())
                .containsEntry("result", "FAILURE(NOT CAPTURED)");
        assertThat(KnetXml.reply(replies.path("not_found").asString()).orElseThrow())
                .containsEntry("result", "!ERROR!-IPAY0100263-Transaction not found.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<result>",
                "<html><body>x</body></html>",
                "<result>CAPTURED</result><result>FAILURE</result>",
                "<!DOCTYPE r><result>CAPTURED</result>",
                "<result>&x;</result>",
                "</reply><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><reply><result>&x;</result>",
            })
    void anythingElseIsRefused(String body) {
        assertThat(KnetXml.reply(body)).isEmpty();
    }

    @Test
    void whatIsSentCannotEndItsField() {
        assertThat(KnetXml.request(Map.of("id", "</id><x>&")))
                .isEqualTo("<request><id>&lt;/id&gt;&lt;x&gt;&amp;</id></request>");
    }
}
