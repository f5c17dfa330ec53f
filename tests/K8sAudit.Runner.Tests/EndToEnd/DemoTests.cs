using System.Text.Json;
using K8sAudit.Runner.Demo;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary><c>demo</c>, with the plugins and rules of the program.</summary>
public sealed class DemoTests
{
    [Fact]
    public void Each_step_of_the_story_is_followed_by_the_alert_of_its_rule()
    {
        var (code, output, errors) = RunnerProcess.Run("demo", "--output", "json");

        Assert.Equal(0, code);
        var rules = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("rule").GetString()!)
            .ToList();
        Assert.Equal(Story.Steps.Select(step => step.Rule), rules.Where(rule => Story.Steps.Any(step => step.Rule == rule)));
        Assert.All(Story.Steps.Index(), step => Assert.Contains($"\n{step.Index + 1}. {step.Item.Text[..30]}", errors, StringComparison.Ordinal));
    }

    [Fact]
    public void The_story_and_the_alerts_are_one_text_where_alerts_are_lines()
    {
        var alerts = RunnerProcess.Run("-o", "json_output=true", RepositoryFiles.PathOf("samples", "attack.jsonl")).Output.AsSpan().Count('\n');
        var (code, output, errors) = RunnerProcess.Run("demo");

        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(@"\n1\. A privileged pod is created\.[^(]*\n\n[0-9:.]+: Warning Privileged pod created \(", output);
        Assert.Contains($"\n60 events, {alerts} alerts; ", output, StringComparison.Ordinal);
    }
}
