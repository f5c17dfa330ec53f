using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using FalcoRules;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Rules;
using K8sAudit.Runner.Terminal;

namespace K8sAudit.Runner.Demo;

/// <summary><c>demo</c>: replays the sample of an attack, step by step, with what happens and the alerts that follow.</summary>
internal sealed class DemoCommand(RunOptions options, FalcoConfiguration configuration, PluginSet plugins, Log log)
{
    private const string Sample = "attack.jsonl";
    private const int LineLength = 100;

    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(1.5);

    private readonly Presentation? _presentation = Presentation.Of(options.AlertView, options.Color, configuration.JsonOutput);
    private readonly bool _isPaced = !Console.IsOutputRedirected;

    /// <summary>Replays the sample.</summary>
    /// <param name="source">The event source that reads it.</param>
    /// <param name="output">Where the alerts are written.</param>
    /// <param name="errors">Where the story is written where the alerts are JSON.</param>
    /// <exception cref="UserError">The rules cannot be used.</exception>
    /// <exception cref="PluginFailedException">A plugin fails.</exception>
    public void Execute(string source, TextWriter output, TextWriter errors)
    {
        var rules = new RulesSetup(configuration, plugins, log);
        var program = rules.LoadForUse(RulesSetup.Read(rules.Paths([]))).Program(source) ?? throw new UserError(RunnerMessages.NoRulesForSource(source));
        var story = configuration.JsonOutput ? errors : output;
        story.Write($"{TextWrap.Wrap(Story.Begin, 0, LineLength)}\n");
        var format = CreateFormat();
        var matches = new List<Rule>();
        var line = new ArrayBufferWriter<byte>();
        var alerts = 0L;
        var events = Read(source, program.Slots, (values, current, _) =>
        {
            matches.Clear();
            program.Match(values, configuration.RuleMatching, matches);
            alerts += matches.Count;
            if (Story.Steps.Index().FirstOrDefault(step => step.Item.Event == current.Number) is not { Item: { } step } found)
            {
                return;
            }

            Pause();
            story.Write($"\n{TextWrap.Wrap($"{found.Index + 1}. {step.Text}", 0, LineLength)}\n\n");
            story.Flush();
            foreach (var rule in matches)
            {
                line.ResetWrittenCount();
                format.Write(rule, values, current, line);
                line.Write("\n"u8);
                output.Write(System.Text.Encoding.UTF8.GetString(line.WrittenSpan));
            }

            output.Flush();
        });
        story.Write($"\n{events} events, {alerts} alerts; the steps show the alerts about {Story.Steps.Count} of the events.\n");
        story.Write($"{TextWrap.Wrap(Story.End, 0, LineLength)}\n");
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The pace of the story is a time; it waits for nothing else.")]
    private void Pause()
    {
        if (_isPaced)
        {
            Thread.Sleep(_pace);
        }
    }

    private IAlertFormat CreateFormat() => _presentation?.CreateFormat() ?? (configuration.JsonOutput
        ? new JsonAlertFormat(configuration.JsonContent, configuration.Iso8601)
        : new TextAlertFormat(configuration.Iso8601));

    private long Read(string source, System.Collections.Immutable.ImmutableArray<FalcoRules.Fields.FieldReference> slots, EvaluateEvent evaluate)
    {
        var file = Path.Combine(Path.GetTempPath(), $"k8saudit-demo-{Guid.NewGuid():N}.jsonl");
        try
        {
            using (var sample = typeof(DemoCommand).Assembly.GetManifestResourceStream(Sample)!)
            using (var copy = File.Create(file))
            {
                sample.CopyTo(copy);
            }

            using var replay = new EventReplay(plugins, source, slots, log);
            return replay.Read(file, evaluate);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
