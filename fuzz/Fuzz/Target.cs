using System.Text;
using System.Text.Json;
using FalcoPlugin.Abi;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Events.Truncation;
using K8sAudit.Plugin.Fields;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Webhook.Http;

namespace Fuzzing;

/// <summary>A part of the intake that reads external bytes, with checks that hold for any input.</summary>
/// <param name="Name">Its name, also that of its folder in the corpus.</param>
/// <param name="Run">Runs one input; throws if a check fails.</param>
internal sealed record Target(string Name, Action<byte[]> Run)
{
    /// <summary>
    /// The bytes that an input may allocate besides ten times its length. Buffers that are made once and used again do not belong to a single input.
    /// </summary>
    public long MaxAllocation { get; init; } = 1 << 20;

    /// <summary>The words of its format, from which inputs are made.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The first inputs besides those of the corpus.</summary>
    public IReadOnlyList<byte[]> Seeds { get; init; } = [];

    private const int MaxDepth = 16;

    private static readonly AuditEventReader _reader = new(K8sAuditPlugin.Paths);
    private static readonly byte[] _truncatedEvent = new byte[1 << 20];
    private static readonly AuditEvent _indexed = new();
    private static readonly AuditEvent _read = new();
    private static readonly FieldProbe<AuditEvent> _probe = new();
    private static readonly Field<AuditEvent> _parameter = Field("ka.uri.param");
    private static readonly Field<AuditEvent> _truncated = Field("ka.truncated");
    private static readonly SourceContext _context = NewContext(
        new K8sAuditOptions { MaxEventSize = 300, MaxDepth = MaxDepth, WebhookMaxBatchSize = 500, MaxEventsPerRequest = 1000, DedupeEvents = 0 });
    private static readonly EventQueue _queue = new(1 << 20, _context.Counters, new DedupeWindow(100, TimeSpan.FromSeconds(60), TimeProvider.System));
    private static readonly RequestProcessor _bodies = new(_context, _queue);
    private static readonly EventBatch _batch = new();

    public static Target[] All { get; } =
    [
        new("reader", Read),
        new("field-index", Index),
        new("truncation", Truncate),
        new("decoder", Decode),
        .. AuditFields.All.ToArray().Select(field => new Target($"field {field.Name}", input => Extract(field, input))),
        new("uri-parameter", Parameter),
        new("time", input => Rfc3339.TryParse(input, out _)),
        new("configuration", Configure),
        new("body", input => Process(input, isCompressed: false)),
        new("gzip-body", input => Process(input, isCompressed: true)),
    ];

    private static void Read(byte[] input)
    {
        var result = _reader.Read(input, new EventLimits(300, MaxDepth));
        foreach (var slice in result.Events)
        {
            Require(slice.Length <= 300 && IsJson(result.Json(input, slice), MaxDepth), "an event is not JSON, too large or too deep");
        }
    }

    // The field index that the reader stores with an event has the same ranges as reading the event.
    private static unsafe void Index(byte[] input)
    {
        var result = _reader.Read(input, new EventLimits(int.MaxValue));
        foreach (var slice in result.Events)
        {
            fixed (byte* payload = result.Json(input, slice))
            fixed (byte* index = result.FieldIndex(slice))
            {
                _indexed.Load(new PluginEvent(payload, slice.Length, 0, 1, result.FieldIndex(slice)));
                _read.Load(new PluginEvent(payload, slice.Length, 0, 1));
                for (var path = 0; path < AuditFields.Paths.Count; path++)
                {
                    Require(AreEqual(_indexed.Ranges(path), _read.Ranges(path)), "the field index has other ranges than the event");
                }
            }
        }
    }

    private static bool AreEqual(JsonRanges one, JsonRanges other)
    {
        while (one.MoveNext())
        {
            if (!other.MoveNext() || one.Current != other.Current)
            {
                return false;
            }
        }

        return !other.MoveNext();
    }

    private static void Truncate(byte[] input)
    {
        var result = _reader.Read(input, new EventLimits(int.MaxValue));
        foreach (var slice in result.Events)
        {
            var limit = Math.Max(64, slice.Length / 3);
            if (EventTruncator.TryTruncate(
                result.Json(input, slice),
                _truncatedEvent.AsSpan(0, Math.Min(limit, _truncatedEvent.Length)),
                KeptPaths.Trie,
                out var written))
            {
                Require(IsJson(_truncatedEvent.AsSpan(0, written)), "a truncated event is not JSON");
                Require(_truncatedEvent.AsSpan(0, written).IndexOf("\"k8saudit/truncated\":\"true\""u8) >= 0, "a truncated event is not marked as truncated");
            }
        }
    }

    private static void Decode(byte[] input)
    {
        _probe.Load(input);
        _probe.Extract(_truncated, default);
    }

    private static void Extract(Field<AuditEvent> field, byte[] input)
    {
        _probe.Load(input);
        var index = input.Length == 0 ? 0ul : input[^1];
        _probe.Extract(field, new FieldArgument(field.Argument != FieldArgumentKind.None, index, input.AsSpan(0, Math.Min(input.Length, 5))));
    }

    // The input is a query in JSON; .NET encodes it.
    private static void Parameter(byte[] input)
    {
        var uri = JsonEncodedText.Encode(Encoding.Latin1.GetString(input));
        _probe.Load(Encoding.UTF8.GetBytes($$"""{"auditID":"a","requestURI":"/x?{{uri}}"}"""));
        _probe.Extract(_parameter, new FieldArgument(true, 0, "command"u8));
    }

    private static void Configure(byte[] input)
    {
        try
        {
            OptionsReader.Read(Encoding.UTF8.GetString(input), SilentLog.Instance);
        }
        catch (PluginException)
        {
            // Invalid configurations are reported this way.
        }
    }

    private static void Process(byte[] input, bool isCompressed)
    {
        using var body = new Trickle(input);
        using var gzip = isCompressed ? new GzipBody(body, maxExpansion: 10) : null;
        try
        {
            var (response, _) = _bodies.ProcessAsync(gzip ?? (Stream)body, "fuzzer", CancellationToken.None).GetAwaiter().GetResult();
            Require(response.Status is 200 or 400 or 413 or 429, $"answered with {response.Status}");
        }
        catch (Exception e) when (isCompressed && e is InvalidDataException or ExpansionException)
        {
            // The handler answers these with 400 and 413.
        }

        while (_queue.TryTake(_batch, TimeSpan.Zero))
        {
            _batch.Clear();
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> text, int maxDepth = JsonScanner.MaxDepth)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
        }

        return reader.BytesConsumed == text.Length;
    }

    private static Field<AuditEvent> Field(string name) => AuditFields.All.ToArray().Single(field => field.Name == name);

    private static SourceContext NewContext(K8sAuditOptions options) =>
        new(K8sAuditPlugin.Paths, options, SilentLog.Instance, TimeProvider.System, new PendingEventStore());

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
