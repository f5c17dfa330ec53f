using System.Buffers;
using System.Numerics;
using FalcoPlugin.Abi;

namespace FalcoRules.Evaluation;

/// <summary>Compares two lists: <c>list in val(list)</c>, <c>list intersects val(list)</c>.</summary>
internal sealed class FieldListPredicate(bool comparesEveryValue, FieldType type, ValueSource left, ValueSource right) : Predicate
{
    private const int FewPairs = 1024;

    /// <summary>"in" is false at the first value that is not in the other list, "intersects" is true at the first that is.</summary>
    private bool IsDecisive => !comparesEveryValue;

    /// <inheritdoc/>
    public override bool Test(EventValues values)
    {
        var count = left.Count(values);
        if (count == EventValues.NoValue || right.Count(values) == EventValues.NoValue)
        {
            return false;
        }

        var others = right.Count(values);
        return (long)count * others <= FewPairs ? TestPairs(values, count) : TestIndexed(values, count, others);
    }

    private bool TestPairs(EventValues values, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (IsAmongOthers(values, i) == IsDecisive)
            {
                return IsDecisive;
            }
        }

        return !IsDecisive;
    }

    private bool IsAmongOthers(EventValues values, int index)
    {
        var count = right.Count(values);
        for (var i = 0; i < count; i++)
        {
            if (Comparison.Equality.Test(type, values, left, index, right, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>For two long lists: the right one is hashed, so that the cost is not the product of their lengths.</summary>
    private bool TestIndexed(EventValues values, int count, int others)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)others);
        var heads = ArrayPool<int>.Shared.Rent(size);
        var next = ArrayPool<int>.Shared.Rent(others);
        heads.AsSpan(0, size).Fill(-1);
        for (var i = 0; i < others; i++)
        {
            var chain = Hash(values, right, i) & (size - 1);
            next[i] = heads[chain];
            heads[chain] = i;
        }

        var answer = !IsDecisive;
        for (var i = 0; i < count && answer != IsDecisive; i++)
        {
            var other = heads[Hash(values, left, i) & (size - 1)];
            while (other >= 0 && !Comparison.Equality.Test(type, values, left, i, right, other))
            {
                other = next[other];
            }

            answer = (other >= 0) == IsDecisive ? IsDecisive : answer;
        }

        ArrayPool<int>.Shared.Return(heads);
        ArrayPool<int>.Shared.Return(next);
        return answer;
    }

    private int Hash(EventValues values, ValueSource source, int index) =>
        Comparison.IsNumber(type) ? HashCode.Combine(source.Number(values, index)) : BytesComparer.Instance.GetHashCode(source.Bytes(values, index));
}
