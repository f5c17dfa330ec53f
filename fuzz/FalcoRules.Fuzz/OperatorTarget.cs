using System.Text;
using FalcoRules.Binding;
using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Patterns;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Fuzz;

/// <summary>
/// An operator for strings, a constant and a value, each on a line: the operator gives one answer however it is evaluated, and takes steps in proportion to
/// both lengths.
/// </summary>
internal static class OperatorTarget
{
    private const int StepsPerByte = 10;
    private const int FreeSteps = 1 << 17;

    public static void Run(byte[] input)
    {
        if (!TryTakeLine(ref input, out var name)
            || !TryTakeLine(ref input, out var constant)
            || OperatorTable.Find(Encoding.UTF8.GetString(name)) is not { } op)
        {
            return;
        }

        // No string of a condition or an event has the byte 0.
        var value = input.TakeWhile(b => b != 0).ToArray();
        constant = [.. constant.TakeWhile(b => b != 0)];
        CheckAnswers(op, constant, value);
        CheckSteps(constant, value);
        if (op.PrepareRegex is not null)
        {
            CheckRegex(Encoding.UTF8.GetString(constant), value);
        }
    }

    private static bool TryTakeLine(ref byte[] input, out byte[] line)
    {
        var end = Array.IndexOf(input, (byte)'\n');
        line = end < 0 ? [] : input[..end];
        input = end < 0 ? input : input[(end + 1)..];
        return end >= 0;
    }

    /// <summary>A constant is prepared when rules are loaded, the value of a field is not.</summary>
    private static void CheckAnswers(OperatorDefinition op, byte[] constant, byte[] value)
    {
        var slots = new SlotTable();
        var quoted = new StringBuilder();
        LiteralText.AppendQuoted(quoted, LiteralText.FromBytes(constant));
        var written = op.Right == RightSideKind.List ? $"({quoted})" : quoted.ToString();
        if (Compile($"t.text {op.Name} {written}", slots) is not { } predicate)
        {
            return;
        }

        var values = new TwoStrings(slots.ToArray().Length, value, constant);
        var answer = predicate.Test(values);
        if (op is { TakesField: true, Right: RightSideKind.Value, TakesHexadecimal: false } && Compile($"t.text {op.Name} val(t.shown)", slots) is { } ofFields)
        {
            Require.That(ofFields.Test(new TwoStrings(slots.ToArray().Length, value, constant)) == answer, $"{op.Name} of a constant and of a field differ");
        }

        Require.That(
            op.Operator != ComparisonOperator.IContains || answer == ContainsIgnoringCase(value, constant),
            "icontains differs from trying each position");
        Require.That(op.Operator != ComparisonOperator.Contains || answer == value.AsSpan().IndexOf(constant) >= 0, "contains differs from .NET's search");
    }

    private static Predicate? Compile(string condition, SlotTable slots) =>
        ConditionParser.Parse(MappedText.Whole(new SourceText("input", condition)), []) is { } expression
            ? ConditionCompiler.Compile(expression, FuzzSource.Source, slots, [])
            : null;

    private static bool ContainsIgnoringCase(byte[] value, byte[] constant) => Enumerable.Range(0, Math.Max(0, value.Length - constant.Length + 1))
        .Any(start => Enumerable.Range(0, constant.Length).All(i => AsciiCase.ToLower(value[start + i]) == AsciiCase.ToLower(constant[i])));

    private static void CheckSteps(byte[] constant, byte[] value)
    {
        foreach (var ignoreCase in new[] { true, false })
        {
            var (search, glob) = (0L, 0L);
            TextSearch.IndexOf(value, constant, ignoreCase, ref search);
            new Glob(constant, ignoreCase).Matches(value, ref glob);
            var length = value.Length + constant.Length;
            Require.That(search <= FreeSteps + (StepsPerByte * length), $"a search took {search} steps");
            Require.That(glob <= FreeSteps + ((long)(StepsPerByte + (constant.Length / 64)) * length), $"wildcards took {glob} steps");
        }
    }

    /// <summary>A cache that is full changes nothing but the steps.</summary>
    private static void CheckRegex(string pattern, byte[] value)
    {
        try
        {
            var regex = RegexAutomaton.Compile(pattern, new RegexBudget());
            var answer = regex.IsMatch(value);
            Require.That(regex.Steps <= (long)(value.Length + 1 + (64 * 64)) * regex.StepsPerCharacter, "a regular expression took more steps than it has");
            Require.That(regex.IsMatch(value) == answer, "two answers about one value");
            Require.That(RegexAutomaton.Compile(pattern, RegexBudget.WithoutStates).IsMatch(value) == answer, "a full cache changes the answer");
        }
        catch (RegexSyntaxException)
        {
            // That is how it says what is wrong.
        }
    }

    private sealed class TwoStrings(int slotCount, byte[] first, byte[] second) : EventValues(slotCount)
    {
        protected override void Read(int slot) => Add(slot == 0 ? first : second);
    }
}
