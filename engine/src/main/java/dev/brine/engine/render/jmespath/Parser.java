package dev.brine.engine.render.jmespath;

import dev.brine.engine.render.jmespath.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds an expression's nodes by binding powers. For one expression. */
final class Parser {
    /** Whatever binds less ends a projection. */
    private static final int PROJECTION_STOP = 10;

    private static final int DEPTH = 200;

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int depth;

    Parser(String text) {
        this.text = text;
        this.tokens = new Lexer(text).tokens();
    }

    Node parse() {
        Node root = expression(0);
        if (kind() != Kind.EOF) {
            throw unexpected();
        }
        return root;
    }

    private Kind kind() {
        return tokens.get(at).kind();
    }

    private Kind ahead(int by) {
        return tokens.get(Math.min(at + by, tokens.size() - 1)).kind();
    }

    private Token take() {
        return tokens.get(at++);
    }

    private void expect(Kind kind) {
        if (kind() != kind) {
            throw unexpected();
        }
        at++;
    }

    private Node expression(int power) {
        if (++depth > DEPTH) {
            throw new JmesPathError("expression nested too deep");
        }
        Node left = prefix();
        while (power < kind().power) {
            left = infix(left);
        }
        depth--;
        return left;
    }

    private Node prefix() {
        if (kind() == Kind.EOF) {
            throw unexpected();
        }
        Token token = take();
        return switch (token.kind()) {
            case LITERAL -> current -> token.value();
            case NAME -> new Node.Field((String) java.util.Objects.requireNonNull(token.value()));
            case QUOTED -> {
                if (kind() == Kind.LPAREN) {
                    throw unexpected();
                }
                yield new Node.Field(String.valueOf(token.value()));
            }
            case STAR ->
                Node.valueProjection(
                        Node.IDENTITY, kind() == Kind.RBRACKET ? Node.IDENTITY : afterProjection(Kind.STAR.power));
            case FILTER -> filter(Node.IDENTITY);
            case LBRACE -> mapping();
            case LPAREN -> {
                Node inside = expression(0);
                expect(Kind.RPAREN);
                yield inside;
            }
            case FLATTEN -> Node.projection(Node.flatten(Node.IDENTITY), afterProjection(Kind.FLATTEN.power));
            case NOT -> {
                Node inside = expression(Kind.NOT.power);
                yield current -> Node.isFalse(inside.eval(current));
            }
            case LBRACKET -> {
                if (kind() == Kind.NUMBER || kind() == Kind.COLON) {
                    yield indexed(Node.IDENTITY);
                }
                if (kind() == Kind.STAR && ahead(1) == Kind.RBRACKET) {
                    at += 2;
                    yield Node.projection(Node.IDENTITY, afterProjection(Kind.STAR.power));
                }
                yield Node.list(items(Kind.RBRACKET));
            }
            case CURRENT -> Node.IDENTITY;
            case EXPREF -> new Node.Reference(expression(Kind.EXPREF.power));
            default -> {
                at--;
                throw unexpected();
            }
        };
    }

    private Node infix(Node left) {
        Token token = take();
        switch (token.kind()) {
            case DOT:
                if (kind() == Kind.STAR) {
                    at++;
                    return Node.valueProjection(left, afterProjection(Kind.DOT.power));
                }
                return Node.chain(left, afterDot(Kind.DOT.power));
            case PIPE:
                return Node.chain(left, expression(Kind.PIPE.power));
            case OR: {
                Node right = expression(Kind.OR.power);
                return current -> {
                    Object value = left.eval(current);
                    return Node.isFalse(value) ? right.eval(current) : value;
                };
            }
            case AND: {
                Node right = expression(Kind.AND.power);
                return current -> {
                    Object value = left.eval(current);
                    return Node.isFalse(value) ? value : right.eval(current);
                };
            }
            case COMPARE:
                return Node.compare(token.text(), left, expression(Kind.COMPARE.power));
            case FLATTEN:
                return Node.projection(Node.flatten(left), afterProjection(Kind.FLATTEN.power));
            case FILTER:
                return filter(left);
            case LPAREN:
                return function(left);
            case LBRACKET:
                if (kind() == Kind.NUMBER || kind() == Kind.COLON) {
                    return indexed(left);
                }
                expect(Kind.STAR);
                expect(Kind.RBRACKET);
                return Node.projection(left, afterProjection(Kind.STAR.power));
            default:
                at--;
                throw unexpected();
        }
    }

