package io.aman.payment.provider.knet;

import java.io.IOException;
import java.io.StringReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** KNET's XML: a flat request, and a reply that lacks the root element. */
final class KnetXml {

    private KnetXml() {}

    static String request(Map<String, String> fields) {
        var xml = new StringBuilder("<request>");
        fields.forEach((name, value) -> xml.append('<')
                .append(name)
                .append('>')
                .append(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .append("</")
                .append(name)
                .append('>'));
        return xml.append("</request>").toString();
    }

    /**
     * The reply's fields.
     *
     * @return empty for what is no XML, has a document type or entities of its own, nests, or repeats a field
     */
    static Optional<Map<String, String>> reply(String body) {
        try {
            var source = new InputSource(new StringReader("<reply>" + body + "</reply>"));
            var children = builder().parse(source).getDocumentElement().getChildNodes();
            var fields = new LinkedHashMap<String, String>();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i) instanceof Element element
                        && (element.getElementsByTagName("*").getLength() > 0
                                || fields.putIfAbsent(
                                                element.getTagName(),
                                                element.getTextContent().strip())
                                        != null)) {
                    return Optional.empty();
                }
            }
            return Optional.of(Collections.unmodifiableMap(fields));
        } catch (SAXException | IOException _) {
            return Optional.empty();
        }
    }

    private static DocumentBuilder builder() {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null); // the default one prints
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK has an XML parser", e);
        }
    }
}
