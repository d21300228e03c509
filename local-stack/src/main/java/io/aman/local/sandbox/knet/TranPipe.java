package io.aman.local.sandbox.knet;

import io.aman.local.sandbox.provider.Reply;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Inquiries (action 8) and refunds (action 2): XML in, and XML without a root element out. */
final class TranPipe {
    private static final String INQUIRY = "8";
    private static final String REFUND = "2";

    private final KnetState state;
    private final KnetTerminal terminal;

    TranPipe(KnetState state, KnetTerminal terminal) {
        this.state = state;
        this.terminal = terminal;
    }

    Reply serve(String xml) {
        try {
            var request = parsed(xml);
            terminal.requireId(request.getOrDefault("id", ""));
            terminal.requirePassword(request.getOrDefault("password", ""));
            var trackId = request.getOrDefault("trackid", "");
            if (!"TrackID".equals(request.get("udf5")) || !trackId.equals(request.get("transid"))) {
                throw KnetError.invalidData();
            }
            long fils = Fils.parse(request.getOrDefault("amt", ""));
            return switch (request.getOrDefault("action", "")) {
                case INQUIRY -> inquiry(trackId, fils);
                case REFUND -> refund(trackId, fils);
                default -> throw KnetError.action();
            };
        } catch (KnetError e) {
            return failed(e);
        }
    }

    private Reply inquiry(String trackId, long fils) {
        var payment = state.find(trackId).filter(known -> known.fils() == fils).orElseThrow(KnetError::notFound);
        return switch (payment.status()) {
            case PENDING -> throw KnetError.notFound();
            case CAPTURED -> xml(payment, "SUCCESS", payment.fils());
            case NOT_CAPTURED, REVERSED -> xml(payment, "FAILURE(NOT CAPTURED)", payment.fils());
            case CANCELED -> xml(payment, "FAILURE(CANCELED)", payment.fils());
            case SUSPECTED -> xml(payment, "FAILURE(SUSPECTED)", payment.fils());
            case HOST_TIMEOUT -> xml(payment, "HOST TIMEOUT", payment.fils());
        };
    }

    /** The same request twice is two refunds: KNET knows no key. */
    private Reply refund(String trackId, long fils) {
        return state.change(trackId, payment -> {
            if (payment.refundable() < fils) {
                throw KnetError.refundTooLarge();
            }
            payment.refund(fils);
            return xml(payment, "CAPTURED", fils);
        });
    }

    private static Reply xml(KnetPayment payment, String result, long fils) {
        var body = new StringBuilder(element("result", result));
        for (var name : new String[] {"auth", "ref"}) {
            body.append(element(name, payment.text(name)));
        }
        body.append(element("avr", "N"));
        for (var name : new String[] {"postdate", "tranid", "trackid"}) {
            body.append(element(name, payment.text(name)));
        }
        body.append(element("payid", payment.paymentId()));
        for (int i = 1; i <= 4; i++) {
            body.append(element("udf" + i, payment.asked("udf" + i)));
        }
        body.append(element("udf5", "TrackID")).append(element("amt", Fils.format(fils)));
        if (!payment.text("authRespCode").isEmpty()) {
            body.append(element("authRespCode", payment.text("authRespCode")));
        }
        return reply(200, body.toString());
    }

    static Reply failed(KnetError error) {
        return reply(
                200,
                element("error_code_tag", error.code())
                        + element("error_service_tag", "null")
                        + element("result", "!ERROR!-%s-%s".formatted(error.code(), error.text())));
    }

    private static Reply reply(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "text/xml; charset=utf-8"), body);
    }

    private static String element(String name, String text) {
        var escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        return "<%s>%s</%s>".formatted(name, escaped, name);
    }

    private static Map<String, String> parsed(String xml) {
        try {
            var root = builder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
            var fields = new LinkedHashMap<String, String>();
            var children = root.getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i) instanceof Element element) {
                    fields.put(element.getTagName(), element.getTextContent());
                }
            }
            return fields;
        } catch (SAXException | IOException _) {
            throw KnetError.invalidData();
        }
    }

    private static DocumentBuilder builder() {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null); // else it prints
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
