using System.Collections.Immutable;

namespace FalcoRules.Evaluation;

/// <summary>Tests whether one of several networks contains an address; a network never contains an address of the other family.</summary>
internal sealed class NetworkMatcher(ImmutableArray<Network> networks, bool outside) : Matcher
{
    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index)
    {
        var address = source.Bytes(values, index);
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return !outside;
            }
        }

        return outside;
    }
}
