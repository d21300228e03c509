package io.aman.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.docs.MergedDocument.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MergedDocumentTest {

    private static Source source(String name, String json) {
        return new Source(name, (ObjectNode) new JsonMapper().readTree(json.replace('\'', '"')));
    }

    private static String document(String path, String operation, String schemas) {
        return """
                {'paths': {'%s': {'get': {'operationId': '%s', 'responses': {'200': {'content': {'application/json':
                  {'schema': {'$ref': '#/components/schemas/Page'}}}}}}}}, 'components': {'schemas': {%s}}}""".formatted(path, operation, schemas);
    }

    private static final String SAME = "'Problem': {'type': 'object', 'properties': {'a': {}, 'b': {}}}";
    private static final String SAME_OTHERWISE = "'Problem': {'properties': {'b': {}, 'a': {}}, 'type': 'object'}";
    private static final String PAGE = "'Page': {'properties': {'items': {'$ref': '#/components/schemas/Item'}}}";

    private final Source payment =
            source("payment", document("/a", "list", SAME + "," + PAGE + ", 'Item': {'type': 'string'}, 'Own': {}"));
    private final Source session =
            source("session", document("/b", "list", SAME_OTHERWISE + "," + PAGE + ", 'Item': {'type': 'integer'}"));

    @Test
    void whatIsTheSameStaysOne() {
        var merged = MergedDocument.of(List.of(payment, session));

        assertThat(merged.at("/components/schemas").propertyNames()).contains("Problem", "Own");
    }

    @Test
    void whatClashesIsNamedAfterItsServiceAndSoIsWhatRefersToIt() {
        var merged = MergedDocument.of(List.of(payment, session));

        assertThat(merged.at("/components/schemas").propertyNames())
                .containsExactlyInAnyOrder(
                        "Problem", "Own", "PaymentItem", "SessionItem", "PaymentPage", "SessionPage");
        assertThat(merged.at("/components/schemas/SessionPage/properties/items/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/SessionItem");
        assertThat(merged.at("/paths/~1a/get/responses/200/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/PaymentPage");
        assertThat(merged.at("/paths/~1a/get/operationId").asString()).isEqualTo("paymentList");
        assertThat(merged.at("/paths/~1b/get/operationId").asString()).isEqualTo("sessionList");
    }

    @Test
    void theOrderChangesNothing() {
        assertThat(MergedDocument.of(List.of(session, payment)))
                .isEqualTo(MergedDocument.of(List.of(payment, session)));
    }

    @Test
    void whatWasHandedOverIsLeftAlone() {
        var before = payment.document().toString();

        MergedDocument.of(List.of(payment, session));

        assertThat(payment.document().toString()).isEqualTo(before);
    }
}
