using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Engine;

/// <summary>Reads all enabled event sources at once, each on a thread of its own, until the last one has ended. Thread-safe.</summary>
internal sealed class SourceRunner(EngineHost host, StopRequest stop, Log log) : IDisposable
{
    // Held while sources are started or changed.
    private readonly Lock _change = new();
    // Guards the list and the results of its entries.
    private readonly object _monitor = new();
    private readonly List<RunningSource> _sources = [];

    // How often it is looked whether a source that must stop makes progress.
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long a source that must stop may make no progress, before it is abandoned; 10 s by default, in addition to the time that an output may make none.
    /// </summary>
    public TimeSpan StuckLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The readers of all sources, also of those that have ended.</summary>
    public IReadOnlyList<SourceReader> Readers
    {
        get
        {
            lock (_monitor)
            {
                return [.. _sources.Select(source => source.Reader)];
            }
        }
    }

    /// <summary>Opens all sources and starts to read them. Nothing is read where one of them cannot be opened.</summary>
    /// <exception cref="PluginFailedException">A plugin cannot be initialised, or a source cannot be opened.</exception>
    public void Start(PluginSet plugins, IReadOnlyList<string> sources)
    {
        List<SourceReader> readers = [];
        try
        {
            readers.AddRange(sources.Select(source => SourceReader.Create(plugins, source, host)));
            readers.ForEach(reader => reader.Open());
        }
        catch
        {
            readers.ForEach(reader => reader.Dispose());
            throw;
        }

        lock (_change)
        {
            readers.ForEach(reader => StartThread(reader, plugins));
        }
    }

    /// <summary>Waits until every source has ended.</summary>
    /// <returns>The results of the sources, in order. Where one failed, the others were requested to stop.</returns>
    public IReadOnlyList<SourceRun> WaitForEnd()
    {
        while (true)
        {
            WaitFor(_sources);
            // A reload may be about to start other sources.
            lock (_change)
            {
                lock (_monitor)
                {
                    if (_sources.TrueForAll(source => source.Result is not null))
                    {
                        return SourceRun.Sum(_sources.Select(source => source.Result!));
                    }
                }
            }
        }
    }

    /// <summary>
    /// Changes plugins, sources and snapshot. A source whose plugins and their configuration are the same is read on with the new snapshot; any other is
    /// drained, closed and opened again. One that cannot be opened with its new configuration is opened with the previous one.
    /// </summary>
    /// <param name="plugins">The plugins.</param>
    /// <param name="sources">The sources to read.</param>
    /// <param name="publish">Publishes the new snapshot.</param>
    public void Change(PluginSet plugins, IReadOnlyList<string> sources, Action publish)
    {
        lock (_change)
        {
            var running = Latest();
            var stopped = running.Where(source => source.Result is null && !(sources.Contains(source.Name) && source.Plugins.IsSameFor(source.Name, plugins)))
                .ToList();
            stopped.ForEach(source => source.Reader.Stop());
            WaitFor(stopped);
            publish();
            foreach (var source in sources.Where(source => !stop.IsRequested && !running.Exists(other => other.Name == source && !stopped.Contains(other))))
            {
                Restart(source, plugins, stopped.Find(other => other.Name == source)?.Plugins);
            }
        }
    }

    /// <summary>Requests every source to stop, and waits for them: an exception may end the run while they are read.</summary>
    public void Dispose()
    {
        lock (_change)
        {
            _sources.ForEach(source => source.Reader.Stop());
            WaitFor(_sources);
        }
    }

    // The last run of each source.
    private List<RunningSource> Latest()
    {
        lock (_monitor)
        {
            return [.. _sources.GroupBy(source => source.Name).Select(runs => runs.Last())];
        }
    }

    private void Restart(string source, PluginSet plugins, PluginSet? previous)
    {
        try
        {
            Open(source, plugins);
        }
        catch (PluginFailedException e) when (previous is not null)
        {
            log.Error(RunnerMessages.ReopenedWithPrevious(source, e.Message));
            Reopen(source, previous);
        }
        catch (PluginFailedException e)
        {
            log.Error(e.Message);
        }
    }

    private void Reopen(string source, PluginSet previous)
    {
        try
        {
            Open(source, previous);
        }
        catch (PluginFailedException e)
        {
            log.Error(e.Message);
            stop.Fail(e.Message);
        }
    }

    private void Open(string source, PluginSet plugins)
    {
        var reader = SourceReader.Create(plugins, source, host);
        try
        {
            reader.Open();
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        StartThread(reader, plugins);
    }

    private void StartThread(SourceReader reader, PluginSet plugins)
    {
        var source = new RunningSource(reader, plugins) { Started = host.Time.GetTimestamp() };
        source.Thread = new Thread(() => Read(source)) { Name = $"{source.Name} events", IsBackground = true };
        lock (_monitor)
        {
            _sources.Add(source);
        }

        source.Thread.Start();
    }

    private void Read(RunningSource source)
    {
        var error = Try(source.Name, () => source.Reader.Run(stop));
        var input = InputCounts.Read(source.Reader.SourceMetrics);
        error = Try(source.Name, source.Reader.Dispose) is { } second ? error ?? second : error;
        lock (_monitor)
        {
            var reader = source.Reader;
            // A source that was abandoned has its result.
            source.Result ??= new SourceRun(source.Name, reader.Events, host.Time.GetElapsedTime(source.Started), reader.IsFinite || reader.HasEnded, error)
            {
                HasEnded = reader.HasEnded, Input = input,
            };
            Monitor.PulseAll(_monitor);
        }
    }

    // Whatever the exception is: on this thread it would end the process.
    private string? Try(string source, Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            stop.Request("An error occurred in an event source");
            return e is PluginFailedException ? e.Message : $"event source '{source}': {e}";
        }
    }

    // Until each of them has ended, or makes no progress although it must stop.
    private void WaitFor(List<RunningSource> sources)
    {
        lock (_monitor)
        {
            while (sources.Exists(source => source.Result is null))
            {
                Monitor.Wait(_monitor, _interval);
                sources.FindAll(source => source.Result is null && source.Reader.MustStop(stop) && source.IsStuck(Limit)).ForEach(Abandon);
            }
        }
    }

    private TimeSpan Limit => StuckLimit + (host.Current.Configuration.OutputTimeout is var timeout && timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero);

    private void Abandon(RunningSource source)
    {
        source.Reader.KeepLibraries();
        var error = RunnerMessages.SourceStuck(source.Name, Limit);
        source.Result = new SourceRun(source.Name, source.Reader.Events, host.Time.GetElapsedTime(source.Started), source.Reader.IsFinite, error);
        log.Error(error);
        stop.Request("An event source is stuck");
    }

    /// <summary>A source on its thread. <see cref="Result"/> is null until it has ended.</summary>
    private sealed class RunningSource(SourceReader reader, PluginSet plugins)
    {
        public string Name => Reader.Source;

        public SourceReader Reader { get; } = reader;

        public PluginSet Plugins { get; } = plugins;

        public Thread Thread { get; set; } = null!;

        public long Started { get; init; }

        public SourceRun? Result { get; set; }

        private (long? Steps, long Time)? Progress { get; set; }

        /// <summary>Whether it has made no progress for that long. To be called again and again; the time begins with the first call.</summary>
        public bool IsStuck(TimeSpan limit)
        {
            var steps = Reader.Steps;
            if (Progress is not { } progress || steps is null || steps != progress.Steps)
            {
                Progress = (steps, Environment.TickCount64);
                return false;
            }

            return Environment.TickCount64 - progress.Time >= limit.TotalMilliseconds;
        }
    }
}
