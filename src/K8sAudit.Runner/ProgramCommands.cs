using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Doctor;
using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Reports;
using K8sAudit.Runner.Schemas;

namespace K8sAudit.Runner;

/// <summary>The commands in Falco's order: of several that are asked for, the first one is executed.</summary>
internal static class ProgramCommands
{
    public static IReadOnlyList<ProgramCommand> All { get; } =
    [
        Row(options => options.Subcommand == Subcommands.Explain, context => context.ExplainCommand.Execute(context.FirstSource, context.Output)),
        Row(options => options.Subcommand == Subcommands.Completion, context => CompletionCommand.Write(context.Options.Arguments[0], context.Output)),
        Row(options => options.Subcommand == Subcommands.Man, context => ManPage.Write(context.Output)),
        Row(options => options.Subcommand == Subcommands.Demo, context => context.DemoCommand.Execute(context.FirstSource, context.Output, Console.Error)),
        Check(options => options.Subcommand == Subcommands.Doctor, context => new DoctorCommand(LoopbackAddress.Apply(
            context.Options with { OpenParameters = InputList.Join(context.Options.Arguments) },
            context.Log)).Execute(context.Output, Console.Error)),
        Check(options => options.Subcommand == Subcommands.Test, context => context.TestCommand.Execute(context.FirstSource, context.Output)),
        Check(options => options.Subcommand == Subcommands.Format, context => FormatCommand.Execute(context.Options, context.Output)),
        Row(options => options.Subcommand == Subcommands.Schema, context => SchemaCommand.Write(context.Options.Arguments[0], context.Output)),
        Row(options => options.Schema is not null, context => SchemaCommand.Write(context.Options.Schema!, context.Output)),
        Row(options => options.Subcommand == Subcommands.Help, context => CodeHelp.Write(context.Options.Arguments, context.Output)),
        Row(options => options.Version, context => VersionInfo.Write(context.Configuration.JsonOutput, context.Output)),
        Row(options => options.ListPlugins, context => PluginDescriptions.WriteAll(context.Plugins, context.Output)),
        Row(
            options => options.PluginInfo is not null,
            context => PluginDescriptions.WriteOne(context.Plugins, context.Options.PluginInfo!, context.Log, context.Output)),
        Row(options => options.ListFields is not null, context => FieldListing.Write(context.Plugins, context.Options, context.Output)),
        Check(options => options.ValidateFiles is not null, context => context.RulesCommands.Validate(context.Options.ValidateFiles!, context.Output)),
        Row(options => options.Support, context => context.RulesCommands.WriteSupport(context.Output)),
        Row(options => options.DescribesRules, context => context.RulesCommands.Describe(context.Output)),
        Check(options => options.DryRun, context => new DoctorCommand(context.Options).Execute(context.Output, Console.Error)),
        new(_ => true, context => new DetectionRun(context.Options, context.ReadPlan(), context.Log).Execute()),
    ];

    private static ProgramCommand Row(Func<RunOptions, bool> isRequested, Action<CommandContext> execute) => new(isRequested, context =>
    {
        execute(context);
        return ExitCode.Success;
    });

    private static ProgramCommand Check(Func<RunOptions, bool> isRequested, Func<CommandContext, bool> succeeds) =>
        new(isRequested, context => succeeds(context) ? ExitCode.Success : ExitCode.Failure);
}
