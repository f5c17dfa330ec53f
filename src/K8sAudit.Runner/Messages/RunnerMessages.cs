using System.Net;
using FalcoRules.Text;

namespace K8sAudit.Runner.Messages;

/// <summary>What the program says to its users, where it says it in more than one place or with more than a value in it.</summary>
internal static class RunnerMessages
{
    public const string IncompleteIdentity = "must implement both 'plugin_get_id' and 'plugin_get_event_source' or neither (event sourcing)";

    public static string IncompleteCapability(string capability, string[] symbols) =>
        $"must implement all of {string.Join(", ", symbols.Select(symbol => $"'{symbol}'"))} or none ({capability})";

    public static string MissingSymbol(string symbol) => $"required symbol not implemented: '{symbol}'";

    public static string RequestRefused(string plugin, string request, string reason) => $"plugin {plugin} has refused the request '{request}': {reason}";

    public static string InPlugin(string plugin, string text) => $"error in plugin {plugin}: {text}";

    public static string CannotLoadPlugin(string path, string reason) => $"cannot load plugin {path}: {reason}";

    public static string LibraryChanged(string path) =>
        $"plugin library {path} has changed; the new one is loaded beside the old one, which stays in memory until the program ends";

    public static string CannotLoadBeside(string path, string reason) =>
        $"plugin library {path} has changed, and the new one cannot be loaded while the old one is in use; restart the program to use it: {reason}";

    public static string EmptyConfiguration(string path) => $"configuration file {path} is empty now";

    public static string RulesAreLost(string path) => $"{path} is missing now, and rules_files names it; restore it, or remove it from rules_files";

    public static string EmptyRulesFile(string path) => $"rules file {path} is empty: it defines nothing";

    public static string CannotWritePid(string path, string reason) => $"could not write pid to pidfile {path}: {reason}";

    public static string NoFurtherThread(int threads, string reason) =>
        $"the input is evaluated by {threads} threads and no more, because a plugin cannot be initialized again: {reason}";

    public static string CannotInitialise(string plugin, string reason) => $"could not initialize plugin '{plugin}': {reason}";

    public static string CannotOpen(string plugin, string parameters, string reason) =>
        $"plugin '{plugin}' cannot open '{SensitiveText.Shown(parameters, Sensitivity.PluginAddress)}': {Without(parameters, reason)}";

    public static string EmptyBatch(string plugin) => $"unexpected 0 size event returned by plugin {plugin}: it reported success and gave no event";

    public static string MalformedEvent(string plugin) => $"malformed plugin event produced by plugin: '{plugin}'";

    public static string ForeignEvent(string plugin, uint expected, uint actual) =>
        $"unexpected plugin ID in plugin event: plugin='{plugin}', expected_id={expected}, actual_id={actual}";

    public static string ConfigurationType(string place, string expected, string found) => $"{place}: expected {expected}, found {found}";

    public static string QuotedConfigurationType(string place, string expected, string found) =>
        $"{ConfigurationType(place, expected, found)}, which is a string because of its quotes; remove them";

    public static string CannotReadConfiguration(string path, string reason) => $"configuration file {path}: {reason}";

    public static string NotAMapping(string location, string what, string found) => $"{location}: expected a mapping at the top of the {what}, found {found}";

    public static string IgnoredDocument(string location) => $"{location}: a configuration file has one document; this one and those after it are ignored";

    public static string DuplicateKey(string location, string key) => $"{location}: duplicate key '{key}'; keep one";

    public static string ConfigurationTooLarge(string location, int maxLength) =>
        $"{location}: with aliases and environment variables expanded, the values up to here have more than {maxLength} characters, which is the maximum";

    public static string OverrideLocation(string key) => $"-o {key}";

    public static string NotAnOverride(string option) =>
        $"{OverrideLocation(SecretText.Redact(option))}: expected key=value, key.subkey=value or list[0].key=value";

    public static string UnexpectedValue(string location, string path, string expected, string found) =>
        location == OverrideLocation(path) ? $"{location}: expected {expected}, found {found}" : $"{location}: {path}: expected {expected}, found {found}";

    public static string MissingKey(string location, string path, string? block) =>
        $"{location}: {(block is null ? "" : $"{block} is enabled, but ")}{path} is missing";

    public static string IncompleteMapping(string location, string path, string expected) => $"{location}: {path}: expected {expected}";

