package dev.brine.engine.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.call.Parameter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users' Python modules see, give and are called by. */
class PythonFunctionsTest {
    @TempDir
    Path directory;

    private PythonSite site;

    @BeforeEach
    void open() throws IOException {
        site = PythonSite.open(directory, Map.of());
    }

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void aFunctionIsCalledWithItsArguments() throws IOException {
        site.module("hello", """
                def world(name="World", *args, **kwargs):
                    return [name, args, kwargs]
                """);
        Call call = Call.local("hello.world", site.functions());
        Outcome outcome = site.functions().invoke(List.of("you", 1L), Map.of("k", List.of("v")), call);
        assertThat(outcome.value()).isEqualTo(List.of("you", List.of(1L), Map.of("k", List.of("v"))));
    }

    @Test
    void pythonsTypesBecomePlainValues() throws IOException {
        site.module("types", """
                import datetime
                def all():
                    return [None, True, 5, -5, 2**63, 2**70, 1.5, "é☃", b"\\xff\\x00", (1, 2), {3},
                            datetime.datetime(2026, 1, 2, 3, 4, 5), {"a": {1: "b"}}, ValueError("v")]
                """);
        List<?> values = (List<?>) site.value("types.all");
        assertThat(values.subList(0, 8))
                .isEqualTo(Arrays.asList(
                        null,
                        true,
                        5L,
                        -5L,
                        BigInteger.TWO.pow(63),
                        BigInteger.TWO.pow(70).toString(),
                        1.5,
                        "é☃"));
        assertThat(values.get(8)).isEqualTo(new byte[] {(byte) 0xff, 0});
        assertThat(values.subList(9, 14))
                .isEqualTo(List.of(
                        List.of(1L, 2L),
                        List.of(3L),
                        LocalDateTime.of(2026, 1, 2, 3, 4, 5),
                        Map.of("a", Map.of(1L, "b")),
                        "v"));
    }

    @Test
    void plainValuesBecomePythonsTypes() throws IOException {
        site.module("types", """
                def names(value):
                    return [type(each).__name__ for each in value]
                """);
        List<Object> values = Arrays.asList(
                null,
                true,
                5L,
                BigInteger.TWO.pow(63),
                1.5,
                "x",
                new byte[] {(byte) 0xff},
                List.of(1L),
                Map.of("a", 1L),
                LocalDateTime.of(2026, 1, 2, 3, 4));
        assertThat(site.value("types.names", values))
                .isEqualTo(
                        List.of("NoneType", "bool", "int", "int", "float", "str", "bytes", "list", "dict", "datetime"));
    }

    @Test
    void namesWithTwoUnderscoresAreThere() throws IOException {
        site.module("dunders", """
                def all():
                    return [__grains__["id"], __grains__.get("nosuch", "-"), __pillar__["secret"], __opts__["test"],
                            sorted(__grains__.value()), "id" in __grains__, isinstance(__opts__, dict)]
                """);
        assertThat(site.value("dunders.all")).isEqualTo(List.of("web1", "-", "s3", false, List.of("id"), true, true));
    }

    @Test
    void otherFunctionsAreCalledThroughSalt() throws IOException {
        site.module("other", "def double(x):\n    return x * 2\n").module("caller", """
                def all():
                    return [__salt__["test.ping"](), __salt__["other.double"](21), __salt__.test.echo("a"),
                            "test.ping" in __salt__, "no.such" in __salt__, __salt__.get("no.such", "-"),
                            "caller.all" in list(__salt__)]
                """);
        assertThat(site.value("caller.all")).isEqualTo(List.of(true, 42L, "a", true, false, "-", true));
    }

    @Test
    void aFunctionThatIsNotThereIsAKeyError() throws IOException {
        site.module("caller", "def f():\n    return __salt__['no.such']()\n");
        assertThat(site.run("caller.f").value())
                .asString()
                .contains("Traceback")
                .endsWith("KeyError: 'no.such'\n");
    }

