using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using FalcoRules;

namespace K8sAudit.Runner.Reports;

/// <summary>Counts detections, over reloads too, and prints the closing lines. Threads share it.</summary>
internal sealed class Statistics(Ruleset ruleset)
{
    private readonly ConcurrentDictionary<string, StrongBox<long>> _byRule = new();
    private readonly long[] _byPriority = new long[Enum.GetValues<Priority>().Length];
    private readonly OrderedDictionary<string, bool> _names = new(ruleset.Rules.Select(rule => KeyValuePair.Create(rule.Name, true)));
    private long _total;

    /// <summary>All detections so far.</summary>
    public long Detected => Interlocked.Read(ref _total);

    /// <summary>Adds the rules of another ruleset. A rule of a known name keeps its count.</summary>
    public void AddRules(Ruleset next)
    {
        foreach (var rule in next.Rules)
        {
            _names.TryAdd(rule.Name, true);
        }
    }

    /// <summary>Counts one detection.</summary>
    public void Count(Rule rule)
    {
        Interlocked.Increment(ref _total);
        Interlocked.Increment(ref _byRule.GetOrAdd(rule.Name, _ => new StrongBox<long>()).Value);
        Interlocked.Increment(ref _byPriority[(int)rule.Priority]);
    }

    /// <summary>How often the rule of that name fired.</summary>
    public long Of(string rule) => _byRule.TryGetValue(rule, out var count) ? Interlocked.Read(ref count.Value) : 0;

    /// <summary>How often rules of a priority fired.</summary>
    public long Of(Priority priority) => Interlocked.Read(ref _byPriority[(int)priority]);

    /// <summary>The rules that fired, with their numbers, most alerts first.</summary>
    public IReadOnlyList<(string Rule, long Count)> ByRule =>
        [.. _names.Keys.Select(rule => (rule, Of(rule))).Where(pair => pair.Item2 > 0).OrderByDescending(pair => pair.Item2)];

    /// <summary>The lines about a run: what its input was. The driver's two lines are Falco's; plugin event sources have no driver.</summary>
    public static void WriteRun(TextWriter output, IReadOnlyList<SourceRun> runs)
    {
        output.Write("Driver Events:0\nDriver Drops:0\n");
        foreach (var run in runs)
        {
            var name = runs.Count > 1 ? $"({run.Source}) " : "";
            var rate = run.Elapsed > TimeSpan.Zero ? run.Events / run.Elapsed.TotalSeconds : 0;
            output.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}Elapsed time: {run.Elapsed.TotalSeconds:F3}, Captured Events: {run.Events}, {rate:F2} eps\n"));
            output.Write($"{run.Input}" is { Length: > 0 } input ? $"{name}Input: {input}\n" : "");
        }
    }

    /// <summary>The lines about detections (Falco's <c>stats_manager.cpp</c>).</summary>
    public void WriteDetections(TextWriter output)
    {
        output.Write($"Events detected: {Detected}\nRule counts by severity:\n");
        foreach (var priority in Enum.GetValues<Priority>().Where(priority => _byPriority[(int)priority] > 0))
        {
            output.Write($"   {PriorityName(priority)}: {_byPriority[(int)priority]}\n");
        }

        output.Write("Triggered rules by rule name:\n");
        foreach (var rule in _names.Keys.Where(rule => Of(rule) > 0))
        {
            output.Write($"   {rule}: {Of(rule)}\n");
        }
    }

    /// <summary>The last lines, which scripts for Falco look for; there are no system calls, so there are no drops.</summary>
    public static void WriteDrops(TextWriter output) =>
        output.Write("Syscall event drop monitoring:\n   - event drop detected: 0 occurrences\n   - num times actions taken: 0\n");

    // As Falco writes it here: in capitals, and INFO instead of INFORMATIONAL.
    private static string PriorityName(Priority priority) => priority == Priority.Informational ? "INFO" : Priorities.Names[(int)priority].ToUpperInvariant();
}