    private Node filter(Node left) {
        Node condition = expression(0);
        expect(Kind.RBRACKET);
        Node right = kind() == Kind.FLATTEN ? Node.IDENTITY : afterProjection(Kind.FILTER.power);
        return Node.filterProjection(left, right, condition);
    }

    private Node function(Node left) {
        if (!(left instanceof Node.Field field)) {
            at--;
            throw unexpected();
        }
        List<Node> arguments = kind() == Kind.RPAREN ? new ArrayList<>() : items(Kind.RPAREN);
        if (arguments.isEmpty()) {
            expect(Kind.RPAREN);
        }
        return current -> {
            List<@Nullable Object> values = new ArrayList<>();
            arguments.forEach(argument -> values.add(argument.eval(current)));
            return Library.call(field.name(), values);
        };
    }

    private List<Node> items(Kind end) {
        List<Node> items = new ArrayList<>();
        while (true) {
            items.add(expression(0));
            if (kind() == end) {
                at++;
                return items;
            }
            expect(Kind.COMMA);
        }
    }

    private Node mapping() {
        Map<String, Node> items = new LinkedHashMap<>();
        while (true) {
            if (kind() != Kind.NAME && kind() != Kind.QUOTED) {
                throw unexpected();
            }
            String name = String.valueOf(take().value());
            expect(Kind.COLON);
            items.put(name, expression(0));
            if (kind() == Kind.RBRACE) {
                at++;
                return Node.map(items);
            }
            expect(Kind.COMMA);
        }
    }

    private Node indexed(Node left) {
        if (kind() != Kind.COLON && ahead(1) != Kind.COLON) {
            long index = (Long) java.util.Objects.requireNonNull(take().value());
            expect(Kind.RBRACKET);
            return Node.chain(left, Node.index(index));
        }
        @Nullable Long[] parts = new @Nullable Long[3];
        int part = 0;
        while (kind() != Kind.RBRACKET && part < 3) {
            if (kind() == Kind.COLON) {
                part++;
                if (part == 3) {
                    throw unexpected();
                }
                at++;
            } else if (kind() == Kind.NUMBER) {
                parts[part] = (Long) take().value();
            } else {
                throw unexpected();
            }
        }
        expect(Kind.RBRACKET);
        Node slice = Node.chain(left, new Node.Slice(parts[0], parts[1], parts[2]));
        return Node.projection(slice, afterProjection(Kind.STAR.power));
    }

    private Node afterProjection(int power) {
        if (kind().power < PROJECTION_STOP) {
            return Node.IDENTITY;
        }
        return switch (kind()) {
            case LBRACKET, FILTER -> expression(power);
            case DOT -> {
                at++;
                yield afterDot(power);
            }
            default -> throw unexpected();
        };
    }

    private Node afterDot(int power) {
        switch (kind()) {
            case NAME, QUOTED, STAR:
                return expression(power);
            case LBRACKET:
                at++;
                return Node.list(items(Kind.RBRACKET));
            case LBRACE:
                at++;
                return mapping();
            default:
                throw unexpected();
        }
    }

    private JmesPathError unexpected() {
        Token token = tokens.get(Math.min(at, tokens.size() - 1));
        if (token.kind() == Kind.EOF) {
            return new JmesPathError("Invalid jmespath expression: Incomplete expression:\n\"" + text + "\"\n"
                    + " ".repeat(text.length() + 1) + "^");
        }
        return new JmesPathError("Invalid jmespath expression: Parse error at column " + token.at() + ", token \""
                + token.text() + "\", for expression:\n\"" + text + "\"\n" + " ".repeat(token.at() + 1) + "^");
    }
}