    @Test
    void whatACalledFunctionThrowsIsCaughtInPython() throws IOException {
        site.module("caller", """
                from salt.exceptions import CommandExecutionError
                def f():
                    try:
                        __salt__["test.fail"]()
                    except CommandExecutionError as exc:
                        return "caught " + str(exc)
                def wrong():
                    try:
                        __salt__["test.echo"](nosuch=1)
                    except TypeError as exc:
                        return str(exc)
                """);
        assertThat(site.value("caller.f")).isEqualTo("caught the built-in one failed");
        assertThat(site.value("caller.wrong")).asString().startsWith("echo() ");
    }

    @Test
    void theContextLivesAsLongAsTheJob() throws IOException {
        site.module("ctx", """
                def count():
                    __context__["ctx.n"] = __context__.get("ctx.n", 0) + 1
                    __context__["ctx.object"] = object()
                    return __context__["ctx.n"]
                """);
        Call job = Call.local("ctx.count", site.functions());
        assertThat(site.run(job).value()).isEqualTo(1L);
        assertThat(site.run(job.nested("ctx.count")).value()).isEqualTo(2L);
        assertThat(site.run("ctx.count").value()).isEqualTo(1L);
    }

    @Test
    void theReturnCodeIsInTheContext() throws IOException {
        site.module("codes", """
                __outputter__ = {"own": "txt"}
                def own():
                    __context__["retcode"] = 42
                    return "x"
                def called():
                    return __salt__["test.code"](7)
                """);
        assertThat(site.run("codes.own"))
                .satisfies(outcome -> assertThat(outcome.retcode()).isEqualTo(42))
                .satisfies(outcome -> assertThat(outcome.out()).isEqualTo("txt"));
        assertThat(site.run("codes.called").retcode()).isEqualTo(7);
    }

    @Test
    void exceptionsAreShownInSaltsWords() throws IOException {
        site.module("bad", """
                from salt.exceptions import CommandExecutionError, CommandNotFoundError, SaltInvocationError
                def execution():
                    raise CommandExecutionError("it failed")
                def invocation():
                    raise SaltInvocationError("that makes no sense")
                def command():
                    raise CommandNotFoundError("frobnicate")
                def other():
                    raise ValueError("boom")
                def arguments(a):
                    '''The doc.'''
                def leaves():
                    raise SystemExit(3)
                """);
        assertThat(site.run("bad.execution").value()).isEqualTo("ERROR: it failed");
        assertThat(site.run("bad.invocation").value())
                .isEqualTo("ERROR executing 'bad.invocation': that makes no sense");
        assertThat(site.run("bad.command").value())
                .isEqualTo("Command required for 'bad.command' not found: frobnicate");
        assertThat(site.run("bad.other").value())
                .isEqualTo("The minion function caused an exception: Traceback (most recent call last):\n  File \""
                        + site.extmods.resolve("modules/bad.py") + "\", line 9, in other\n"
                        + "    raise ValueError(\"boom\")\nValueError: boom\n");
        assertThat(site.run("bad.arguments"))
                .isInstanceOf(Outcome.Refused.class)
                .extracting(Outcome::value)
                .isEqualTo("Passed invalid arguments to bad.arguments: arguments() missing 1 required positional"
                        + " argument: 'a'\n\nThe doc.");
        assertThat(site.run("bad.leaves").value()).asString().contains("it called exit(3)");
    }

    @Test
    void whatAnExceptionKnowsBesideIsShownBelowIt() throws IOException {
        site.module("bad", """
                from salt.exceptions import CommandExecutionError
                def tells(message):
                    raise CommandExecutionError(message, info={"a": 1, "errors": ["x", {"y": None}], "changes": {}})
                def states():
                    try:
                        tells("no!")
                    except CommandExecutionError as exc:
                        return exc.strerror_without_changes
                """);
        assertThat(site.run("bad.tells", "it failed").value()).isEqualTo("""
                ERROR: it failed. Additional info follows:

                a:
                    1
                changes:
                    ----------
                errors:
                    - x
                    |_
                      ----------
                      y:
                          None""");
        assertThat(site.value("bad.states"))
                .asString()
                .startsWith("no! Additional info follows:\n\na:\n    1\nerrors:\n");
    }

