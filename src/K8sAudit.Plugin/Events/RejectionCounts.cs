using System.Runtime.CompilerServices;

namespace K8sAudit.Plugin.Events;

/// <summary>One number for each <see cref="RejectionReason"/>, without an array.</summary>
[InlineArray(Length)]
internal struct RejectionCounts
{
    public const int Length = 4;

    private int _first;

    public readonly long Total
    {
        get
        {
            var total = 0L;
            foreach (var count in this)
            {
                total += count;
            }

            return total;
        }
    }

    /// <summary>What was added since an earlier state.</summary>
    public readonly RejectionCounts Since(in RejectionCounts earlier)
    {
        var since = this;
        for (var reason = 0; reason < Length; reason++)
        {
            since[reason] -= earlier[reason];
        }

        return since;
    }

    public readonly long Of(RejectionReason reason) => this[(int)reason];
}
