using System.Collections.Immutable;
using FalcoRules.Binding;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Items;
using FalcoRules.Resolve;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Compile;

/// <summary>Compiles the definitions of all files into rules and programs.</summary>
internal sealed class RulesCompiler
{
    private readonly RulesCollection _collection;
    private readonly RulesEnvironment _environment;
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly ListResolver _lists;
    private readonly ConditionResolver _conditions;
    private readonly OutputTexts _outputs;
    private readonly bool _hasPlugins;
    private readonly List<CompiledRule> _rules = [];
    private readonly Dictionary<string, ProgramBuilder> _programs = [];

    private RulesCompiler(RulesCollection collection, RulesEnvironment environment, bool hasPlugins, ICollection<Diagnostic> diagnostics)
    {
        _collection = collection;
        _environment = environment;
        _diagnostics = diagnostics;
        _hasPlugins = hasPlugins;
        _lists = new ListResolver(collection.Lists, diagnostics);
        _conditions = new ConditionResolver(collection, _lists, [.. environment.Sources.Select(source => source.Name)], diagnostics);
        _outputs = new OutputTexts(environment);
    }

    /// <summary>Compiles everything. Errors are reported; the result is then incomplete.</summary>
    /// <param name="collection">The definitions.</param>
    /// <param name="environment">The sources, plugins and settings to compile for.</param>
    /// <param name="hasPlugins">Whether the plugins that the files need are loaded; if not, missing fields and sources are not reported again.</param>
    /// <param name="diagnostics">Receives the diagnostics.</param>
    public static CompiledRules Compile(RulesCollection collection, RulesEnvironment environment, bool hasPlugins, ICollection<Diagnostic> diagnostics)
    {
        var compiler = new RulesCompiler(collection, environment, hasPlugins, diagnostics);
        compiler.Compile();
        var programs = compiler._programs.Values.Where(program => program.HasRules).Select(program => program.Build());
        var ruleset = new Ruleset([.. compiler._rules.Select(compiled => compiled.Rule)], [.. programs]);
        return new CompiledRules(ruleset, [.. compiler._rules], compiler._conditions, compiler._lists);
    }

    private void Compile()
    {
        _lists.ResolveAll();
        _conditions.ResolveMacros();
        foreach (var rule in _collection.Rules.InOrder)
        {
            Compile(rule);
        }

        WarnOfUnused();
    }

    private void Compile(RuleDefinition rule)
    {
        if (_environment.Sources.FirstOrDefault(source => source.Name == rule.Source) is not { } source)
        {
            Skip(rule);
            return;
        }

        var condition = Condition(rule, _hasPlugins ? source : null, _diagnostics) is { } tree ? _conditions.ResolveRule(tree, rule.Location) : null;
        if (!_hasPlugins)
        {
            return;
        }

        var diagnostics = new List<Diagnostic>();
        var compiled = Compile(rule, source, condition, diagnostics);
        Report(rule, diagnostics);
        if (compiled is { } whole && !diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            _rules.Add(new CompiledRule(whole.Rule, rule, condition!, [.. _outputs.ExtraFields(rule)]));
            if (whole.Rule.Enabled)
            {
                Program(source).Add(whole.Rule, whole.Predicate);
            }
        }
    }

    private (Rule Rule, Predicate Predicate)? Compile(RuleDefinition definition, EventSource source, Expression? condition, List<Diagnostic> diagnostics)
    {
        // A disabled rule is checked too, but its fields are not read.
        var isEnabled = RuleSwitches.IsEnabled(definition, _environment);
        var slots = isEnabled ? Program(source).Slots : new SlotTable();
        var predicate = condition is null ? null : ConditionCompiler.Compile(condition, source, slots, diagnostics);
        var text = _outputs.Text(definition, source, diagnostics);
        var output = OutputTemplateCompiler.Compile(text, _outputs.ExtraFields(definition), source, slots, diagnostics);
        if (predicate is null || output is null)
        {
            return null;
        }

        var rule = new Rule
        {
            Index = _rules.Count,
            Name = definition.Name,
            Description = definition.Description.Whole.Text,
            Source = definition.Source,
            Priority = definition.Priority,
            Tags = [.. definition.Tags],
            Enabled = isEnabled,
            Condition = ExpressionPrinter.Print(condition!),
            Output = output,
        };
        return (rule, predicate);
    }

    /// <summary>An unknown field skips a rule with skip-if-unknown-filter; other errors in the rule are then not reported.</summary>
    private void Report(RuleDefinition rule, List<Diagnostic> diagnostics)
    {
        var unknown = rule.SkipIfUnknownFilter ? diagnostics.Where(diagnostic => diagnostic.IsUnknownField).ToList() : [];
        foreach (var diagnostic in unknown.Count > 0 ? unknown.Select(AsSkipped) : diagnostics)
        {
            _diagnostics.Add(diagnostic);
        }
    }

