package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.expr.Call;
import dev.brine.engine.render.jinja.expr.Expr;
import dev.brine.engine.render.jinja.expr.ExpressionParser;
import dev.brine.engine.render.jinja.expr.FilterCall;
import dev.brine.engine.render.jinja.expr.Target;
import dev.brine.engine.render.jinja.expr.TargetParser;
import dev.brine.engine.render.jinja.lex.Syntax;
import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.lex.Token;
import dev.brine.engine.render.jinja.lex.TokenStream;
import dev.brine.engine.render.jinja.lex.TokenType;
import java.util.ArrayList;
import java.util.List;

/** Reads the statements of one file, with the grammar and the error texts of Jinja 3.1 and Salt's own tags. */
final class StatementParser {
    private final TokenStream stream;
    private final ExpressionParser expressions;
    private final TargetParser targets;
    private final FileTags files;
    private final OpenTags open;
    private final List<BlockBody> blocks = new ArrayList<>();
    private boolean extending;
    private int loops;

    StatementParser(Syntax syntax, String text) {
        stream = new TokenStream(syntax, text);
        expressions = new ExpressionParser(stream);
        targets = expressions.targets();
        files = new FileTags(stream, expressions);
        open = new OpenTags(stream);
    }

    /** Blocks in the order of their beginnings. */
    List<BlockBody> blocks() {
        return blocks;
    }

    boolean isExtending() {
        return extending;
    }

    Body parse() {
        return body();
    }

    /** Statements up to one of the end words, which stays current; without end words up to the end of the text. */
    private Body body(String... ends) {
        if (ends.length > 0) {
            open.pushEnds(ends);
        }
        List<Statement> statements = new ArrayList<>();
        List<Object> pieces = new ArrayList<>();
        int piecesLine = 1;
        while (!stream.at(TokenType.EOF)) {
            Token token = stream.current();
            if (pieces.isEmpty()) {
                piecesLine = token.line();
            }
            switch (token.type()) {
                case DATA -> pieces.add(stream.next().text());
                case VARIABLE_BEGIN -> {
                    stream.next();
                    pieces.add(expressions.tuple());
                    stream.expect(TokenType.VARIABLE_END);
                }
                default -> {
                    flush(pieces, statements, piecesLine);
                    stream.next();
                    if (atAny(ends)) {
                        open.popEnds();
                        return new Body(statements);
                    }
                    statements.add(statement());
                    stream.expect(TokenType.BLOCK_END);
                }
            }
        }
        flush(pieces, statements, piecesLine);
        if (ends.length > 0) {
            open.popEnds();
        }
        return new Body(statements);
    }

    private static void flush(List<Object> pieces, List<Statement> statements, int line) {
        if (!pieces.isEmpty()) {
            statements.add(new Output(pieces, line));
            pieces.clear();
        }
    }

    private boolean atAny(String... words) {
        for (String word : words) {
            if (stream.atName(word)) {
                return true;
            }
        }
        return false;
    }

    /** The body of a tag: rest of the head, statements, and one of the end words, which stays current. */
    private Body tagBody(String... ends) {
        stream.skipIf(TokenType.COLON);
        stream.expect(TokenType.BLOCK_END);
        Body body = body(ends);
        if (stream.at(TokenType.EOF)) {
            throw open.unexpectedEnd(ends);
        }
        return body;
    }

    private Body wholeBody(String end) {
        Body body = tagBody(end);
        stream.next();
        return body;
    }

    private Statement statement() {
        Token token = stream.current();
        if (!token.is(TokenType.NAME)) {
            throw new TemplateSyntaxException("tag name expected", token.line());
        }
        open.push(token.text());
        Statement statement = switch (token.text()) {
            case "for" -> loop();
            case "if" -> condition();
            case "block" -> block();
            case "extends" -> extend();
            case "print" -> print();
            case "macro" -> macro();
            case "include" -> files.include();
            case "from" -> files.fromImport();
            case "import" -> files.importFile();
            case "set" -> set();
            case "with" -> with();
            case "autoescape" -> autoescape();
            case "call" -> callBlock();
            case "filter" -> filterBlock();
            case "do" -> new Do(afterTag().tuple(), token.line());
            case "break" -> jump(Flow.BREAK);
            case "continue" -> jump(Flow.CONTINUE);
            case "load_yaml", "load_json", "load_text" -> load();
            case "import_yaml", "import_json", "import_text" -> files.importData();
            case "profile" -> profile();
            default -> null;
        };
        open.pop();
        if (statement == null) {
            throw open.unknownTag(token);
        }
        return statement;
    }

    private ExpressionParser afterTag() {
        stream.next();
        return expressions;
    }

    private Statement jump(Flow flow) {
        int line = stream.next().line();
        if (loops == 0) {
            throw TemplateSyntaxException.ofPython(
                    flow == Flow.BREAK ? "'break' outside loop" : "'continue' not properly in loop", line);
        }
        return new Jump(flow, line);
    }

