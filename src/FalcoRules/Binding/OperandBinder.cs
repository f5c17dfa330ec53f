using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Operators;
using FalcoRules.Syntax;

namespace FalcoRules.Binding;

/// <summary>Gives fields slots and transformers their inputs, and checks the types of what they are applied to.</summary>
internal sealed class OperandBinder(FieldBinder fields, SlotTable slots, DiagnosticReporter reporter)
{
    /// <summary>Binds a field or transformer; null where there is an error, which was noted.</summary>
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
        // The parser takes no other names.
        var definition = TransformerTable.Find(operand.Name)!;
        if (operand.Arguments.Length < definition.MinimumArguments || operand.Arguments.Length > definition.MaximumArguments)
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
        var first = arguments[0];
        switch (definition.Kind)
        {
            case TransformerKind.Val:
                return first;
            case TransformerKind.Length when first.IsList || first.Type == FieldType.String:
                return Share(operand, FieldType.UInt64, isList: false, slot => new LengthTransform(slot, first.Source, first.IsList));
            case TransformerKind.ToLower or TransformerKind.ToUpper or TransformerKind.Base64 or TransformerKind.BaseName when first.Type == FieldType.String:
                return Share(operand, FieldType.String, first.IsList, slot => new TextTransform(slot, definition.Kind, first.Source));
            case TransformerKind.Join when IsText(first) && arguments[1].IsList:
                return Share(operand, FieldType.String, isList: false, slot => new JoinTransform(slot, first, [arguments[1]]));
            case TransformerKind.Concat when arguments.All(IsText):
                return Share(operand, FieldType.String, isList: false, slot => new JoinTransform(slot, separator: null, arguments));
            case TransformerKind.GetOpt when first.IsList && first.Type == FieldType.String && IsText(arguments[1]):
                return BindGetOpt(operand, first, arguments[1]);
            default:
                reporter.Error(operand.Location, BindingMessages.WrongArgumentTypes(definition, arguments));
                return null;
        }
    }

    private TypedSource BindGetOpt(TransformOperand operand, TypedSource arguments, TypedSource options)
    {
        byte? selector = operand.Selector is null ? null : LiteralText.ToBytes(operand.Selector)[0];
        return Share(operand, FieldType.String, selector is null, slot => new GetOptTransform(slot, arguments.Source, options.Source, selector));
    }

    private static bool IsText(TypedSource source) => source is { Type: FieldType.String, IsList: false };

    private TypedSource Share(Operand operand, FieldType type, bool isList, Func<int, Transform> create) =>
        new(new ValueSource(slots.Share(ExpressionPrinter.Print(operand), create)), type, isList);
}
