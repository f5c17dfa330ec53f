using K8sAudit.Runner.Life;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Detection;

/// <summary>Reads all enabled event sources at once, each on a thread of its own, until the last one has ended.</summary>
internal static class Detector
{
    /// <summary>Runs the sources.</summary>
    /// <returns>What became of each, in order; where one failed, the others were asked to end.</returns>
    /// <exception cref="PluginException">A plugin cannot be initialised, or a source cannot be opened.</exception>
    public static IReadOnlyList<SourceRun> Run(PluginSet plugins, IReadOnlyList<string> sources, DetectionContext context, Shutdown shutdown)
    {
        List<SourceReader> readers = [];
        try
        {
            foreach (var source in sources)
            {
                readers.Add(SourceReader.Create(plugins, source, context));
            }

            // All are open before one is read: a source that cannot be opened is a mistake, and no run that failed.
            readers.ForEach(reader => reader.Open());
            var runs = new SourceRun[readers.Count];
            var threads = readers.Select((reader, index) => new Thread(() => runs[index] = Run(reader, context, shutdown)) { Name = $"{reader.Source} events" }).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            return runs;
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    private static SourceRun Run(SourceReader reader, DetectionContext context, Shutdown shutdown)
    {
        var start = context.Time.GetTimestamp();
        string? error = null;
        try
        {
            reader.Run(shutdown);
        }
        catch (Exception e)
        {
            error = e is PluginException ? e.Message : $"event source '{reader.Source}': {e}";
            shutdown.Request("An error occurred in an event source");
        }

        return new SourceRun(reader.Source, reader.Events, context.Time.GetElapsedTime(start), error);
    }
}