    public static string DuplicateEntry(string location, string path, string name) => $"{location}: {path} has '{name}' twice; keep one";

    public static string BothRulesFiles(string location) => $"{location}: both rules_files and rules_file are set; keep rules_files";

    public static string IncludesItself(string location, string path) => $"{location}: config_files includes the main configuration file itself: {path}";

    public static string NestedInclude(string location) => $"{location}: an included configuration file cannot have config_files";

    public static string UnknownPlugin(string location, string name, IEnumerable<string> known) =>
        $"{location}: load_plugins: expected the name of an entry of plugins ({string.Join(", ", known.DefaultIfEmpty("none"))}), found '{name}'; add an entry with this name and its library_path to plugins, or remove the name here";

    public static string IgnoredMapping(string location, string path) =>
        $"{location}: {path} is a mapping and is ignored, as in Falco; expected a list. To set a key of its first entry, use {path}[0]";

    public static string UnknownKey(string location, string path, string? nearest) =>
        $"{location}: unknown configuration key '{path}'{Meant(nearest)}";

    public static string OtherFile(string location, string what, string remedy) => $"{location}: this is {what}, not a configuration (falco.yaml): {remedy}";

    public static string NoKnownKey(string location, IEnumerable<string> found, IEnumerable<string> examples) =>
        $"{location}: this is not a configuration (falco.yaml): expected keys such as {Listed(examples)}, found only {Listed(found)}; name another file with -c";

    public static string KeyWithoutEffect(string location, string path, string reason) => $"{location}: '{path}' has no effect: {reason}";

    public static string RuleAndTags(string rule, IEnumerable<string> tags) =>
        $"append_output: an entry names the rule '{rule}' and the tags {Listed(tags)}; it adds to that rule only, and only where it has all of them";

    public static string NoPluginsConfigured(IEnumerable<string> builtIn) =>
        $"the configuration loads no plugins; the built-in ones are used: {Listed(builtIn)}";

    public static string NoRulesConfigured(IEnumerable<string> builtIn) =>
        $"none of the configured rules files exists; the default rules are used: {Listed(builtIn)}";

    public static string LibraryNotFound(string plugin, string path, IEnumerable<string> tried, string remedy) =>
        $"plugin '{plugin}': there is no library '{path}'; looked for {Listed(tried)}; {remedy}";

    public static string LibraryOutside(string plugin, string path) =>
        $"plugin '{plugin}': library_path '{path}' leads out of the plugins directory; give an absolute path";

    public static string SourceTwice(string source, string first) =>
        $"event source '{source}' can be opened with multiple loaded plugins, will use only '{first}'";

    public static string FieldTwice(string field, string source, string first, string second) =>
        $"field '{field}' of source '{source}' is read by '{first}' and by '{second}'; the first one counts";

    public static string UnusedPlugin(string plugin) => $"plugin '{plugin}' is loaded but unused: no loaded event source is one that it works with";

    public static string UnusedCapabilities(string plugin, string capabilities) => $"plugin '{plugin}' can also do what is not used here: {capabilities}";

    public static string NoSource(IEnumerable<string> plugins) => $"there is nothing to read: none of the plugins {Listed(plugins)} is an event source";

    public static string UnknownSource(string option, string source, IEnumerable<string> known) =>
        $"{option} {source}: there is no event source of that name; loaded are {Listed(known)}";

    public static string NoRulesForSource(string source) => $"no enabled rule looks at event source '{source}'";

    public static string NoRule(string name, string? nearest) => $"there is no rule named '{name}'{Meant(nearest)}";

    public static string UnrecognizedOption(string option, string? nearest) => $"Unrecognized option '{option}'{Meant(nearest)}";

    public static string UnexpectedArgument(string argument) => $"Unrecognized command or argument '{argument}'";

    public static string MissingArgument(string command, string usage, string example) => $"{command} needs {usage}; for example: k8saudit {example}";

    public static string UnknownArgument(string command, string argument, IEnumerable<string> known) =>
        $"{command}: expected one of {Listed(known)}, found '{argument}'";

    public static string NoSuchCommand(string name, string nearest) => $"there is no command and no file '{name}'; did you mean the command '{nearest}'?";

    public static string RefusedOption(string option, string reason) => $"{option} cannot be used: {reason}";

    public static string AlertsDropped(string output, long count) =>
        $"{output} output: {count} alerts were dropped because the queue was full (outputs_queue.capacity)";

