using System.Collections.Immutable;
using FalcoRules.Items;
using FalcoRules.Operators;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Resolve;

/// <summary>
/// Puts the trees of macros and the items of lists in place of their names. A macro sees only what was defined before it, a rule sees all.
/// What is wrong in a macro is said once, where it stands, and not again for whatever uses it.
/// </summary>
internal sealed class ConditionResolver(RulesCollection collection, ListResolver lists, ICollection<Diagnostic> diagnostics)
{
    /// <summary>How deep a condition may nest once its macros are put in; Falco's limit for one condition.</summary>
    public const int MaxDepth = 1000;

    /// <summary>How many comparisons and operators a condition may have once its macros are put in.</summary>
    public const int MaxNodes = 1_000_000;

    /// <summary>How many of those, and items of lists, all conditions of a load may have together.</summary>
    public const int MaxNodesOfAll = 5_000_000;

    private readonly Dictionary<string, Resolved?> _macros = [];
    private readonly List<string> _path = [];
    private readonly HashSet<string> _used = [];
    private int _nesting;
    private long _nodesOfRules;
    private long _itemsPut;

    /// <summary>Whether a rule or a macro uses the macro.</summary>
    public bool IsUsed(string macro) => _used.Contains(macro);

    /// <summary>Resolves a rule's condition.</summary>
    /// <returns>The tree without macros and list names; null where something in it is wrong, which was then reported.</returns>
    public Expression? ResolveRule(Expression condition, SourceSpan place)
    {
        if (Resolve(condition, int.MaxValue, place) is not { } resolved)
        {
            return null;
        }

        _nodesOfRules += resolved.Nodes;
        if (_nodesOfRules + _itemsPut <= MaxNodesOfAll)
        {
            return resolved.Tree;
        }

        diagnostics.AddError(DiagnosticCodes.Validate, place, ResolveMessages.ConditionsTooLarge(MaxNodesOfAll));
        return null;
    }

    /// <summary>Resolves every macro, so that a mistake in one that nothing uses is found too. Does not count as a use.</summary>
    public void ResolveMacros()
    {
        foreach (var macro in collection.Macros.InOrder)
        {
            ResolveMacro(macro);
        }
    }

    /// <summary>Counts what a condition names as used, though it is not compiled: a rule of a source that is not loaded.</summary>
    public void MarkUsed(Expression condition)
    {
        var names = ConditionNames.Of(condition);
        _used.UnionWith(names.Macros);
        foreach (var word in names.Words)
        {
            lists.Find(word);
        }
    }

    /// <summary>A macro's condition without macros and list names; null where something in it is wrong.</summary>
    public Expression? Macro(string name) => _macros.GetValueOrDefault(name)?.Tree;

    private Resolved? Resolve(Expression condition, int visibleBefore, SourceSpan place)
    {
        var scope = new Scope(visibleBefore);
        var tree = Put(condition, scope, 1);
        if (tree is not null && (scope.Depth > MaxDepth || scope.Nodes > MaxNodes))
        {
            diagnostics.AddError(DiagnosticCodes.Validate, place, ResolveMessages.ConditionTooLarge(MaxDepth, MaxNodes));
            return null;
        }

        return tree is null ? null : new Resolved(tree, scope.Nodes, scope.Depth);
    }

    /// <summary>Macros are resolved from inside the conditions that use them, so the limit holds for all of these together: no stack is deep enough otherwise.</summary>
    private Expression? Put(Expression expression, Scope scope, int depth)
    {
        if (_nesting == MaxDepth)
        {
            diagnostics.AddError(DiagnosticCodes.Validate, expression.Location, ResolveMessages.ConditionTooLarge(MaxDepth, MaxNodes));
            return null;
        }

        _nesting++;
        scope.Count(1, depth);
        var tree = PutOne(expression, scope, depth);
        _nesting--;
        return tree;
    }

    private Expression? PutOne(Expression expression, Scope scope, int depth) => expression switch
    {
        AndExpression and => PutAll(and.Operands, scope, depth) is { } operands ? and with { Operands = operands } : null,
        OrExpression or => PutAll(or.Operands, scope, depth) is { } operands ? or with { Operands = operands } : null,
        NotExpression not => Put(not.Operand, scope, depth + 1) is { } operand ? not with { Operand = operand } : null,
        MacroExpression macro => PutMacro(macro, scope, depth),
        ExistsExpression exists => exists with { Left = Put(exists.Left) },
        ComparisonExpression comparison => PutLists(comparison),
        _ => expression,
    };

    /// <summary>All operands are looked at, so that everything that is wrong is found.</summary>
    private ImmutableArray<Expression>? PutAll(ImmutableArray<Expression> operands, Scope scope, int depth)
    {
        var results = operands.Select(operand => Put(operand, scope, depth + 1)).ToList();
        return results.Contains(null) ? null : [.. results.OfType<Expression>()];
    }

    private Expression? PutMacro(MacroExpression use, Scope scope, int depth)
    {
        if (_path.Contains(use.Name))
        {
            var cycle = _path.SkipWhile(name => name != use.Name).Append(use.Name);
            diagnostics.AddError(DiagnosticCodes.Validate, use.Location, ResolveMessages.MacroCycle(use.Name, cycle));
            return null;
        }

        if (collection.Macros.Find(use.Name) is not { } macro || macro.FirstDefined >= scope.VisibleBefore)
        {
            ReportUndefined(use);
            return null;
        }

        _used.Add(use.Name);
        if (ResolveMacro(macro) is not { } resolved)
        {
            return null;
        }

        scope.Count(resolved.Nodes, depth + resolved.Depth);
        return resolved.Tree;
    }

