using System.Collections.Immutable;
using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Text;

namespace FalcoRules.Syntax;

/// <summary>Parses the text of a condition into a tree and diagnostics. The grammar is Falco's (libsinsp, filter/parser.h), including its leniencies.</summary>
internal sealed class ConditionParser
{
    private readonly Scanner _scanner;
    private readonly OperandParser _operands;
    private readonly Func<string, bool> _isList;
    private Expression? _lastPart;

    private ConditionParser(MappedText text, Func<string, bool>? isList = null)
    {
        _scanner = new Scanner(text);
        _isList = isList ?? (_ => false);
        _operands = new OperandParser(_scanner);
    }

    /// <summary>Parses a condition. Never throws because of the text.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="diagnostics">Receives the diagnostics.</param>
    /// <param name="isList">Whether a word is the name of a list: Falco expands its items first, so that it is allowed where other words are not.</param>
    /// <returns>The tree; null if there is an error, which is added to <paramref name="diagnostics"/>.</returns>
    public static Expression? Parse(MappedText text, ICollection<Diagnostic> diagnostics, Func<string, bool>? isList = null)
    {
        try
        {
            return new ConditionParser(text, isList).ParseWhole();
        }
        catch (SyntaxException error)
        {
            diagnostics.AddError(DiagnosticCodes.CompileCondition, error.Location, error.Message);
            return null;
        }
    }

    /// <summary>Parses an argument of a transformer: a constant, a field, a transformer.</summary>
    /// <returns>The operand; null if it is invalid, with an error added to <paramref name="diagnostics"/>.</returns>
    public static Operand? ParseOperand(MappedText text, ICollection<Diagnostic> diagnostics)
    {
        try
        {
            var parser = new ConditionParser(text);
            return parser._operands.TryParseValue() is { } operand && parser._scanner.AtEnd
                ? operand
                : throw parser._scanner.Expected(SyntaxMessages.TransformerListItem);
        }
        catch (SyntaxException error)
        {
            diagnostics.AddError(DiagnosticCodes.CompileCondition, error.Location, error.Message);
            return null;
        }
    }

    private Expression ParseWhole()
    {
        var condition = ParseOr();
        return _scanner.AtEnd ? condition : throw _scanner.Expected(SyntaxMessages.EndOfCondition, _lastPart is MacroExpression);
    }

    private Expression ParseOr()
    {
        var operands = ParseChain("or", ParseAnd);
        return operands.Length == 1 ? operands[0] : new OrExpression(operands[0].Location.To(operands[^1].Location), operands);
    }

    private Expression ParseAnd()
    {
        var operands = ParseChain("and", ParseNot);
        return operands.Length == 1 ? operands[0] : new AndExpression(operands[0].Location.To(operands[^1].Location), operands);
    }

    private ImmutableArray<Expression> ParseChain(string keyword, Func<Expression> parseOperand)
    {
        _scanner.TakeBlanks();
        var operands = ImmutableArray.CreateBuilder<Expression>();
        operands.Add(parseOperand());
        _scanner.TakeBlanks();
        while (_scanner.Take(keyword))
        {
            if (!_scanner.TakeBlanks() && _scanner.Current != '(')
            {
                throw _scanner.Expected(SyntaxMessages.BlankAfter(keyword));
            }

            operands.Add(parseOperand());
            _scanner.TakeBlanks();
        }

        return operands.ToImmutable();
    }

    private Expression ParseNot()
    {
        var start = _scanner.Position;
        var negated = false;
        while (_scanner.TakeWordAndBlanks("not"))
        {
            negated = !negated;
        }

        if (_scanner.Take("not("))
        {
            _scanner.Position--;
            negated = !negated;
        }

        var operand = ParseCheck();
        return negated ? new NotExpression(_scanner.From(start), operand) : operand;
    }

    private Expression ParseCheck()
    {
        var start = _scanner.Position;
        if (_scanner.Take("("))
        {
            return ParseParenthesis(start);
        }

        return _lastPart = _operands.TryParse() is { } left ? ParseComparison(start, left) : ParseMacro(start);
    }

    private Expression ParseParenthesis(int start)
    {
        _scanner.Enter(start);
        var inner = ParseOr();
        _scanner.Leave();
        return _scanner.Take(")") ? inner : throw _scanner.Expected(SyntaxMessages.CloseParenthesis, _lastPart is MacroExpression);
    }

