using System.Collections.Immutable;
using FalcoRules.Fuzz;
using K8sAudit.Runner.Configuration;

namespace Fuzzing;

/// <summary>All that is fuzzed: the input of the plugin, the rules language, and falco.yaml.</summary>
internal static class AllTargets
{
    // Compiling a condition or a regular expression allocates what limits allow, not what the input is long.
    private const long MaxAllocationOfRules = 512L << 20;

    // The dictionary of a compressed file is as large as its header says, within a limit.
    private const long MaxAllocationOfDictionaries = 1L << 30;

    // What payloads may expand to, in buffers that grow, and a parser of YAML.
    private const long MaxAllocationOfEnvelopes = 64L << 20;

    /// <summary>The targets.</summary>
    public static ImmutableArray<Target> All { get; } =
    [
        .. Target.All,
        new(EnvelopeTarget.Name, EnvelopeTarget.Run)
        {
            Words = EnvelopeTarget.Words, Seeds = EnvelopeTarget.Seeds, MaxAllocation = MaxAllocationOfEnvelopes,
        },
        new(ContentTarget.Name, ContentTarget.Run) { Seeds = ContentTarget.Seeds, MaxAllocation = MaxAllocationOfDictionaries },
        .. FuzzTarget.All.Select(target => new Target(target.Name, target.Run) { Words = RulesWords.All, MaxAllocation = MaxAllocationOfRules }),
        new(ConfigurationTarget.Name, ConfigurationTarget.Run)
        {
            Words =
            [
                .. ConfigurationKeys.All.Select(row => $"{row.Key.Name}: "), "\n", "  ", "- ", "{", "}", "[", "]", "true", "1s", "${HOME}", "&a ", "*a",
                "---\n", "\"", "'", "|\n",
            ],
            MaxAllocation = MaxAllocationOfRules,
        },
    ];
}