    @Test
    void modulesSayHowTheyAreCalledAndWhatTheyOffer() throws IOException {
        site.module("named", """
                import os.path
                from os.path import join
                __virtualname__ = "alias"
                __func_alias__ = {"list_": "list"}
                def __virtual__():
                    return __virtualname__
                def list_():
                    return 1
                def _private():
                    return 2
                """).module("chosen", "__all__ = ['a']\ndef a():\n    return 1\ndef b():\n    return 2\n");
        assertThat(site.functions().table().names())
                .contains("alias.list", "chosen.a", "test.ping")
                .noneMatch(name -> name.startsWith("named.") || name.equals("chosen.b") || name.contains("join"));
        assertThat(site.value("alias.list")).isEqualTo(1L);
    }

    @Test
    void aModuleThatIsNotLoadedSaysWhy() throws IOException {
        site.module("off", "def __virtual__():\n    return False, 'no such device'\ndef f():\n    return 1\n")
                .module("silent", "def __virtual__():\n    return False\n")
                .module("lacking", "import nosuchmodule\n")
                .module("broken", "def f(:\n")
                .module("good", "def f():\n    return 'good'\n");
        assertThat(site.run("off.f").value()).isEqualTo("'off' __virtual__ returned False: no such device");
        assertThat(site.run("silent.f").value()).isEqualTo("'silent' __virtual__ returned False");
        assertThat(site.run("lacking.f").value())
                .isEqualTo("'lacking' __virtual__ returned False: No module named 'nosuchmodule'");
        assertThat(site.run("broken.f").value()).asString().contains("invalid syntax");
        assertThat(site.value("good.f")).isEqualTo("good");
        assertThat(site.run("good.g").value()).isEqualTo("'good.g' is not available.");
    }

    @Test
    void virtualSeesGrainsAndFunctions() throws IOException {
        site.module("a", "def f():\n    return 1\n").module("b", """
                def __virtual__():
                    return __grains__["id"] == "web1" and "test.ping" in __salt__ and "a.f" in __salt__
                def f():
                    return 2
                """);
        assertThat(site.value("b.f")).isEqualTo(2L);
    }

    @Test
    void docsAndSignaturesAreKnown() throws IOException {
        site.module("hello", """
                def world(name, greeting="Hello", *args, **kwargs):
                    '''
                    Say hello.
                    '''
                """);
        Function function = site.functions().table().find("hello.world").orElseThrow();
        assertThat(function.doc().strip()).isEqualTo("Say hello.");
        assertThat(function.parameters())
                .containsExactly(
                        new Parameter("name", Parameter.Kind.NAMED, true, null),
                        new Parameter("greeting", Parameter.Kind.NAMED, false, "Hello"),
                        new Parameter("args", Parameter.Kind.REST, false, null),
                        new Parameter("kwargs", Parameter.Kind.KEYWORDS, false, null));
    }

    @Test
    void aModuleOfTheSameNameHidesTheBuiltInOne() throws IOException {
        site.module("test", "def ping():\n    return 'mine'\n");
        assertThat(site.value("test.ping")).isEqualTo("mine");
        assertThat(site.run("test.echo", "x").value()).isEqualTo("'test.echo' is not available.");
    }

    @Test
    void aModuleThatOnlyCallsItselfSoAddsToTheBuiltInOne() throws IOException {
        site.module("more", """
                __virtualname__ = "test"
                def __virtual__():
                    return __virtualname__
                def extra():
                    return "more"
                """);
        assertThat(site.value("test.ping")).isEqualTo(true);
        assertThat(site.value("test.extra")).isEqualTo("more");
    }

    @Test
    void utilitiesAreFoundAmongUsersOwnAndOurs() throws IOException {
        site.write("utils", "mine", "def twice(x):\n    return x * 2\n").module("caller", """
                import salt.utils.path
                import salt.utils.platform
                def f():
                    return [__utils__["mine.twice"](4), __utils__["stringutils.to_str"](b"x"),
                            salt.utils.path.which("sh") is not None, salt.utils.platform.is_windows()]
                """);
        assertThat(site.value("caller.f")).isEqualTo(List.of(8L, "x", true, false));
    }

