using System.Collections.Immutable;
using FalcoRules.Operators;

namespace FalcoRules.Syntax;

/// <summary>Parses fields and transformers, which have the same syntax in conditions and outputs.</summary>
internal sealed class OperandParser(Scanner scanner)
{
    /// <summary>Parses a field or a transformer; null, and nothing is consumed, if there is neither.</summary>
    public Operand? TryParse()
    {
        var start = scanner.Position;
        return scanner.TakeFieldName() is { } name ? ParseField(start, name) : TryParseTransformer();
    }

    /// <summary>Parses <c>val(field)</c> or a transformer; null, and nothing is consumed, if there is neither.</summary>
    public Operand? TryParseRight() => TryParseVal() ?? TryParseTransformer();

    /// <summary>Parses a constant, a field or a transformer; null, and nothing is consumed, if there is none.</summary>
    public Operand? TryParseValue() => TryParseConstant() ?? TryParse();

    /// <summary>Parses the rest of a field after its name, which was read since <paramref name="start"/>.</summary>
    public FieldOperand ParseField(int start, string name)
    {
        var argument = TryParseBrackets();
        return new FieldOperand(scanner.From(start), name, argument);
    }

    private TransformOperand? TryParseVal()
    {
        var start = scanner.Position;
        if (!scanner.Take("val("))
        {
            return null;
        }

        scanner.TakeBlanks();
        var field = scanner.Position;
        var name = scanner.TakeFieldName() ?? throw scanner.Expected(SyntaxMessages.FieldInVal);
        var operand = ParseField(field, name);
        Close(SyntaxMessages.CloseTransformer);
        return new TransformOperand(scanner.From(start), "val", [operand]) { Selector = TryParseBrackets() };
    }

    private TransformOperand? TryParseTransformer()
    {
        var start = scanner.Position;
        if (TakeTransformerName() is not { } name)
        {
            return null;
        }

        scanner.Enter(start);
        var arguments = ParseList(ParseArgument);
        Close(SyntaxMessages.CloseTransformer);
        scanner.Leave();
        var selector = TryParseBrackets();
        return new TransformOperand(scanner.From(start), name, arguments) { Selector = selector };
    }

    private string? TakeTransformerName()
    {
        var start = scanner.Position;
        if (scanner.TakeIdentifier() is { } name && scanner.Current == '(' && TransformerTable.Find(name) is { IsOnRightOnly: false })
        {
            scanner.Position++;
            return name;
        }

        scanner.Position = start;
        return null;
    }

    private Operand ParseArgument()
    {
        var start = scanner.Position;
        if (scanner.Take("("))
        {
            return ParseListOperand(start);
        }

        return TryParseItem() ?? throw scanner.Expected(SyntaxMessages.TransformerArgument);
    }

    private ListOperand ParseListOperand(int start)
    {
        scanner.TakeBlanks();
        if (scanner.Take(")"))
        {
            return new ListOperand(scanner.From(start), []);
        }

        var items = ParseList(() => TryParseItem() ?? throw scanner.Expected(SyntaxMessages.TransformerListItem));
        Close(SyntaxMessages.CloseList);
        return new ListOperand(scanner.From(start), items);
    }

    private Operand? TryParseItem() => TryParseValue() ?? TryParseName();

    private NameOperand? TryParseName()
    {
        var start = scanner.Position;
        if (scanner.TakeBareText() is { } name && scanner.Current != '(')
        {
            return new NameOperand(scanner.From(start), name);
        }

        scanner.Position = start;
        return null;
    }

    private LiteralOperand? TryParseConstant()
    {
        var start = scanner.Position;
        return (scanner.TakeNumber() ?? scanner.TakeQuoted()) is { } text ? new LiteralOperand(scanner.From(start), text) : null;
    }

    private ImmutableArray<Operand> ParseList(Func<Operand> parseItem)
    {
        var items = ImmutableArray.CreateBuilder<Operand>();
        do
        {
            scanner.TakeBlanks();
            items.Add(parseItem());
            scanner.TakeBlanks();
        }
        while (scanner.Take(","));
        return items.ToImmutable();
    }

    private void Close(string expected)
    {
        scanner.TakeBlanks();
        if (!scanner.Take(")"))
        {
            throw scanner.Expected(expected);
        }
    }

    private string? TryParseBrackets()
    {
        if (!scanner.Take("["))
        {
            return null;
        }

        var argument = scanner.TakeQuoted() ?? scanner.TakeBareArgument() ?? throw scanner.Expected(SyntaxMessages.FieldArgument);
        return scanner.Take("]") ? argument : throw scanner.Expected(SyntaxMessages.CloseBracket);
    }
}