    private static Diagnostic AsSkipped(Diagnostic diagnostic) => diagnostic with
    {
        Severity = DiagnosticSeverity.Warning,
        Code = DiagnosticCodes.UnknownFilter.Name,
        Message = CompileMessages.UnknownFieldSkips(diagnostic.Message),
    };

    private ProgramBuilder Program(EventSource source)
    {
        if (!_programs.TryGetValue(source.Name, out var program))
        {
            program = new ProgramBuilder(source.Name);
            _programs.Add(source.Name, program);
        }

        return program;
    }

    /// <summary>The rule's condition and the negation of each of its exceptions; null if one of them has an error.</summary>
    private Expression? Condition(RuleDefinition rule, EventSource? source, ICollection<Diagnostic> diagnostics)
    {
        var conditions = new List<Expression?> { ConditionParser.Parse(rule.Condition.Whole, diagnostics, _lists.IsList) };
        foreach (var exception in rule.Exceptions)
        {
            var match = ExceptionConditions.Build(exception, _lists.IsList, diagnostics);
            if (KnowsFields(exception, source, diagnostics) && !exception.Values.IsEmpty)
            {
                conditions.Add(match is null ? null : new NotExpression(exception.Location, match));
            }
        }

        return conditions.Contains(null) ? null
            : conditions.Count == 1 ? conditions[0]
            : new AndExpression(conditions[0]!.Location, [.. Operands(conditions[0]!), .. conditions.Skip(1).OfType<Expression>()]);
    }

    private static ImmutableArray<Expression> Operands(Expression condition) => condition is AndExpression and ? and.Operands : [condition];

    /// <summary>As in Falco, a field of an exception must exist whether or not there are values, regardless of skip-if-unknown-filter.</summary>
    private static bool KnowsFields(ExceptionDefinition exception, EventSource? source, ICollection<Diagnostic> diagnostics)
    {
        // With values, other errors in fields and comparisons were already reported.
        var fields = ExceptionConditions.Probe(exception, exception.Values.IsEmpty ? diagnostics : []);
        var unknown = fields.Where(field => source is not null && source.Find(field.Name) is null).ToList();
        foreach (var field in unknown)
        {
            diagnostics.AddError(DiagnosticCodes.Validate, field.Location, BindingMessages.UnknownField(field.Name, source!));
        }

        return unknown.Count == 0;
    }

    private void Skip(RuleDefinition rule)
    {
        var condition = Condition(rule, null, []);
        if (_hasPlugins && SourceOfFields.Find(rule, condition, _collection, _environment.Sources) is var (field, source))
        {
            _diagnostics.AddError(DiagnosticCodes.CompileCondition, rule.Location, CompileMessages.MissingSource(field, source));
        }
        else if (_hasPlugins)
        {
            var known = _environment.Sources.Select(source => source.Name);
            _diagnostics.AddWarning(DiagnosticCodes.UnknownSource, rule.SourcePlace, CompileMessages.UnknownSource(rule.Source, known));
        }

        if (condition is not null)
        {
            _conditions.MarkUsed(condition);
        }
    }

    /// <summary>If there is an error, the uses of a macro may be unknown.</summary>
    private void WarnOfUnused()
    {
        if (_diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return;
        }

        foreach (var macro in _collection.Macros.InOrder.Where(macro => !_conditions.IsUsed(macro.Name)))
        {
            _diagnostics.AddWarning(DiagnosticCodes.UnusedMacro, macro.Location, CompileMessages.UnusedMacro(macro.Name));
        }

        foreach (var list in _collection.Lists.InOrder.Where(list => !_lists.IsUsed(list.Name)))
        {
            _diagnostics.AddWarning(DiagnosticCodes.UnusedList, list.Location, CompileMessages.UnusedList(list.Name));
        }
    }

    /// <summary>The enabled rules of one source while they are collected.</summary>
    private sealed class ProgramBuilder(string source)
    {
        private readonly ImmutableArray<Rule>.Builder _rules = ImmutableArray.CreateBuilder<Rule>();
        private readonly ImmutableArray<Predicate>.Builder _predicates = ImmutableArray.CreateBuilder<Predicate>();

        public SlotTable Slots { get; } = new();

        public bool HasRules => _rules.Count > 0;

        public void Add(Rule rule, Predicate predicate)
        {
            _rules.Add(rule);
            _predicates.Add(predicate);
        }

        public RuleProgram Build() => new(source, Slots.ToArray(), _rules.ToImmutable(), _predicates.ToImmutable());
    }
}
