using FalcoRules.Loading;

namespace FalcoRules.Tests.Loading;

public sealed class RulesFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_read_in_the_given_order_and_those_of_a_directory_in_the_order_of_their_names()
    {
        foreach (var name in new[] { "z.yaml", "d/b.yml", "d/a.yaml", "d/B.yaml", "d/notes.txt", "d/x.yaml.bak", "d/sub/c.yaml" })
        {
            Write(name, name);
        }

        var result = RulesFiles.Read([Path("z.yaml"), Path("d")]);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(["z.yaml", "d/B.yaml", "d/a.yaml", "d/b.yml"], result.Files.Select(file => file.Text));
        Assert.Equal(Path("z.yaml"), result.Files[0].Name);
    }

    [Fact]
    public void A_file_that_is_named_is_read_with_any_extension()
    {
        Write("rules.txt", "- macro: x");

        Assert.Equal("- macro: x", Assert.Single(RulesFiles.Read([Path("rules.txt")]).Files).Text);
    }

    [Fact]
    public void Each_path_that_cannot_be_read_is_an_error_and_the_others_are_read()
    {
        Write("good.yaml", "- list: x");
        File.WriteAllBytes(Path("latin1.yaml"), [(byte)'-', (byte)' ', 0xE9]);

        var result = RulesFiles.Read([Path("gone.yaml"), Path("good.yaml"), Path("latin1.yaml")]);

        Assert.Equal("- list: x", Assert.Single(result.Files).Text);
        Assert.Equal(
            [
                $"{Path("gone.yaml")}: error: There is no such file or directory. [LOAD_ERR_FILE_READ]",
                $"{Path("latin1.yaml")}: error: It cannot be read: the file is not valid UTF-8: unexpected byte 0xE9 at offset 2. [LOAD_ERR_FILE_READ]",
            ],
            result.Diagnostics.Select(diagnostic => diagnostic.Render()));
    }

    [Fact]
    public void A_link_is_read_as_its_target_and_a_broken_link_is_an_error_only_where_it_is_named()
    {
        Write("d/real.yaml", "a");
        Write("b.txt", "b");
        File.CreateSymbolicLink(Path("d/linked.yaml"), "../b.txt");
        // The lock file that Emacs creates next to a file that is being edited.
        File.CreateSymbolicLink(Path("d/.#real.yaml"), "someone@host.4711:1");

        var directory = RulesFiles.Read([Path("d")]);

        Assert.Empty(directory.Diagnostics);
        Assert.Equal([(Path("d/linked.yaml"), "b"), (Path("d/real.yaml"), "a")], directory.Files.Select(file => (file.Name, file.Text)));
        Assert.Equal(["LOAD_ERR_FILE_READ"], RulesFiles.Read([Path("d/.#real.yaml")]).Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void An_empty_directory_has_no_files()
    {
        var result = RulesFiles.Read([_folder.Path]);

        Assert.Empty(result.Files);
        Assert.Empty(result.Diagnostics);
    }

    private string Path(string name) => _folder[name];

    private void Write(string name, string text) => _folder.Write(name, text);
}
