using System.Collections.Immutable;

namespace FalcoRules.Evaluation;

/// <summary>A list in parentheses in a transformer's arguments: the values of all items as strings. No value if one item has none.</summary>
internal sealed class ListTransform(int slot, ImmutableArray<TypedSource> items) : Transform(slot)
{
    /// <inheritdoc/>
    public override bool ReadInputs(EventValues values)
    {
        foreach (var item in items)
        {
            if (item.Source.Count(values) == EventValues.NoValue)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Compute(EventValues values)
    {
        foreach (var item in items)
        {
            var count = item.Source.Count(values);
            for (var i = 0; i < count; i++)
            {
                values.AddReserved(item.WriteText(values, i, values.Reserve(item.TextLength(values, i))));
            }
        }

        return true;
    }
}
