using System.Collections.Immutable;

namespace FalcoRules.Evaluation;

/// <summary><c>join()</c> and <c>concat()</c>: joins all values of its inputs into one string, with a separator.</summary>
internal sealed class JoinTransform(int slot, TypedSource? separator, ImmutableArray<TypedSource> inputs) : Transform(slot)
{
    /// <inheritdoc/>
    public override bool ReadInputs(EventValues values)
    {
        if (separator?.Source.Count(values) == EventValues.NoValue)
        {
            return false;
        }

        foreach (var input in inputs)
        {
            if (input.Source.Count(values) == EventValues.NoValue)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Compute(EventValues values)
    {
        var between = separator is { } source ? source.Source.Bytes(values, 0) : [];
        var output = values.Reserve(MaxLength(values, between.Length));
        var length = 0;
        var first = true;
        foreach (var input in inputs)
        {
            var count = input.Source.Count(values);
            for (var i = 0; i < count; i++)
            {
                length += first ? 0 : Copy(between, output[length..]);
                first = false;
                length += input.WriteText(values, i, output[length..]);
            }
        }

        values.AddReserved(length);
        return true;
    }

    private int MaxLength(EventValues values, int separatorLength)
    {
        var length = 0;
        foreach (var input in inputs)
        {
            var count = input.Source.Count(values);
            for (var i = 0; i < count; i++)
            {
                length = checked(length + separatorLength + input.TextLength(values, i));
            }
        }

        return length;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> output)
    {
        text.CopyTo(output);
        return text.Length;
    }
}
