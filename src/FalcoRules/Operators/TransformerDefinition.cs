using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;

namespace FalcoRules.Operators;

/// <summary>One row of the transformer table: all that there is about a transformer.</summary>
/// <param name="Name">As it is written before the parenthesis.</param>
/// <param name="Arguments">What it takes, for messages.</param>
/// <param name="MinArguments">Fewest arguments.</param>
/// <param name="MaxArguments">Most arguments.</param>
/// <param name="Bind">Its result for arguments of these types, and for the option in brackets; null if it does not take such arguments.</param>
/// <param name="Example">A condition.</param>
/// <param name="Meaning">The value, for the documentation.</param>
internal sealed record TransformerDefinition(
    string Name, string Arguments, int MinArguments, int MaxArguments, Func<ImmutableArray<TypedSource>, byte?, TransformerResult?> Bind, string Example,
    string Meaning)
{
    /// <summary>Whether it takes an argument in brackets after it; false by default.</summary>
    public bool TakesSelector { get; init; }

    /// <summary>Whether it changes each value of a list by itself; false by default.</summary>
    public bool ChangesEach { get; init; }

    /// <summary>Whether it is allowed on the right of an operator only; false by default.</summary>
    public bool IsOnRightOnly { get; init; }
}

/// <summary>What a transformer produces.</summary>
/// <param name="Type">The type of each value.</param>
/// <param name="IsList">Whether it is a list.</param>
/// <param name="Create">Creates the transformer with its slot; null if the value is that of the argument.</param>
internal sealed record TransformerResult(FieldType Type, bool IsList, Func<int, Transform>? Create);
