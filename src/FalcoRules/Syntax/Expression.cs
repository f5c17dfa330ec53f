using System.Collections.Immutable;
using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Text;

namespace FalcoRules.Syntax;

/// <summary>A condition as written. The records in this file are all the kinds.</summary>
/// <param name="Location">Its location.</param>
internal abstract record Expression(SourceSpan Location)
{
    /// <summary>The condition in its normal form; parsing it gives the same tree.</summary>
    public sealed override string ToString() => ExpressionPrinter.Print(this);
}

/// <summary>All of two or more must be true.</summary>
internal sealed record AndExpression(SourceSpan Location, ImmutableArray<Expression> Operands) : Expression(Location);

/// <summary>One of two or more must be true.</summary>
internal sealed record OrExpression(SourceSpan Location, ImmutableArray<Expression> Operands) : Expression(Location);

/// <summary>The operand must be false.</summary>
internal sealed record NotExpression(SourceSpan Location, Expression Operand) : Expression(Location);

/// <summary>A macro by its name.</summary>
internal sealed record MacroExpression(SourceSpan Location, string Name) : Expression(Location);

/// <summary><c>field exists</c></summary>
internal sealed record ExistsExpression(SourceSpan Location, Operand Left) : Expression(Location);

/// <summary><c>field operator value</c></summary>
/// <param name="Location">The location of the whole comparison.</param>
/// <param name="Left">The left side.</param>
/// <param name="Operator">The operator, as an index into the operator table.</param>
/// <param name="OperatorLocation">The location of the operator.</param>
/// <param name="Right">The right side.</param>
internal sealed record ComparisonExpression(
    SourceSpan Location,
    Operand Left,
    ComparisonOperator Operator,
    SourceSpan OperatorLocation,
    RightSide Right) : Expression(Location)
{
    /// <summary>For how many items of a list it must be true; none by default, and then the operator determines the right side.</summary>
    public ComparisonModifier Modifier { get; init; }

    /// <summary>Whether the right side is a list, and a bare word the name of one.</summary>
    public bool TakesList => Modifier != ComparisonModifier.None || OperatorTable.Get(Operator).Right == RightSideKind.List;
}

/// <summary>An expression that has values: a field, or a transformer applied to operands.</summary>
/// <param name="Location">Its location.</param>
internal abstract record Operand(SourceSpan Location);

/// <summary><c>name</c> or <c>name[argument]</c></summary>
/// <param name="Location">Its location.</param>
/// <param name="Name">The field's name.</param>
/// <param name="Argument">The unquoted text in brackets; null if there are no brackets.</param>
internal sealed record FieldOperand(SourceSpan Location, string Name, string? Argument) : Operand(Location);

/// <summary><c>name(operand, …)</c>, or <c>name(operand, …)[selector]</c></summary>
internal sealed record TransformOperand(SourceSpan Location, string Name, ImmutableArray<Operand> Arguments) : Operand(Location)
{
    /// <summary>The unquoted text in brackets; null if there are no brackets.</summary>
    public string? Selector { get; init; }
}

/// <summary>A constant in a transformer's arguments.</summary>
internal sealed record LiteralOperand(SourceSpan Location, string Text) : Operand(Location);

/// <summary>A bare word in a transformer's arguments: the name of a list, which is replaced by the list's items.</summary>
internal sealed record NameOperand(SourceSpan Location, string Name) : Operand(Location);

/// <summary>A list in parentheses in a transformer's arguments: <c>(field, "text", tolower(field))</c></summary>
internal sealed record ListOperand(SourceSpan Location, ImmutableArray<Operand> Items) : Operand(Location);

/// <summary>The right side of a comparison.</summary>
/// <param name="Location">Its location.</param>
internal abstract record RightSide(SourceSpan Location);

/// <summary>One value, unquoted and unescaped. A bare word may be the name of a list if the operator accepts one.</summary>
internal sealed record ValueRight(SourceSpan Location, string Text, bool Quoted) : RightSide(Location);

/// <summary><c>(a, b, list_name)</c></summary>
internal sealed record ListRight(SourceSpan Location, ImmutableArray<ListItem> Items) : RightSide(Location);

/// <summary>Another field: <c>val(field)</c>, or a transformer.</summary>
internal sealed record OperandRight(SourceSpan Location, Operand Operand) : RightSide(Location);

/// <summary>An item of a list; a bare one may be the name of a list.</summary>
internal sealed record ListItem(SourceSpan Location, string Text, bool Quoted);
