using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests.Lifecycle;

public sealed class RunPlanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("falco.yaml", true)]
    [InlineData("more.yaml", true)]
    [InlineData("rules.yaml", false)]
    [InlineData("", false)]
    public void A_change_of_the_configuration_while_it_is_read_is_noticed_later(string changed, bool isSeen)
    {
        var rules = _folder.Write("rules.yaml", "- {list: l, items: []}");
        var more = _folder.Write("more.yaml", "priority: info");
        var options = new RunOptions
        {
            ConfigurationFile = _folder.Write(
                "falco.yaml",
                $"{{plugins: [{{name: sample, library_path: {SamplePlugin.Library()}}}], rules_files: [{rules}], config_files: [{more}]}}"),
        };
        var configuration = RunPlan.Configure(options, Some.Log());
        if (changed.Length > 0)
        {
            File.AppendAllText(Path.Combine(_folder.Path, changed), " ");
        }

        using var plugins = PluginSet.Load(configuration, null, Some.Log());
        var plan = RunPlan.Read(options, configuration, plugins, Some.Log());

        Assert.Equal(isSeen ? "" : FileFingerprint.Of(plan.Watched.SelectMany(path => path.Files)), plan.Fingerprint);
    }
}
