namespace DefaultRules.Tests.Documentation;

public sealed class PageExamplesTests
{
    [Fact]
    public void A_page_gives_its_files_and_commands_in_order()
    {
        var examples = PageExamples.Read("- item\n\n  ```yaml file=a.yaml\n  - list: a\n    items: []\n  ```\n\n```console\n$ k8saudit a\none\n$ k8saudit b\n```\n\n```shell\nnot run\n```\n").ToArray();
        Assert.Equal(new ExampleFile("a.yaml", "- list: a\n  items: []\n"), examples[0]);
        Assert.Equal(["k8saudit a", "k8saudit b"], examples[1..].Cast<ExampleCommand>().Select(command => command.Command));
    }

    [Theory]
    [InlineData(true, "one …(x)", "three")]
    [InlineData(false, "three", "one …(x)")]
    [InlineData(false, "one")]
    [InlineData(false, "one", "four")]
    public void An_example_shows_lines_of_the_output_in_their_order(bool isShown, params string[] lines) =>
        Assert.Equal(isShown, new ExampleCommand("k8saudit", lines).IsShownBy(["one 1 (x)", "two", "three"]));
}
