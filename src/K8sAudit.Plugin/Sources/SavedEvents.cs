using System.Buffers;
using System.Globalization;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Queue;

namespace K8sAudit.Plugin.Sources;

/// <summary>
/// Acknowledged events on the disk (<c>stateDir</c>): a source that is closed writes those that were not read, and the next source delivers them, in another
/// process too. A file is deleted when the host has read its events. Files have no more events than the queue of a source had.
/// </summary>
internal sealed class SavedEvents
{
    private const string Suffix = ".events";
    private const string DamagedSuffix = ".damaged";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly SourceContext _context;
    private readonly string _directory;
    private readonly List<string> _restored = [];

    // How many events the host is given before it has been given all of the restored ones.
    private long _unreadRestored;

    private SavedEvents(SourceContext context, string directory)
    {
        _context = context;
        _directory = directory;
    }

    // Items of such a list need no members of their own, so that every event is read as it was when it was received.
    private static ReadOnlySpan<byte> ListStart => "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":["u8;

    private static ReadOnlySpan<byte> ListEnd => "]}"u8;

    /// <summary>Opens the directory of the options, and creates it if it does not exist; null if there is none.</summary>
    /// <exception cref="PluginException">The process cannot write to it.</exception>
    public static SavedEvents? Open(SourceContext context)
    {
        var directory = context.Options.StateDir;
        if (directory.Length == 0)
        {
            return null;
        }

        try
        {
#pragma warning disable CA1416 // The plugin is built for Linux alone.
            Directory.CreateDirectory(directory, OwnerOnly);
#pragma warning restore CA1416
            File.Create(NewPath(directory), 1, FileOptions.DeleteOnClose).Dispose();
            return new SavedEvents(context, directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(PluginMessages.StateDirIsNotUsable(directory, e.Message), e);
        }
    }

    /// <summary>Queues the saved events, the oldest first.</summary>
    /// <returns>The number of events.</returns>
    public long Restore(EventQueue queue)
    {
        var events = 0L;
        foreach (var file in Directory.GetFiles(_directory, "*" + Suffix).Order(StringComparer.Ordinal))
        {
            events += _context.Pending.TryClaim(file) ? Restore(file, queue) : 0;
        }

        _unreadRestored = queue.Depth.Events;
        return events;
    }

    /// <summary>The host asks for a batch, so it has read the batches before.</summary>
    public void BeginBatch()
    {
        if (_restored.Count > 0 && _unreadRestored <= 0)
        {
            DeleteRestored();
        }
    }

    /// <summary>The host is given events of the queue.</summary>
    public void EndBatch(int events) => _unreadRestored -= events;

    /// <summary>Closes a queue and saves its events.</summary>
    /// <returns>The number of events; null if they cannot be saved, and are still in the queue.</returns>
    public long? TrySave(EventQueue queue)
    {
        var events = queue.Depth.Events;
        if (events > 0 && !TryWrite(NewPath(_directory), queue))
        {
            return null;
        }

        queue.Clear(_context.Pending);
        DeleteRestored();
        return events;
    }

    private static string NewPath(string directory) =>
        Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyyMMdd'T'HHmmssfffffff}-{Guid.NewGuid():N}{Suffix}"));

    private bool TryWrite(string file, EventQueue queue)
    {
        try
        {
            queue.Visit(batches => EventFile.Write(file, batches));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _context.Log.Error(PluginMessages.CannotSaveEvents(_directory, e.Message));
            return false;
        }
    }

    private long Restore(string file, EventQueue queue)
    {
        try
        {
            var events = ReadInto(queue, file);
            _restored.Add(file);
            return events;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            _context.Log.Error(PluginMessages.SavedEventsAreDamaged(file, e.Message, SetAside(file, isDamaged: e is InvalidDataException)));
            _context.Pending.Release(file);
            return 0;
        }
    }

    private long ReadInto(EventQueue queue, string file)
    {
        var reader = _context.CreateReader(computesKeys: queue.Window is not null);
        var text = new ArrayBufferWriter<byte>();
        var events = 0L;
        EventFile.Read(file, json =>
        {
            text.ResetWrittenCount();
            text.Write(ListStart);
            text.Write(json.Span);
            text.Write(ListEnd);
            var result = reader.Read(text.WrittenSpan, _context.Limits);
            events += queue.Restore(text.WrittenSpan, result);
            _context.Report(file, result);
        });
        return events;
    }

    private static string SetAside(string file, bool isDamaged)
    {
        if (!isDamaged)
        {
            return file;
        }

        try
        {
            File.Move(file, file + DamagedSuffix, overwrite: true);
            return file + DamagedSuffix;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return file;
        }
    }

    private void DeleteRestored()
    {
        foreach (var file in _restored)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _context.Log.Error(PluginMessages.CannotDeleteSavedEvents(file, e.Message));
            }

            _context.Pending.Release(file);
        }

        _restored.Clear();
    }
}
