using FalcoRules.Evaluation;

namespace FalcoRules.Operators;

/// <summary>One row of the transformer table.</summary>
/// <param name="Kind">The transformer.</param>
/// <param name="Name">As it is written before the parenthesis.</param>
/// <param name="Arguments">What it takes, for messages.</param>
/// <param name="MinArguments">Fewest arguments.</param>
/// <param name="MaxArguments">Most arguments.</param>
internal sealed record TransformerDefinition(TransformerKind Kind, string Name, string Arguments, int MinArguments, int MaxArguments)
{
    /// <summary>Whether it takes an argument in brackets after it; false by default.</summary>
    public bool TakesSelector { get; init; }
}
