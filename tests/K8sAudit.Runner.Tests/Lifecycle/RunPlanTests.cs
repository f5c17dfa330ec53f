using System.IO.Pipes;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests.Lifecycle;

public sealed class RunPlanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_configuration_from_a_pipe_is_read_once_and_never_changes()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);

        Assert.True(FileWatch.Holds($"/proc/self/fd/{pipe.GetClientHandleAsString()}", "what it said"));
        Assert.False(FileWatch.Holds(_folder.Write("falco.yaml", "other"), "what it said"));
        Assert.False(FileWatch.Holds(Path.Combine(_folder.Path, "missing.yaml"), "what it said"));
    }

    [Theory]
    [InlineData("falco.yaml", true)]
    [InlineData("more.yaml", true)]
    [InlineData("rules.yaml", false)]
    [InlineData("", false)]
    public void A_configuration_that_changes_while_it_is_read_is_one_whose_change_is_yet_to_be_seen(string changed, bool isSeen)
    {
        var rules = _folder.Write("rules.yaml", "- {list: l, items: []}");
        var more = _folder.Write("more.yaml", "priority: info");
        var options = new RunOptions
        {
            ConfigurationFile = _folder.Write("falco.yaml", $"{{plugins: [{{name: sample, library_path: {SamplePlugin.Library()}}}], rules_files: [{rules}], config_files: [{more}]}}"),
        };
        var configuration = RunPlan.Configure(options, Some.Log());
        if (changed.Length > 0)
        {
            File.AppendAllText(Path.Combine(_folder.Path, changed), " ");
        }

        using var plugins = PluginSet.Load(configuration, null, Some.Log());
        var setup = RunPlan.Read(options, configuration, plugins, Some.Log());

        Assert.Equal(isSeen ? "" : FileWatch.Content(setup.Watched), setup.Content);
    }
}