    public static string QueueFull(string output, int capacity, long dropped) =>
        $"{output} output is too slow: {capacity} alerts wait (outputs_queue.capacity), {WereAlerts(dropped)} dropped";

    public static string OutputFailed(string output, long count, string reason) =>
        $"{output} output: {(count == 0 ? "" : $"{(count == 1 ? "an alert" : $"{count} alerts")} could not be written: ")}{reason}";

    public static string IsDirectory(string key, string path) => $"{key}: expected the path of a file, found the directory '{path}'";

    public static string OutputBlocked(TimeSpan timeout) =>
        $"the output made no progress within {timeout.TotalMilliseconds} ms (output_timeout) and is abandoned";

    public static string AlertsNotDelivered(IEnumerable<(string Output, long Count)> outputs) =>
        $"alerts were not delivered: {string.Join(", ", outputs.Select(output => $"{output.Count} to the {output.Output} output"))}";

    public static string NothingUnderstood(string source, string input) =>
        $"the input of event source '{source}' has no event ({input}); the log says what it looks like and what to do";

    public static string ProgramEnded(int exitCode) => $"the program ended with exit code {exitCode}{exitCode switch
    {
        127 => " (command not found)",
        126 => " (command cannot be executed)",
        _ => "",
    }}";

    public static string ProgramNotFound(string program) => $"the shell finds no program '{program}'; install it, or give its path";

    public static string OutputRecovered(string output) => $"{output} output: alerts can be delivered again";

    public static string WriteIsLate(TimeSpan timeout) => $"writing an alert takes longer than {timeout.TotalMilliseconds} ms (output_timeout)";

    public const string ProgramClosedInput = "the program has closed its standard input";

    public static string AlertsFailed(string output, long count) => $"{output} output: {count} alerts could not be written";

    public static string OutputNotWritten(string reason) => $"standard output could not be written: {reason}";

    public static string SourceStuck(string source, TimeSpan limit) =>
        $"event source '{source}' has not stopped: it has evaluated nothing for {limit.TotalSeconds:0.#} seconds and is abandoned; events that were received and not evaluated are lost";

    public static string Shortened(int count) => $"{(count == 1 ? "an alert was" : $"{count} alerts were")} larger than the socket accepts and shortened";

    public static string DetectionsNotWritten(string reason) => $"the counts of detections could not be written to standard output: {reason}";

    public static string OutputTimeout(string output, TimeSpan timeout) =>
        $"{output} output timeout: writing an alert takes longer than {timeout.TotalMilliseconds} ms (output_timeout); the alerts behind it wait";

    public static string NoAnswer(Uri url, TimeSpan timeout) =>
        $"{SecretText.RedactUrl(url.OriginalString)} did not answer within {timeout.TotalMilliseconds} ms (output_timeout)";

    public static string NotSent(Uri url, string reason) => $"nothing could be sent to {SecretText.RedactUrl(url.OriginalString)}: {SecretText.Redact(reason)}";

    public static string AnswerTooLong(Uri url, int longest) =>
        $"{SecretText.RedactUrl(url.OriginalString)} gave an answer of more than {longest} bytes, which is not shown; switch http_output.echo off";

    public static string AnswerNotShown(Uri url, string reason) =>
        $"the answer of {SecretText.RedactUrl(url.OriginalString)} cannot be shown: {SecretText.Redact(reason)}";

    public static string RefusedByServer(Uri url, int status) => $"{SecretText.RedactUrl(url.OriginalString)} answered {status}";

    public static string NoCertificate(string key, string path, string reason) => $"{key}: cannot use {path}: {reason}";

    public static string CannotListen(IPAddress address, int port, string reason) => $"webserver cannot listen on {address}:{port}: {reason}";

    public static string ServicesUnchanged(string reason) => $"the webserver and the metrics keep their previous configuration: {reason}";

    public static string NoSnapshot(string reason) => $"a snapshot of the metrics (metrics.output_rule, metrics.output_file) cannot be written: {reason}";

    public static string NoSyslog(string path, string reason) => $"log_syslog: messages cannot be sent to {path}: {reason}";

    public static string ReopenedWithPrevious(string source, string reason) =>
        $"event source '{source}' cannot be opened with the new configuration and is opened with the previous one: {reason}";

    public static string PipeIsEmpty(string file) => $"rules file {file} is a pipe, which was read at the start; keep the rules in a file to reload them";

    public static string ReloadFailed(string reason) => $"the change cannot be used; the previous configuration and rules stay in use: {reason}";

    private static string WereAlerts(long count) => count == 1 ? "1 alert was" : $"{count} alerts were";

    // A plugin may repeat what it was given.
    private static string Without(string parameters, string reason) =>
        parameters.Length == 0 ? reason : reason.Replace(parameters, SensitiveText.Shown(parameters, Sensitivity.PluginAddress), StringComparison.Ordinal);

    private static string Meant(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";

    private static string Listed(IEnumerable<string> items) => items.ToArray() is { Length: > 0 } all ? string.Join(", ", all) : "nothing";

    public static string NoSuchAuditId(IEnumerable<string> auditIds, string input) =>
        $"no event of '{input}' has the audit ID {string.Join(", ", auditIds.Select(id => $"'{id}'"))}; look for it in the field ka.auditid of an alert, or for auditID in the input";

    public static string NothingToExplain(string input) => $"'{input}' has no event, so there is nothing to explain";

    public static string RuleNotFound(string name, IReadOnlyList<string> candidates, string? nearest) => candidates.Count == 0
        ? $"there is no enabled rule '{name}', and none whose name contains it{Meant(nearest)}; k8saudit -L lists all rules"
        : $"'{name}' is part of the names of {candidates.Count} rules: {string.Join(", ", candidates.Select(candidate => $"'{candidate}'"))}; give the whole name of one";

    public static string CannotReadTests(string path, string reason) => $"{path}: cannot be read: {reason}";

    public static string SecondTestDocument(string location) =>
        $"{location}: a file of tests has one YAML document; write all tests under 'tests', or use several files";

    public static string TestNameTwice(string path, string name) => $"{path}: two tests have the name '{name}'; give each its own";

    public static string UnknownTemplate(string path, string name, IEnumerable<string> known) =>
        $"{path}: there is no template '{name}' in this file; it has {string.Join(", ", known.DefaultIfEmpty("none"))}";

    public static string UnknownSchema(string name, IEnumerable<string> known) => $"there is no schema '{name}'; expected one of {string.Join(", ", known)}";

    public static string CannotWriteFile(string path, string reason) => $"{path} cannot be written: {reason}";

    public static string UnknownCode(string option, string code) =>
        $"{option}: there is no code '{code}'{(NearestName.Find(code.ToUpperInvariant(), DiagnosticCodes.All.Concat(LintCodes.All).Select(known => known.Name)) is { } nearest ? $"; did you mean '{nearest}'?" : "")} (k8saudit help lists all codes)";

    public static string NotAPointer(string location, string text) => $"{location}: expected a JSON pointer, which begins with '/', found '{text}'";

    public static string PointerLeadsNowhere(string location, string pointer, string token) =>
        $"{location}: '{pointer}' leads nowhere: '{token}' is neither a member nor an index of a list here";

    public const string NoEventInTest = "no audit event was read; an event needs kind: Event, an apiVersion of audit.k8s.io and an auditID";

    public static string NoRuleInTest(string name, string? nearest) =>
        $"there is no enabled rule '{name}'{Meant(nearest)}";

    public static string UnexpectedAlert(string rule, ulong number, string output) => $"unexpected alert of '{rule}' for event {number}: {output}";

    public static string MissingAlert(string rule, int expected, int found, IEnumerable<string> details) =>
        $"expected {expected} {(expected == 1 ? "alert" : "alerts")} of '{rule}', found {found}{string.Concat(details.Select(detail => $"\n  {detail}"))}";

    public static string NoTestSelected(string filter) => $"no test has a name that contains '{filter}'";

    public static string SortWithoutInput { get; } =
        "--sort needs inputs on the command line; in falco.yaml, write --sort as a line of open_params, with one input on each line after it";

    public static string EndsAtOnce(string signal, IReadOnlyList<string> discarded) =>
        $"{signal} received again: the process ends at once; discarded: {Listed(discarded)}";

    public static string WaitsForApiServer(string server) =>
        $"waiting for an API server that sends its audit webhook to {server}; k8saudit doctor --webhook-config FILE checks the kubeconfig of its flag";

    public static string ListensOnLoopback(string address, string open) =>
        $"without -c and without a host the webhook listens on {SensitiveText.Shown(address, Sensitivity.PluginAddress)} only; for API servers on other machines give {SensitiveText.Shown(open, Sensitivity.PluginAddress)}";
}