    @Test
    void everythingThatIsBroughtOfSaltCanBeImported() throws IOException {
        site.module("all", """
                import importlib, sys
                def f():
                    bundle = [each for each in sys.meta_path if type(each).__name__ == "Bundled"][0]
                    failed, names = [], [name.rstrip(".") for name in bundle.sources if name.startswith("salt")]
                    for name in names:
                        try:
                            importlib.import_module(name)
                        except Exception as exc:
                            failed.append(name + ": " + str(exc))
                    return [len(names) > 50, failed]
                """);
        assertThat(site.value("all.f")).isEqualTo(List.of(true, List.of()));
    }

    @Test
    void whatIsNotBroughtOfSaltIsSaid() throws IOException {
        site.module("wants", "import salt.utils.vmware\ndef f():\n    return 1\n");
        assertThat(site.run("wants.f").value())
                .isEqualTo(
                        "'wants' __virtual__ returned False: No module named 'salt.utils.vmware': Brine brings only a"
                                + " part of salt");
    }

    @Test
    void partsOfSaltThatModulesImportActOnTheDaemon() throws IOException {
        site.module("wide", """
                import salt.config, salt.loader, salt.modules.cmdmod, salt.utils.jid, salt.utils.url, salt.payload
                from salt.state import STATE_INTERNAL_KEYWORDS
                def f():
                    mods = salt.loader.minion_mods(__opts__)
                    return [mods["test.ping"](), salt.config.minion_config("/etc/salt/minion")["id"],
                            salt.loader.grains(__opts__)["id"], "watch" in STATE_INTERNAL_KEYWORDS,
                            salt.modules.cmdmod._run_quiet("echo a b"), salt.utils.jid.is_jid(salt.utils.jid.gen_jid()),
                            salt.utils.url.parse("salt://a?saltenv=dev"), salt.payload.loads(salt.payload.dumps({"a": [1]}))]
                """);
        assertThat(site.value("wide.f"))
                .isEqualTo(List.of(
                        true, "web1", "web1", true, "a b", true, List.of("a", "dev"), Map.of("a", List.of(1L))));
    }

    @Test
    void yamlAndJsonAreReadWithoutAnythingInstalled() throws IOException {
        site.module("texts", """
                import salt.utils.json
                def f(text):
                    return salt.utils.json.loads(text)
                """);
        assertThat(site.value("texts.f", "{\"a\": [1, null]}")).isEqualTo(Map.of("a", Arrays.asList(1L, null)));
    }

    @Test
    void functionsThatDependOnWhatIsMissingAreNotThere() throws IOException {
        site.module("deps", """
                from salt.utils.decorators import depends
                HAS = False
                @depends(HAS)
                def gone():
                    return 1
                def _fallback():
                    return "fallback"
                @depends("nosuchname", fallback_function=_fallback)
                def replaced():
                    return 2
                @depends("HAS")
                def there():
                    return 3
                """);
        assertThat(site.functions().table().find("deps.gone")).isEmpty();
        assertThat(site.value("deps.replaced")).isEqualTo("fallback");
        assertThat(site.value("deps.there")).isEqualTo(3L);
    }

    @Test
    void initIsCalledWithTheOptions() throws IOException {
        site.module("started", """
                SEEN = []
                def __init__(opts):
                    SEEN.append(opts["id"])
                def f():
                    return SEEN
                """);
        assertThat(site.value("started.f")).isEqualTo(List.of("web1"));
    }

    @Test
    void changedFilesAreUsedAfterARefresh() throws IOException {
        site.module("hello", "def f():\n    return 1\n");
        assertThat(site.value("hello.f")).isEqualTo(1L);
        site.module("hello", "def f():\n    return 2\ndef g():\n    return 3\n");
        assertThat(site.value("hello.f")).isEqualTo(2L);
        assertThat(site.value("hello.g")).isEqualTo(3L);
    }

    @Test
    void largeValuesGoThrough() throws IOException {
        site.module("big", "def f(text):\n    return text + 'b' * 3000000\n");
        String text = "a".repeat(3_000_000);
        assertThat(site.value("big.f", text).toString().getBytes(StandardCharsets.UTF_8))
                .hasSize(6_000_000);
    }

    @Test
    void aValueThatContainsItselfIsRefused() throws IOException {
        site.module("ring", "def f():\n    x = []\n    x.append(x)\n    return x\n");
        assertThat(site.run("ring.f").value()).asString().contains("contains itself");
    }
}