    private Resolved? ResolveMacro(MacroDefinition macro)
    {
        if (_macros.TryGetValue(macro.Name, out var known))
        {
            return known;
        }

        _path.Add(macro.Name);
        var resolved = ConditionParser.Parse(macro.Condition.Whole, diagnostics, lists.IsList) is { } condition ? Resolve(condition, macro.LastChanged, macro.Place) : null;
        _path.RemoveAt(_path.Count - 1);
        _macros[macro.Name] = resolved;
        return resolved;
    }

    private void ReportUndefined(MacroExpression use)
    {
        if (collection.Macros.Find(use.Name) is { } later)
        {
            var position = later.Place.Source.Position(later.Place.Span.Start);
            diagnostics.AddError(DiagnosticCodes.Validate, use.Location, ResolveMessages.MacroDefinedLater(use.Name, later.Place.Source.Name, position.Line));
        }
        else if (!collection.Macros.IsBroken(use.Name) && collection.IsComplete)
        {
            var isList = collection.Lists.Find(use.Name) is not null;
            diagnostics.AddError(DiagnosticCodes.Validate, use.Location, ResolveMessages.UndefinedMacro(use.Name, isList, collection.Macros.Suggestions));
        }
    }

    private Expression? PutLists(ComparisonExpression comparison)
    {
        var right = comparison.Right switch
        {
            ListRight list => list with { Items = PutItems(list.Items) },
            ValueRight { Quoted: false } value when lists.Find(value.Text) is { } items => PutList(value, items, comparison),
            OperandRight operand => operand with { Operand = Put(operand.Operand) },
            _ => comparison.Right,
        };
        return right is null ? null : comparison with { Left = Put(comparison.Left), Right = right };
    }

    /// <summary>Falco puts the items in as text: many where many are taken, and one alone is as good as a value.</summary>
    private RightSide? PutList(ValueRight value, ImmutableArray<ListItem> items, ComparisonExpression comparison)
    {
        if (comparison.TakesList)
        {
            return new ListRight(value.Location, items);
        }

        if (items.Length == 1 && OperatorTable.Get(comparison.Operator).Right == RightSideKind.Number && (items[0].Quoted || !Scanner.IsNumber(items[0].Text)))
        {
            diagnostics.AddError(DiagnosticCodes.CompileCondition, value.Location, SyntaxMessages.Expected(SyntaxMessages.Number, items[0].Text));
            return null;
        }

        if (items.Length == 1)
        {
            return new ValueRight(items[0].Location, items[0].Text, items[0].Quoted);
        }

        diagnostics.AddError(DiagnosticCodes.CompileCondition, value.Location, ResolveMessages.ListInPlaceOfValue(value.Text, items.Length));
        return null;
    }

    private ImmutableArray<ListItem> PutItems(ImmutableArray<ListItem> items)
    {
        var put = ImmutableArray.CreateBuilder<ListItem>(items.Length);
        foreach (var item in items)
        {
            put.AddRange(item.Quoted ? [item] : FindToPut(item.Text) ?? [item]);
        }

        return put.ToImmutable();
    }

    private Operand Put(Operand operand) => operand switch
    {
        TransformOperand transform => transform with { Arguments = PutArguments(transform.Arguments) },
        ListOperand list => list with { Items = PutArguments(list.Items) },
        _ => operand,
    };

    private ImmutableArray<Operand> PutArguments(ImmutableArray<Operand> arguments)
    {
        var put = ImmutableArray.CreateBuilder<Operand>(arguments.Length);
        foreach (var argument in arguments)
        {
            put.AddRange(argument is NameOperand name && FindToPut(name.Name) is { } items ? items.Select(AsOperand) : [Put(argument)]);
        }

        return put.ToImmutable();
    }

    /// <summary>The items of a list that are about to be copied. Beyond the limit nothing more is: the rule is refused.</summary>
    private ImmutableArray<ListItem>? FindToPut(string name)
    {
        var items = _itemsPut > MaxNodesOfAll ? null : lists.Find(name);
        _itemsPut += items?.Length ?? 0;
        return items;
    }

    /// <summary>Among a transformer's arguments an item is read as if it were written there; one that cannot stand there was reported.</summary>
    private Operand AsOperand(ListItem item) =>
        (item.Quoted ? null : ConditionParser.ParseOperand(MappedText.At(item.Text, item.Location), diagnostics)) ?? new LiteralOperand(item.Location, item.Text);

    /// <summary>A resolved condition and how large it is.</summary>
    private sealed record Resolved(Expression Tree, long Nodes, int Depth);

    /// <summary>One condition while it is resolved.</summary>
    private sealed class Scope(int visibleBefore)
    {
        public int VisibleBefore { get; } = visibleBefore;

        public long Nodes { get; private set; }

        public int Depth { get; private set; }

        public void Count(long nodes, int depth)
        {
            Nodes = Math.Min(Nodes + nodes, int.MaxValue);
            Depth = Math.Max(Depth, depth);
        }
    }
}
