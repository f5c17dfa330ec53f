using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Detection;

/// <summary>Reads all enabled event sources at once, each on a thread of its own, until the last one has ended.</summary>
internal sealed class Detector(ContextHolder live, Shutdown shutdown, Log log) : IDisposable
{
    private readonly Lock _change = new();
    private readonly object _monitor = new();
    private readonly List<RunningSource> _sources = [];

    /// <summary>The sources that are read now, and those that have ended.</summary>
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

    /// <summary>Starts to read. All sources are open before one is read: one that cannot be opened is a mistake, and no run that failed.</summary>
    /// <exception cref="PluginFailedException">A plugin cannot be initialised, or a source cannot be opened.</exception>
    public void Start(PluginSet plugins, IReadOnlyList<string> sources)
    {
        List<SourceReader> readers = [];
        try
        {
            readers.AddRange(sources.Select(source => SourceReader.Create(plugins, source, live)));
            readers.ForEach(reader => reader.Open());
        }
        catch
        {
            readers.ForEach(reader => reader.Dispose());
            throw;
        }

        lock (_change)
        {
            readers.ForEach(reader => Run(reader, plugins));
        }
    }

    /// <summary>Waits until every source has ended.</summary>
    /// <returns>What became of each source, in order; where one failed, the others were asked to end.</returns>
    public IReadOnlyList<SourceRun> WaitForEnd()
    {
        while (true)
        {
            WaitForSources();
            // A reload may be about to start others.
            lock (_change)
            {
                lock (_monitor)
                {
                    if (_sources.TrueForAll(source => source.Run is not null))
                    {
                        return SourceRun.Sum(_sources.Select(source => source.Run!));
                    }
                }
            }
        }
    }

    /// <summary>
    /// Goes over to other plugins, sources and a new context. Sources whose plugins and configurations are the same are read on, and only change the
    /// context; others are drained, closed and opened anew. One that cannot be opened as it is configured now is opened as it was before.
    /// </summary>
    /// <param name="plugins">The plugins.</param>
    /// <param name="sources">The sources to read.</param>
    /// <param name="publish">Publishes the new context.</param>
    public void Change(PluginSet plugins, IReadOnlyList<string> sources, Action publish)
    {
        lock (_change)
        {
            var running = Latest();
            var stopped = running.Where(source => source.Run is null && !(sources.Contains(source.Reader.Source) && source.Plugins.IsSameFor(source.Reader.Source, plugins))).ToList();
            stopped.ForEach(source => source.Reader.Stop());
            stopped.ForEach(source => source.Thread.Join());
            publish();
            foreach (var source in sources.Where(source => !shutdown.IsRequested && !running.Exists(other => other.Reader.Source == source && !stopped.Contains(other))))
            {
                Restart(source, plugins, stopped.Find(other => other.Reader.Source == source)?.Plugins);
            }
        }
    }

    public void Dispose()
    {
        foreach (var source in _sources)
        {
            source.Thread.Join();
        }
    }

    /// <summary>The last run of each source.</summary>
    private List<RunningSource> Latest()
    {
        lock (_monitor)
        {
            return [.. _sources.GroupBy(source => source.Reader.Source).Select(runs => runs.Last())];
        }
    }

    private void Restart(string source, PluginSet plugins, PluginSet? before)
    {
        try
        {
            Open(source, plugins);
        }
        catch (PluginFailedException e) when (before is not null)
        {
            log.Error(RunnerMessages.ReopenedAsBefore(source, e.Message));
            Reopen(source, before);
        }
        catch (PluginFailedException e)
        {
            log.Error(e.Message);
        }
    }

    private void Reopen(string source, PluginSet before)
    {
        try
        {
            Open(source, before);
        }
        catch (PluginFailedException e)
        {
            log.Error(e.Message);
            shutdown.Fail(e.Message);
        }
    }

    private void Open(string source, PluginSet plugins)
    {
        var reader = SourceReader.Create(plugins, source, live);
        try
        {
            reader.Open();
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        Run(reader, plugins);
    }

    private void Run(SourceReader reader, PluginSet plugins)
    {
        var source = new RunningSource(reader, plugins);
        source.Thread = new Thread(() => Run(source)) { Name = $"{reader.Source} events" };
        lock (_monitor)
        {
            _sources.Add(source);
        }

        source.Thread.Start();
    }

    private void Run(RunningSource source)
    {
        var start = TimeProvider.System.GetTimestamp();
        string? error = null;
        try
        {
            source.Reader.Run(shutdown);
        }
        catch (Exception e)
        {
            error = e is PluginFailedException ? e.Message : $"event source '{source.Reader.Source}': {e}";
            shutdown.Request("An error occurred in an event source");
        }

        source.Reader.Dispose();
        lock (_monitor)
        {
            source.Run = new SourceRun(source.Reader.Source, source.Reader.Events, TimeProvider.System.GetElapsedTime(start), error);
            Monitor.PulseAll(_monitor);
        }
    }

    private void WaitForSources()
    {
        lock (_monitor)
        {
            while (_sources.Exists(source => source.Run is null))
            {
                Monitor.Wait(_monitor);
            }
        }
    }

    /// <summary>A source on its thread; <see cref="Run"/> is there when it has ended.</summary>
    private sealed class RunningSource(SourceReader reader, PluginSet plugins)
    {
        public SourceReader Reader { get; } = reader;

        public PluginSet Plugins { get; } = plugins;

        public Thread Thread { get; set; } = null!;

        public SourceRun? Run { get; set; }
    }
}
