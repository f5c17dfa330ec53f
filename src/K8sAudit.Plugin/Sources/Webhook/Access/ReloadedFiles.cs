using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>
/// Something that is read from files, and read again when they or the options that name them change. What is broken then leaves the old in force, and is
/// said once. Thread-safe.
/// </summary>
/// <param name="intake">The options in force, and the log.</param>
/// <param name="files">The files that some options name.</param>
/// <param name="load">Reads it; throws where a file is broken.</param>
internal sealed class ReloadedFiles<T>(SourceContext intake, Func<K8sAuditOptions, string[]> files, Func<K8sAuditOptions, T> load)
    where T : class
{
    private readonly Lock _lock = new();
    private T? _value;
    private string _state = "";

    /// <summary>What the files say now or, where they are broken, what they said before.</summary>
    /// <exception cref="PluginException">They are broken, and there is nothing from before.</exception>
    public T Current
    {
        get
        {
            lock (_lock)
            {
                var options = intake.Options;
                var state = StateOf(files(options));
                if (state != _state)
                {
                    Reload(options, state);
                }

                return _value!;
            }
        }
    }

    private void Reload(K8sAuditOptions options, string state)
    {
        var isFirst = _value is null;
        try
        {
            _value = load(options);
            if (!isFirst)
            {
                intake.Log.Info(PluginMessages.Reloaded(string.Join(", ", files(options))));
            }
        }
        catch (PluginException e) when (!isFirst)
        {
            intake.Log.Error(PluginMessages.KeepingOld(e.Message));
        }

        _state = state;
    }

    // A file that was replaced has another identity, and one that was written in place another time or size.
    private static string StateOf(string[] paths) =>
        string.Join('\n', paths.Select(path => StateOf(path, Posix.StatusOf(path))));

    private static string StateOf(string path, FileStatus? status) => $"{path} {status?.Identity} {status?.Size} {status?.Modified}";
}