    private MacroExpression ParseMacro(int start)
    {
        if (_scanner.IsKeywordNext || _scanner.TakeIdentifier() is not { } name)
        {
            throw _scanner.Expected(SyntaxMessages.Condition);
        }

        if (SyntaxHints.ForMacro(name) is { } hint)
        {
            throw _scanner.Error(start, SyntaxMessages.ExpectedWithHint(SyntaxMessages.Condition, name, hint));
        }

        return _scanner.Current == '('
            ? throw _scanner.Error(start, SyntaxMessages.NotATransformer(name))
            : new MacroExpression(_scanner.From(start), name);
    }

    private Expression ParseComparison(int start, Operand left)
    {
        _scanner.TakeBlanks();
        if (_scanner.Take(OperatorTable.Exists))
        {
            return new ExistsExpression(_scanner.From(start), left);
        }

        var (op, location) = ParseOperator();
        var blank = _scanner.TakeBlanks();
        var modifier = blank && op.Right == RightSideKind.Value ? TakeModifier() : ComparisonModifier.None;
        var right = ParseRight(modifier == ComparisonModifier.None ? op.Right : RightSideKind.List);
        return new ComparisonExpression(_scanner.From(start), left, op.Operator, location, right) { Modifier = modifier };
    }

    private (OperatorDefinition Operator, SourceSpan Location) ParseOperator()
    {
        var start = _scanner.Position;
        foreach (var (text, op) in OperatorTable.Spellings)
        {
            if (_scanner.Take(text))
            {
                if (_scanner.AtBlank || !op.NeedsBlank)
                {
                    return (op, _scanner.From(start));
                }

                _scanner.Position = start;
            }
        }

        throw _scanner.Expected(SyntaxMessages.Operator);
    }

    private RightSide ParseRight(RightSideKind kind)
    {
        if (kind == RightSideKind.List && _scanner.Current == '(')
        {
            return ParseList();
        }

        return _operands.TryParseRight() is { } operand ? new OperandRight(operand.Location, operand) : kind switch
        {
            RightSideKind.Number => ParseNumber(),
            RightSideKind.List => ParseListName(),
            _ => ParseText(),
        };
    }

    private ValueRight ParseNumber()
    {
        var start = _scanner.Position;
        return (TakeListName() ?? _scanner.TakeNumber()) is { } number
            ? new ValueRight(_scanner.From(start), number, Quoted: false)
            : throw _scanner.Expected(SyntaxMessages.Number);
    }

    private ValueRight ParseListName()
    {
        var start = _scanner.Position;
        return (TakeListName() ?? _scanner.TakeIdentifier()) is { } name
            ? new ValueRight(_scanner.From(start), name, Quoted: false)
            : throw _scanner.Expected(SyntaxMessages.List);
    }

    private string? TakeListName()
    {
        var start = _scanner.Position;
        if (_scanner.TakeBareText() is { } name && _isList(name))
        {
            return name;
        }

        _scanner.Position = start;
        return null;
    }

    private ValueRight ParseText() => TryParseItem() is { } item
        ? new ValueRight(item.Location, item.Text, item.Quoted)
        : throw _scanner.Expected(SyntaxMessages.Value);

    /// <summary>A modifier is recognized only before a list; <c>name = oneof</c> compares with that string.</summary>
    private ComparisonModifier TakeModifier()
    {
        var start = _scanner.Position;
        foreach (var (name, modifier) in OperatorTable.Modifiers)
        {
            if (_scanner.TakeWordAndBlanks(name) && !_scanner.IsKeywordNext && (_scanner.Current == '(' || char.IsAsciiLetter(_scanner.Current)))
            {
                return modifier;
            }

            _scanner.Position = start;
        }

        return ComparisonModifier.None;
    }

    private ListRight ParseList()
    {
        var start = _scanner.Position++;
        var items = ImmutableArray.CreateBuilder<ListItem>();
        _scanner.TakeBlanks();
        if (!_scanner.Take(")"))
        {
            do
            {
                _scanner.TakeBlanks();
                items.Add(TryParseItem() ?? throw _scanner.Expected(items.Count == 0 ? SyntaxMessages.FirstItem : SyntaxMessages.Item));
                _scanner.TakeBlanks();
            }
            while (_scanner.Take(","));
            if (!_scanner.Take(")"))
            {
                throw _scanner.Expected(SyntaxMessages.CloseList);
            }
        }

        return new ListRight(_scanner.From(start), items.ToImmutable());
    }

    private ListItem? TryParseItem()
    {
        var start = _scanner.Position;
        if (_scanner.TakeQuoted() is { } quoted)
        {
            return new ListItem(_scanner.From(start), quoted, Quoted: true);
        }

        return _scanner.TakeBareText() is { } bare ? new ListItem(_scanner.From(start), bare, Quoted: false) : null;
    }
}
