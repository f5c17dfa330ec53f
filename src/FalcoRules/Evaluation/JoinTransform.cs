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
        var maxLength = MaxLength(values, between.Length);
        if (maxLength > EventValues.MaxComputedBytes)
        {
            return false;
        }

        var output = values.Reserve((int)maxLength);
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

    // A separator that is the value of a field is written between all values of a list: the product of two lengths of the event.
    private long MaxLength(EventValues values, int separatorLength)
    {
        var length = 0L;
        foreach (var input in inputs)
        {
            var count = input.Source.Count(values);
            length += (long)separatorLength * count;
            for (var i = 0; i < count; i++)
            {
                length += input.TextLength(values, i);
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
