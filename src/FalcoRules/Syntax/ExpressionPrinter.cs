using System.Runtime.CompilerServices;
using System.Text;
using FalcoRules.Evaluation;
using FalcoRules.Operators;

namespace FalcoRules.Syntax;

/// <summary>Prints conditions as text.</summary>
internal static class ExpressionPrinter
{
    /// <summary>
    /// The condition in its normal form: no unnecessary parentheses or quotes, one space between words. Items of lists keep
    /// their quotes, because a bare item may be the name of a list.
    /// </summary>
    /// <exception cref="InsufficientExecutionStackException">The condition is nested too deeply because of nested macros.</exception>
    public static string Print(Expression expression)
    {
        var output = new StringBuilder();
        Append(output, expression);
        return output.ToString();
    }

    /// <summary>A field or transformer as it is written.</summary>
    public static string Print(Operand operand)
    {
        var output = new StringBuilder();
        Append(output, operand);
        return output.ToString();
    }

    /// <summary>The operator of a comparison, with its modifier: <c>startswith anyof</c>.</summary>
    public static string PrintOperator(ComparisonExpression comparison)
    {
        var name = OperatorTable.Get(comparison.Operator).Name;
        return comparison.Modifier == ComparisonModifier.None
            ? name
            : $"{name} {OperatorTable.Modifiers.First(row => row.Modifier == comparison.Modifier).Name}";
    }

    private static void Append(StringBuilder output, Expression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case OrExpression or: AppendChain(output, or.Operands, " or ", inner => inner is OrExpression); break;
            case AndExpression and: AppendChain(output, and.Operands, " and ", inner => inner is OrExpression or AndExpression); break;
            case NotExpression not: AppendNot(output, not); break;
            case MacroExpression macro: output.Append(macro.Name); break;
            case ExistsExpression exists: Append(output, exists.Left); output.Append(' ').Append(OperatorTable.Exists); break;
            case ComparisonExpression comparison: Append(output, comparison); break;
            default: throw new ArgumentException($"{expression.GetType()} has no printed form", nameof(expression));
        }
    }

    private static void AppendChain(StringBuilder output, IEnumerable<Expression> operands, string between, Func<Expression, bool> needsParentheses)
    {
        var first = true;
        foreach (var operand in operands)
        {
            output.Append(first ? "" : between);
            first = false;
            AppendOperand(output, operand, needsParentheses(operand));
        }
    }

    private static void AppendNot(StringBuilder output, NotExpression not)
    {
        output.Append("not ");
        AppendOperand(output, not.Operand, not.Operand is NotExpression or AndExpression or OrExpression);
    }

    private static void AppendOperand(StringBuilder output, Expression operand, bool parentheses)
    {
        output.Append(parentheses ? "(" : "");
        Append(output, operand);
        output.Append(parentheses ? ")" : "");
    }

    private static void Append(StringBuilder output, ComparisonExpression comparison)
    {
        Append(output, comparison.Left);
        output.Append(' ').Append(PrintOperator(comparison)).Append(' ');
        switch (comparison.Right)
        {
            case ValueRight value: AppendText(output, value.Text, quoted: false); break;
            case ListRight list: AppendList(output, list.Items, static (output, item) => AppendText(output, item.Text, item.Quoted)); break;
            case OperandRight operand: Append(output, operand.Operand); break;
            default: throw new ArgumentException($"{comparison.Right.GetType()} has no printed form", nameof(comparison));
        }
    }

    private static void Append(StringBuilder output, Operand operand)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (operand)
        {
            case FieldOperand field: output.Append(field.Name); AppendBrackets(output, field.Argument); break;
            case NameOperand name: output.Append(name.Name); break;
            case LiteralOperand literal: LiteralText.AppendQuoted(output, literal.Text); break;
            case ListOperand list: AppendList(output, list.Items, Append); break;
            case TransformOperand transform:
                output.Append(transform.Name);
                AppendList(output, transform.Arguments, Append);
                AppendBrackets(output, transform.Selector);
                break;
            default: throw new ArgumentException($"{operand.GetType()} has no printed form", nameof(operand));
        }
    }

    private static void AppendList<T>(StringBuilder output, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        output.Append('(');
        var first = true;
        foreach (var item in items)
        {
            output.Append(first ? "" : ", ");
            first = false;
            append(output, item);
        }

        output.Append(')');
    }

    private static void AppendText(StringBuilder output, string text, bool quoted)
    {
        if (!quoted && Scanner.IsBareText(text))
        {
            output.Append(text);
        }
        else
        {
            LiteralText.AppendQuoted(output, text);
        }
    }

    private static void AppendBrackets(StringBuilder output, string? argument)
    {
        if (argument is null)
        {
            return;
        }

        output.Append('[');
        if (Scanner.IsBareArgument(argument))
        {
            output.Append(argument);
        }
        else
        {
            LiteralText.AppendQuoted(output, argument);
        }

        output.Append(']');
    }
}
