using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests.Plugins;

public sealed class PluginLibrariesTests
{
    [Fact]
    public void An_absolute_path_is_itself_and_a_relative_one_is_looked_for_beside_the_program()
    {
        using var folder = new TempFolder();
        var library = folder.Write("libx.so", "");

        Assert.Equal(library, Find(library));
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "k8saudit.dll"), Find("k8saudit.dll"));
    }

    [Theory]
    [InlineData("libmissing.so", "plugin 'p': there is no library 'libmissing.so'; looked for ")]
    [InlineData("../x.so", "plugin 'p': library_path '../x.so' leads out of the plugins directory; give an absolute path")]
    public void A_library_that_is_not_there_is_an_error_that_says_where_it_was_looked_for(string path, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<UserError>(() => Find(path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("k8saudit-eks", "; this program does not need it: the plugin k8saudit reads exported audit logs, as docs/guides/eks.md explains")]
    [InlineData("cloudtrail", "; install the library there, or remove the plugin from plugins and load_plugins")]
    public void The_error_about_a_missing_library_says_what_to_do(string plugin, string expected) => Assert.EndsWith(
        expected,
        Assert.Throws<UserError>(() => PluginLibraries.Find(new PluginConfiguration { Name = plugin, LibraryPath = "libmissing.so" })).Message,
        StringComparison.Ordinal);

    private static string Find(string path) => PluginLibraries.Find(new PluginConfiguration { Name = "p", LibraryPath = path });
}
