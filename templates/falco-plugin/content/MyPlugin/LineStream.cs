using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace MyPlugin;

/// <summary>The lines of a file, in batches. The host calls Next until it returns End.</summary>
internal sealed class LineStream(string path) : IEventStream
{
    private const int BatchSize = 100;

    private readonly StreamReader _reader = new(path);

    public BatchStatus Next(EventBatch batch)
    {
        while (batch.Count < BatchSize)
        {
            if (_reader.ReadLine() is not { } line)
            {
                return BatchStatus.End;
            }

            batch.Add(Encoding.UTF8.GetBytes(line), EventLayout.TimestampUnknown);
        }

        return BatchStatus.More;
    }

    public void Dispose() => _reader.Dispose();
}
