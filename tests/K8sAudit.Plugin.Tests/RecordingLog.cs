using System.Collections.Concurrent;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordingLog : PluginLog
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyList<string> Lines => [.. _lines];

    protected override void WriteLine(LogSeverity severity, string line) => _lines.Enqueue($"{severity}: {line}");
}
