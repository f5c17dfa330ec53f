using System.Collections.Concurrent;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace Testing;

/// <summary>A plugin log that records its lines. Threads may write to it at the same time.</summary>
public sealed class RecordingLog : PluginLog
{
    private readonly ConcurrentQueue<string> _lines = [];

    /// <summary>The lines so far, each as <c>Severity: text</c>.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <inheritdoc />
    protected override void WriteLine(LogSeverity severity, string line) => _lines.Enqueue($"{severity}: {line}");
}
