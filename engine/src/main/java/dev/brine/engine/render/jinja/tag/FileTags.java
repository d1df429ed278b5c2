package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.expr.ExpressionParser;
import dev.brine.engine.render.jinja.expr.TargetParser;
import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.lex.Token;
import dev.brine.engine.render.jinja.lex.TokenStream;
import dev.brine.engine.render.jinja.lex.TokenType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tags that name other files: {@code include}, {@code import}, {@code from}, {@code import_yaml} and its kin. */
final class FileTags {
    private final TokenStream stream;
    private final ExpressionParser expressions;
    private final TargetParser targets;

    FileTags(TokenStream stream, ExpressionParser expressions) {
        this.stream = stream;
        this.expressions = expressions;
        this.targets = expressions.targets();
    }

    Statement include() {
        int line = stream.next().line();
        Expr template = expressions.expression();
        boolean ignoreMissing = false;
        if (stream.atName("ignore") && stream.look().isName("missing")) {
            ignoreMissing = true;
            stream.skip(2);
        }
        return new Include(template, ignoreMissing, context(true), line);
    }

    private boolean context(boolean otherwise) {
        if ((stream.atName("with") || stream.atName("without")) && stream.look().isName("context")) {
            boolean with = stream.next().isName("with");
            stream.next();
            return with;
        }
        return otherwise;
    }

    Statement importFile() {
        return importFile(null);
    }

    private Import importFile(@Nullable String filter) {
        int line = stream.next().line();
        Expr template = expressions.expression();
        stream.expectName("as");
        String name = targets.nameTarget().text();
        return new Import(template, name, context(false), filter, line);
    }

    /** Salt 3006: {@code import_yaml 'x' as y} is an import whose text is read afterwards. */
    Statement importData() {
        String tag = stream.current().text();
        return importFile("load_" + tag.substring("import_".length()));
    }

    Statement fromImport() {
        int line = stream.next().line();
        Expr template = expressions.expression();
        stream.expectName("import");
        List<FromImport.Imported> names = new ArrayList<>();
        Boolean withContext = null;
        while (withContext == null) {
            if (!names.isEmpty()) {
                stream.expect(TokenType.COMMA);
            }
            if (!stream.at(TokenType.NAME)) {
                stream.expect(TokenType.NAME);
            }
            withContext = importContext();
            if (withContext != null) {
                break;
            }
            names.add(imported());
            withContext = importContext();
            if (withContext == null && !stream.at(TokenType.COMMA)) {
                withContext = false;
            }
        }
        return new FromImport(template, names, withContext, line);
    }

    private @Nullable Boolean importContext() {
        boolean next = (stream.atName("with") || stream.atName("without"))
                && stream.look().isName("context");
        return next ? (Boolean) context(false) : null;
    }

    private FromImport.Imported imported() {
        Token name = targets.nameTarget();
        if (name.text().startsWith("_")) {
            throw new TemplateSyntaxException("names starting with an underline can not be imported", name.line());
        }
        String alias = stream.skipIfName("as") ? targets.nameTarget().text() : name.text();
        return new FromImport.Imported(name.text(), alias);
    }
}
