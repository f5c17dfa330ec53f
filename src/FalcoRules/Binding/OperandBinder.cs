using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Syntax;

namespace FalcoRules.Binding;

/// <summary>Assigns slots to fields and inputs to transformers, and checks the types of the inputs.</summary>
internal sealed class OperandBinder(FieldBinder fields, SlotTable slots, DiagnosticReporter reporter)
{
    /// <summary>Binds a field or transformer; null if there is an error, which is reported.</summary>
    public TypedSource? Bind(Operand operand) => operand switch
    {
        FieldOperand field => fields.Bind(field),
        LiteralOperand literal => BindConstant(literal),
        ListOperand list => BindList(list),
        NameOperand name => RefuseName(name),
        TransformOperand transform => BindTransform(transform),
        _ => throw new ArgumentException($"{operand.GetType()} has no values", nameof(operand)),
    };

    private TypedSource? RefuseName(NameOperand name)
    {
        reporter.Error(name.Location, BindingMessages.NameAmongArguments(name.Name));
        return null;
    }

    private TypedSource? BindConstant(LiteralOperand literal)
    {
        if (literal.Text.Contains('\0'))
        {
            reporter.Error(literal.Location, BindingMessages.NulInValue);
            return null;
        }

        return Share(literal, FieldType.String, isList: false, slot => new ConstantTransform(slot, LiteralText.ToBytes(literal.Text)));
    }

    private TypedSource? BindList(ListOperand list) => BindAll(list.Items) is { } items
        ? Share(list, FieldType.String, isList: true, slot => new ListTransform(slot, items))
        : null;

    private TypedSource? BindTransform(TransformOperand operand)
    {
        // The parser accepts no other names.
        var definition = TransformerTable.Find(operand.Name)!;
        if (operand.Arguments.Length < definition.MinArguments || operand.Arguments.Length > definition.MaxArguments)
        {
            reporter.Error(operand.Location, BindingMessages.WrongArgumentCount(definition, operand.Arguments.Length));
            return null;
        }

        if (SelectorError(definition, operand.Selector) is { } message)
        {
            reporter.Error(operand.Location, message);
            return null;
        }

        return BindAll(operand.Arguments) is { } arguments ? BindTransform(operand, definition, arguments) : null;
    }

    private static string? SelectorError(TransformerDefinition definition, string? selector) => selector switch
    {
        null => null,
        _ when !definition.TakesSelector => BindingMessages.SelectorNotAllowed(definition),
        _ when LiteralText.ToBytes(selector).Length != 1 => BindingMessages.SelectorNotAnOption(selector),
        _ => null,
    };

    private ImmutableArray<TypedSource>? BindAll(ImmutableArray<Operand> operands)
    {
        var bound = operands.Select(Bind).ToArray();
        return bound.All(source => source is not null) ? [.. bound.Select(source => source!.Value)] : null;
    }

    private TypedSource? BindTransform(TransformOperand operand, TransformerDefinition definition, ImmutableArray<TypedSource> arguments)
    {
        byte? selector = operand.Selector is null ? null : LiteralText.ToBytes(operand.Selector)[0];
        switch (definition.Bind(arguments, selector))
        {
            case { Create: { } create } result:
                return Share(operand, result.Type, result.IsList, create);
            case { }:
                return arguments[0];
            default:
                reporter.Error(operand.Location, BindingMessages.WrongArgumentTypes(definition, arguments));
                return null;
        }
    }

    private TypedSource Share(Operand operand, FieldType type, bool isList, Func<int, Transform> create) =>
        new(new ValueSource(slots.Share(ExpressionPrinter.Print(operand), create)), type, isList);
}
