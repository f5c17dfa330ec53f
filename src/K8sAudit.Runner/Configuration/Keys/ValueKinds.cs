using System.Globalization;
using System.Net;
using FalcoRules;
using K8sAudit.Runner.Configuration.Tree;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>The kinds of values that several keys have.</summary>
internal static class ValueKinds
{
    private const string PathExpectation = "the path of a file";

    private delegate bool TryParse<T>(string text, out T value);

    public static ValueKind<bool> Boolean { get; } = Scalar<bool>("boolean", "true or false", TryParseBoolean, value => value ? "true" : "false");

    public static ValueKind<int> Number { get; } = Whole("number", int.MaxValue);

    public static ValueKind<int> Port { get; } = Whole("port", ushort.MaxValue);

    public static ValueKind<string> String { get; } = Text("string", "a string", _ => true);

    /// <summary>A name, which is never empty.</summary>
    public static ValueKind<string> Name { get; } = Text("string", "a name", text => text.Length > 0);

    public static ValueKind<string> Path { get; } = Text("path", PathExpectation, text => text.Length > 0);

    public static ValueKind<string> OptionalPath { get; } = Text("path", $"{PathExpectation}, or an empty string for none", _ => true);

    /// <summary>A shell command.</summary>
    public static ValueKind<string> Command { get; } = Text("command", "a shell command", text => text.Length > 0);

    /// <summary>The path of a page of a web server.</summary>
    public static ValueKind<string> PagePath { get; } = Text("string", "a path that begins with /", text => text.StartsWith('/'));

    /// <summary>The value of an HTTP header.</summary>
    public static ValueKind<string> HeaderValue { get; } = Text(
        "string",
        "printable ASCII characters",
        text => !text.AsSpan().ContainsAnyExceptInRange(' ', '~'));

    public static ValueKind<IPAddress> IPAddress { get; } = Scalar<IPAddress>(
        "IP address",
        "an IP address",
        (text, out value) => System.Net.IPAddress.TryParse(text, out value!),
        value => value.ToString());

    /// <summary>An <c>http://</c> or <c>https://</c> URL. As in Falco, it may be in a second pair of quotes.</summary>
    public static ValueKind<Uri> HttpUrl { get; } = Scalar<Uri>(
        "URL", "a URL that begins with http:// or https://", (text, out value) => Uri.TryCreate(text.Trim('"', '\''), UriKind.Absolute, out value!) && value.Scheme is "http" or "https", value => value.OriginalString);

    /// <summary>A number of milliseconds; 0 is no limit.</summary>
    public static ValueKind<TimeSpan> Timeout { get; } = new(
        "milliseconds",
        (node, path) => Number.Read(node, path) is > 0 and var milliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : System.Threading.Timeout.InfiniteTimeSpan,
        value => Number.Show(value == System.Threading.Timeout.InfiniteTimeSpan ? 0 : (int)value.TotalMilliseconds));

    /// <summary>A priority by its name; <c>info</c> is short for informational.</summary>
    public static ValueKind<Priority> Priority { get; } = Word<Priority>(
        [.. Enum.GetValues<Priority>().Select(priority => (priority.ToString().ToLowerInvariant(), priority)), ("info", FalcoRules.Priority.Informational)]);

    public static ValueKind<IReadOnlyList<string>> Paths { get; } = List("list of paths", Path);

    public static ValueKind<IReadOnlyList<string>> Names { get; } = List("list of strings", Name);

    /// <summary>A length of time of at least a minimum.</summary>
    public static ValueKind<TimeSpan> Interval(TimeSpan minimum) => Scalar<TimeSpan>(
        "duration",
        $"a duration of at least {PrometheusDuration.Text(minimum)}, such as 30s, 15m or 1h",
        (text, out value) => (value = PrometheusDuration.Parse(text) ?? TimeSpan.Zero) >= minimum,
        PrometheusDuration.Text);

    /// <summary>One of a few words, in upper or lower case.</summary>
    public static ValueKind<T> Word<T>(params IReadOnlyList<(string Word, T Value)> words) where T : struct, Enum => Scalar<T>(
        $"one of {string.Join(", ", words.Select(pair => pair.Word))}",
        $"one of {string.Join(", ", words.Select(pair => pair.Word))}",
        (text, out value) =>
        {
            var found = words.FirstOrDefault(pair => pair.Word.Equals(text, StringComparison.OrdinalIgnoreCase));
            value = found.Value;
            return found.Word is not null;
        },
        value => words.First(pair => pair.Value.Equals(value)).Word);

    /// <summary>The entries of a list. One value counts as a list of one.</summary>
    public static IReadOnlyList<ConfigurationNode> Items(ConfigurationNode node, KeyPath path) => node switch
    {
        ConfigurationSequence sequence => sequence.Items,
        ConfigurationScalar scalar => [scalar],
        _ => throw path.Unexpected(node, "a list"),
    };

    private static ValueKind<IReadOnlyList<string>> List(string name, ValueKind<string> item) => new(
        name,
        (node, path) =>
        [
            .. Items(node, path).Select((entry, index) =>
                item.Read(entry, path with { Text = node is ConfigurationSequence ? $"{path.Text}[{index}]" : path.Text })),
        ],
        value => value.Count == 0 ? "[]" : string.Join(", ", value));

    /// <summary>A whole number with a maximum.</summary>
    public static ValueKind<int> NumberUpTo(int max) => Whole("number", max);

    private static ValueKind<int> Whole(string name, int max) => Scalar<int>(
        name,
        $"a whole number from 0 to {max}",
        (text, out value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= max,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A string. NUL characters are refused: the C functions that values are passed to would end the string there.</summary>
    private static ValueKind<string> Text(string name, string expected, Predicate<string> fits) => new(
        name,
        (node, path) => node is not ConfigurationScalar { IsNull: false } scalar || !fits(scalar.Text) ? throw path.Unexpected(node, expected)
            : scalar.Text.Contains('\0', StringComparison.Ordinal) ? throw path.Unexpected(node, "a string without NUL characters")
            : scalar.Text,
        value => value);

    private static ValueKind<T> Scalar<T>(string name, string expected, TryParse<T> tryParse, Func<T, string> show) => new(
        name, (node, path) => node is ConfigurationScalar { IsNull: false } scalar && tryParse(scalar.Text, out var value)
            ? value
            : throw path.Unexpected(node, expected), show);

    private static bool TryParseBoolean(string text, out bool value)
    {
        var parsed = YamlBoolean.Parse(text);
        value = parsed == true;
        return parsed is not null;
    }
}