    /** The body of something that Python runs as a function of its own: a loop outside does not count there. */
    private Body functionBody(String end) {
        int outside = loops;
        loops = 0;
        Body body = wholeBody(end);
        loops = outside;
        return body;
    }

    private Statement loop() {
        int line = stream.next().line();
        Target target = targets.target(true);
        stream.expectName("in");
        Expr items = expressions.tupleWithoutCondition();
        For.Condition condition = null;
        if (stream.skipIfName("if")) {
            condition = new For.Condition(target.copy(), expressions.expression());
        }
        boolean recursive = stream.skipIfName("recursive");
        loops++;
        Body body = tagBody("endfor", "else");
        loops--;
        Body otherwise = stream.next().isName("endfor") ? null : wholeBody("endfor");
        return new For(target, items, condition, recursive, body, otherwise, line);
    }

    private Statement condition() {
        int line = stream.next().line();
        List<If.Branch> branches = new ArrayList<>();
        int branchLine = line;
        while (true) {
            Expr test = expressions.tupleWithoutCondition();
            Body body = tagBody("elif", "else", "endif");
            branches.add(new If.Branch(test, body, branchLine));
            Token end = stream.next();
            if (end.isName("elif")) {
                branchLine = stream.line();
                continue;
            }
            Body otherwise = end.isName("else") ? wholeBody("endif") : Body.EMPTY;
            return new If(branches, otherwise, line);
        }
    }

    private Statement set() {
        int line = stream.next().line();
        Target target = targets.targetOrAttribute();
        if (stream.skipIf(TokenType.ASSIGN)) {
            return new Set(target, expressions.tuple(), line);
        }
        FilterCall filter = expressions.optionalFilters();
        return new SetBlock(target, filter, wholeBody("endset"), line);
    }

    private Statement with() {
        int line = stream.next().line();
        List<Target> names = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        while (!stream.at(TokenType.BLOCK_END)) {
            if (!names.isEmpty()) {
                stream.expect(TokenType.COMMA);
            }
            names.add(targets.target(true));
            stream.expect(TokenType.ASSIGN);
            values.add(expressions.expression());
        }
        return new With(names, values, wholeBody("endwith"), line);
    }

    private Statement autoescape() {
        int line = stream.next().line();
        expressions.expression();
        return new Scope(wholeBody("endautoescape"), line);
    }

    private Statement block() {
        int line = stream.next().line();
        String name = stream.expect(TokenType.NAME).text();
        boolean scoped = stream.skipIfName("scoped");
        boolean required = stream.skipIfName("required");
        if (stream.at(TokenType.SUB)) {
            throw stream.fail(
                    "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an"
                            + " underscore instead.");
        }
        int place = blocks.size();
        Body body = functionBody("endblock");
        if (required && !isBlank(body)) {
            throw stream.fail("Required blocks can only contain comments or whitespace");
        }
        stream.skipIfName(name);
        BlockBody content = new BlockBody(name, body, line);
        blocks.add(place, content);
        return new Block(content, scoped, required, line);
    }

    private static boolean isBlank(Body body) {
        return body.parts().stream().allMatch(part -> part instanceof Output output && output.isBlank());
    }

    private Statement extend() {
        extending = true;
        int line = stream.next().line();
        return new Extends(expressions.expression(), line);
    }

    private Statement print() {
        int line = stream.next().line();
        List<Object> pieces = new ArrayList<>();
        while (!stream.at(TokenType.BLOCK_END)) {
            if (!pieces.isEmpty()) {
                stream.expect(TokenType.COMMA);
            }
            pieces.add(expressions.expression());
        }
        return new Output(pieces, line);
    }

    private Statement macro() {
        int line = stream.next().line();
        String name = targets.nameTarget().text();
        Parameters parameters = Parameters.read(stream, expressions);
        MacroBody body = parameters.of(functionBody("endmacro"), line);
        return new Macro(name, body, line);
    }

    private Statement callBlock() {
        int line = stream.next().line();
        Parameters parameters = stream.at(TokenType.LPAREN) ? Parameters.read(stream, expressions) : Parameters.NONE;
        if (!(expressions.expression() instanceof Call call)) {
            throw new TemplateSyntaxException("expected call", line);
        }
        return new CallBlock(call, parameters.of(functionBody("endcall"), line), line);
    }

    private Statement filterBlock() {
        int line = stream.next().line();
        FilterCall filter = expressions.blockFilter();
        return new FilterBlock(filter, wholeBody("endfilter"), line);
    }

    private Statement load() {
        Token tag = stream.next();
        stream.expectName("as");
        Target target = targets.target(false);
        return new Load(tag.text(), target, functionBody("endload"), tag.line());
    }

    private Statement profile() {
        int line = stream.next().line();
        stream.expectName("as");
        Expr label = expressions.expression();
        return new Profile(label, "profile block", wholeBody("endprofile"), line);
    }
}
