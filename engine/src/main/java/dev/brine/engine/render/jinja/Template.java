package dev.brine.engine.render.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.output.OutputNode;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;
import com.hubspot.jinjava.tree.parse.DefaultTokenScannerSymbols;
import com.hubspot.jinjava.tree.parse.TextToken;
import com.hubspot.jinjava.tree.parse.TokenScannerSymbols;
import dev.brine.engine.render.jinja.tag.FileBody;

/**
 * A parsed template: the root node that Jinjava's interpreter renders. Immutable; keep it and render it from any thread. Made by
 * {@link JinjaEngine#parse}.
 */
public final class Template extends Node {
    private static final TokenScannerSymbols SYMBOLS = new DefaultTokenScannerSymbols();

    private final transient FileBody body;
    private final String text;

    Template(FileBody body, String text) {
        super(new TextToken("", 1, 1, SYMBOLS), 1, 1);
        this.body = body;
        this.text = text;
    }

    FileBody body() {
        return body;
    }

    /** The text it was made from. */
    public String text() {
        return text;
    }

    @Override
    public OutputNode render(JinjavaInterpreter interpreter) {
        return new RenderedOutputNode(interpreter.render(this));
    }

    @Override
    public String getName() {
        return "Template";
    }
}
