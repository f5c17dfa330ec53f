using System.Text;
using System.Text.Json;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>What a run says about input that is not an audit event, with the published plugin.</summary>
public sealed class AccountingTests : IDisposable
{
    private const string CoreEvent = """{"kind":"Event","apiVersion":"v1","metadata":{"name":"a"},"involvedObject":{"kind":"Pod"}}""" + "\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}", "--sort")]
    [InlineData("{0}", "--threads", "3")]
    [InlineData("{0}", "--output", "json")]
    public void A_finite_input_without_any_audit_event_ends_with_exit_code_2(params string[] arguments)
    {
        var file = _folder.Write("a.json", CoreEvent + CoreEvent);

        var (code, output, errors) = RunnerProcess.Run([.. arguments.Select(argument => argument.Replace("{0}", file, StringComparison.Ordinal))]);

        Assert.Equal(2, code);
        Assert.Contains("only 2 JSON objects with the keys kind, apiVersion, metadata, involvedObject, the first in", errors, StringComparison.Ordinal);
        Assert.Contains("They look like Events of the Kubernetes API", errors, StringComparison.Ordinal);
        Assert.EndsWith(
            $"Error: the input of event source 'k8s_audit' has no event ({CoreEvent.Length * 2} bytes, 2 other JSON values); the log says what it looks like and what to do\n",
            errors,
            StringComparison.Ordinal);
        Assert.DoesNotContain("involvedObject", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_without_any_audit_event_ends_with_exit_code_2()
    {
        using var runner = RunnerProcess.StartIn($"echo 'no event' | \"$@\"");

        Assert.Equal((2, true), (runner.WaitForEnd(), runner.Errors.Contains("only 1 line of text, the first in standard input:1", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[]}""")]
    [InlineData("text\n{0}")]
    public void An_empty_input_and_one_with_an_event_among_other_text_end_with_exit_code_0(string text)
    {
        var (code, _, errors) = RunnerProcess.Run(_folder.Write("a.json", text.Replace("{0}", Event(1), StringComparison.Ordinal)));

        Assert.True(code == 0, errors);
    }

    [Fact]
    public void A_file_that_cannot_be_read_at_all_ends_with_exit_code_2()
    {
        File.WriteAllBytes(_folder["a.gz"], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1]);

        var (code, _, errors) = RunnerProcess.Run(_folder["a.gz"]);

        Assert.Equal(2, code);
        Assert.Contains("1 file not read to its end", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_accounts_for_all_bytes_with_any_number_of_threads()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            text.Append(Event(i)).Append(i % 4 == 0 ? "text\n" : i % 4 == 1 ? "\n" : i % 4 == 2 ? "{\"a\":1}\n" : "{\"auditID\":\"x\n");
        }

        var file = _folder.Write("a.jsonl", text.ToString());
        string[] inputs = [.. new[] { "1", "2", "3" }.Select(threads => Input(RunnerProcess.Run("--summary", "json", "--threads", threads, file)))];

        Assert.Equal(
            $$$"""
            {"bytes":{{{text.Length}}},"text_lines":5000,"json_values":5000,"blank_lines":5000,"unread_files":0,"truncated_events":0,"duplicate_events":0,"rejected_events":5000,"rejected_by_reason":{"invalid_json":0,"incomplete":5000,"not_an_event":0,"too_large":0}}
            """,
            inputs[0]);
        Assert.Equal(inputs[0], inputs[1]);
        Assert.Equal(inputs[0], inputs[2]);
    }

    [Fact]
    public void The_lines_of_Falco_are_followed_by_what_the_input_is()
    {
        var text = Event(1) + "text\n";

        var (_, _, errors) = RunnerProcess.Run(_folder.Write("a.jsonl", text));

        Assert.Contains($"Captured Events: 1, ", errors, StringComparison.Ordinal);
        Assert.Contains($"\nInput: {text.Length} bytes, 1 line of text\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_without_events_cannot_be_explained()
    {
        var (code, _, errors) = RunnerProcess.Run("explain", _folder.Write("a.json", CoreEvent));

        Assert.Equal(1, code);
        Assert.Contains("a.json' has no event, so there is nothing to explain", errors, StringComparison.Ordinal);
    }

    private static string Event(int id) => $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"{{id}}","verb":"get"}""" + "\n";

    private static string Input((int Code, string Output, string Errors) run)
    {
        Assert.True(run.Code == 0, run.Errors);
        using var json = JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]);
        var source = json.RootElement.GetProperty("sources")[0];
        Assert.Equal(20_000, source.GetProperty("events").GetInt64());
        return source.GetProperty("input").GetRawText();
    }
}
