package io.aman.notification.template;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a filled-in HTML part may be: well-formed, within our layout, of few elements, with no link but those of the message.
 * Judged after filling in marks, so that a mark found anywhere but in text between {@code <bdi>} tells of a fact that would
 * be taken for markup, an address or a style.
 */
final class HtmlRules {

    private static final Set<String> ELEMENTS = Set.of(
            "a", "b", "bdi", "br", "div", "em", "h1", "h2", "h3", "hr", "i", "li", "ol", "p", "small", "span", "strong",
            "table", "tbody", "td", "th", "thead", "tr", "ul");
    private static final Set<String> ATTRIBUTES = Set.of(
            "align",
            "border",
            "cellpadding",
            "cellspacing",
            "colspan",
            "dir",
            "href",
            "lang",
            "role",
            "rowspan",
            "style",
            "title",
            "valign",
            "width");
    private static final Pattern STYLE = Pattern.compile("[-a-z0-9#%.,:;'\" ]*");

    private final Language language;
    private final Map<String, String> marks;
    private final Set<String> links;
    private final List<Fault> faults = new ArrayList<>();

    private HtmlRules(Language language, Map<String, String> marks, Set<String> links) {
        this.language = language;
        this.marks = marks;
        this.links = links;
    }

    /**
     * @param html filled in
     * @param marks what stands in it for each fact
     * @param links what stands in it for our own links
     */
    static List<Fault> faults(Language language, String html, Map<String, String> marks, Set<String> links) {
        var rules = new HtmlRules(language, marks, links);
        try {
            rules.check(parse(html));
        } catch (SAXException e) {
            rules.fault("not-well-formed", "It is no well-formed XHTML: " + e.getMessage());
        }
        return rules.faults;
    }

    private void check(Document document) {
        var body = (Element) document.getElementsByTagName("body").item(0);
        var inside = elements(body);
        if (document.getElementsByTagName("body").getLength() != 1
                || inside.size() != 1
                || elements(document.getDocumentElement()).size() != 2) {
            fault("layout-missing", "It ends the layout before its end.");
            return;
        }
        inside.getFirst().normalize();
        children(inside.getFirst());
    }

    private void children(Node parent) {
        for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            switch (child.getNodeType()) {
                case Node.TEXT_NODE -> text(child);
                case Node.ELEMENT_NODE -> element((Element) child);
                default -> fault("element-refused", "There are neither comments nor instructions.");
            }
        }
    }

    private void element(Element element) {
        if (!ELEMENTS.contains(element.getTagName())) {
            fault("element-refused", "There is no <%s>.".formatted(element.getTagName()));
        }
        var attributes = element.getAttributes();
        for (var i = 0; i < attributes.getLength(); i++) {
            attribute((Attr) attributes.item(i));
        }
        children(element);
    }

    private void attribute(Attr attribute) {
        var value = attribute.getValue();
        var isAllowed = ATTRIBUTES.contains(attribute.getName())
                && switch (attribute.getName()) {
                    case "href" -> links.contains(value);
                    case "style" ->
                        STYLE.matcher(value.toLowerCase(Locale.ROOT)).matches() && !isMarked(value);
                    default ->
                        !isMarked(value) && links.stream().noneMatch(link -> !link.isEmpty() && value.contains(link));
                };
        if (!isAllowed) {
            fault(
                    "attribute-refused",
                    "%s is not allowed, or not so; a link is one of the message's own.".formatted(attribute.getName()));
        }
    }

    private boolean isMarked(String value) {
        return marks.values().stream().anyMatch(value::contains);
    }

    private void text(Node text) {
        marks.forEach((name, mark) -> {
            if (text.getTextContent().contains(mark) && !isIsolated(text)) {
                fault("not-isolated", "{{%s}} stands in <bdi>.".formatted(name));
            }
        });
    }

    private static boolean isIsolated(Node node) {
        for (var parent = node.getParentNode(); parent != null; parent = parent.getParentNode()) {
            if (parent.getNodeName().equals("bdi")) {
                return true;
            }
        }
        return false;
    }

    private static List<Element> elements(Node parent) {
        var elements = new ArrayList<Element>();
        for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private void fault(String rule, String detail) {
        faults.add(Fault.of(language, Part.HTML, rule, detail));
    }

    /** The document type is the layout's own, and of no other file. */
    private static Document parse(String html) throws SAXException {
        var factory = DocumentBuilderFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(html)));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
