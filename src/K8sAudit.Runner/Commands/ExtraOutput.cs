using FalcoRules;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Commands;

/// <summary><c>-p</c>: the older way to add to the outputs of all rules.</summary>
internal static class ExtraOutput
{
    private static readonly string[] _presets = ["c", "container", "k", "kubernetes"];

    /// <summary>What it adds. Falco's presets stand for fields of system calls; they add nothing here, and nothing there any more.</summary>
    public static IReadOnlyList<OutputAddition> Additions(string? format, Log log)
    {
        if (format is null)
        {
            return [];
        }

        if (_presets.Contains(format))
        {
            log.Warning($"-p {format} has no effect: it stands for fields of system calls");
            return [];
        }

        log.Warning("-p is deprecated in Falco; use -o append_output[].extra_output=... instead");
        return [new OutputAddition { ExtraOutput = format }];
    }
}
