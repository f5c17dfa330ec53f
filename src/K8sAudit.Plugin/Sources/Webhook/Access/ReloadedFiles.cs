using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>
/// A value that is read from files, and read again when they or the options that name them change. Files that are being rewritten in place are read when they
/// have not changed for a moment. If they are broken then, the old value stays in force, which is logged once. Thread-safe.
/// </summary>
/// <param name="context">The current options, and the log.</param>
/// <param name="files">The files that some options name.</param>
/// <param name="load">Reads the value; throws if a file is broken.</param>
internal sealed class ReloadedFiles<T>(SourceContext context, Func<K8sAuditOptions, string[]> files, Func<K8sAuditOptions, T> load)
    where T : class
{
    /// <summary>How long files must not have changed before they are read again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private T? _value;
    private string _paths = "";
    private string _state = "";
    private string _changed = "";
    private long _changedAt;

    /// <summary>The value that the files hold or, if they are broken, that they held before.</summary>
    /// <exception cref="PluginException">They are broken, and there is no value from before.</exception>
    public T Current
    {
        get
        {
            lock (_lock)
            {
                var options = context.Options;
                var paths = files(options);
                var state = StateOf(paths);
                if (state != _state && IsSettled(paths, state))
                {
                    Reload(options, paths, state);
                }

                return _value!;
            }
        }
    }

    // Other paths are read at once: an option has changed and not a file.
    private bool IsSettled(string[] paths, string state)
    {
        if (_value is null || string.Join('\n', paths) != _paths)
        {
            return true;
        }

        if (state != _changed)
        {
            (_changed, _changedAt) = (state, context.Time.GetTimestamp());
        }

        return context.Time.GetElapsedTime(_changedAt) >= Pause;
    }

    private void Reload(K8sAuditOptions options, string[] paths, string state)
    {
        var isFirst = _value is null;
        try
        {
            var value = Load(options);
            if (!isFirst && StateOf(paths) != state)
            {
                // It changed while it was read, so that parts of it may be old.
                return;
            }

            _value = value;
            if (!isFirst)
            {
                context.Log.Info(PluginMessages.Reloaded(string.Join(", ", paths)));
            }
        }
        catch (PluginException e) when (!isFirst)
        {
            context.Log.Error(PluginMessages.KeepingOld(e.Message));
        }

        _state = state;
        _paths = string.Join('\n', paths);
    }

    private T Load(K8sAuditOptions options)
    {
        try
        {
            return load(options);
        }
        catch (Exception e) when (e is not PluginException)
        {
            // Libraries throw exceptions of many types for damaged certificates and keys.
            throw new PluginException(PluginMessages.CannotRead(string.Join(", ", files(options)), e.Message), e);
        }
    }

    // A file that was replaced has another identity, and one that was written in place another time or size.
    private static string StateOf(string[] paths) =>
        string.Join('\n', paths.Select(path => StateOf(path, Posix.StatusOf(path))));

    private static string StateOf(string path, FileStatus? status) => $"{path} {status?.Identity} {status?.Size} {status?.Modified}";
}
