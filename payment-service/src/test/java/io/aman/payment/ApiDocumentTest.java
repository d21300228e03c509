package io.aman.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.DocumentedApi;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class ApiDocumentTest extends SandboxedService {

    @LocalServerPort
    private int servicePort;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping controllers;

    @Test
    void everyOperationIsDocumentedWithASummaryAndItsRefusals() {
        assertThat(DocumentedApi.of(servicePort, controllers).flaws()).isEmpty();
    }
}
