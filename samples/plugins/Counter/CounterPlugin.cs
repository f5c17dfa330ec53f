using System.Buffers.Binary;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace Counter;

/// <summary>
/// The smallest plugin that is worth loading: a source of the numbers 1 to N (<c>open_params: "N"</c>), and two fields of them.
/// </summary>
[FalcoPlugin]
public sealed class CounterPlugin : ISourcePlugin<CounterPlugin>, IExtractPlugin<CounterPlugin, Number>
{
    /// <inheritdoc/>
    public static PluginInfo Info { get; } = new("counter", "Counts to a number", "you@example.org", "0.1.0") { Id = 999, EventSource = "counter" };

    /// <inheritdoc/>
    public static ReadOnlySpan<Field<Number>> Fields => Number.Fields;

    /// <inheritdoc/>
    public static CounterPlugin Create(PluginContext context) => new();

    /// <inheritdoc/>
    public IEventStream Open(string parameters) =>
        ulong.TryParse(parameters, out var last)
            ? new NumberStream(last)
            : throw new PluginException($"open_params is '{parameters}', and a number to count to was expected, as in open_params: \"100\"");

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class NumberStream(ulong last) : IEventStream
    {
        private const int BatchSize = 100;
        private ulong _next = 1;

        public BatchStatus Next(EventBatch batch)
        {
            for (; _next <= last && batch.Count < BatchSize; _next++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(batch.Reserve(sizeof(ulong)), _next);
                batch.Commit(sizeof(ulong), EventLayout.TimestampUnknown);
            }

            return _next > last ? BatchStatus.End : BatchStatus.More;
        }

        public void Dispose()
        {
        }
    }
}
