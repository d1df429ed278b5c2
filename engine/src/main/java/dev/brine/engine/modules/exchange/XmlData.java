package dev.brine.engine.modules.exchange;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** XML as plain values: elements by name, texts as texts, attributes left out. Salt 3006: utils/xmlutil.py. */
final class XmlData {
    private XmlData() {}

    /**
     * What is in the outermost element, a map for each element in it.
     *
     * @throws IOException when it is no XML, or has a document type, which could name files and addresses
     */
    static List<Object> of(String text) throws IOException {
        List<Object> items = new ArrayList<>();
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            Element root =
                    builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
            elements(root).forEach(each -> items.add(map(each)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e.getMessage(), e);
        }
        return items;
    }

    private static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static @Nullable Object text(Element leaf) {
        return leaf.hasChildNodes() ? leaf.getTextContent() : null;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Element element) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Element> children = elements(element);
        if (children.isEmpty()) {
            map.put(element.getLocalName(), text(element));
        }
        for (Element child : children) {
            String name = child.getLocalName();
            if (!map.containsKey(name)) {
                map.put(name, elements(child).isEmpty() ? text(child) : map(child));
                continue;
            }
            // Salt 3006: from the second of a name on each is a map of its own, also a mere text
            if (!(map.get(name) instanceof List)) {
                List<Object> several = new ArrayList<>();
                several.add(map.get(name));
                map.put(name, several);
            }
            ((List<Object>) map.get(name)).add(map(child));
        }
        return map;
    }
}
