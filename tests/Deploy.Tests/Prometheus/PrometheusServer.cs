using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Deploy.Tests.Prometheus;

/// <summary>A Prometheus server on a free port that scrapes targets on this machine.</summary>
internal sealed partial class PrometheusServer : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Process _process;
    private readonly HttpClient _client;

    public PrometheusServer(params IEnumerable<Uri> targets)
    {
        var program = Tools.Program("prometheus");
        _folder.Write("prometheus.yml", Configuration(targets));
        string[] arguments = [$"--config.file={_folder["prometheus.yml"]}", $"--storage.tsdb.path={_folder["data"]}", "--web.listen-address=127.0.0.1:0"];
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        _client = new HttpClient { BaseAddress = WaitForAddress() };

        // A full pipe would stop the server.
        _ = _process.StandardError.ReadToEndAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    /// <summary>The result of a query; it is an error if the server does not accept it.</summary>
    public async Task<JsonElement> QueryAsync(string expression) =>
        (await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}")).GetProperty("result");

    /// <summary>The alert rules with their health.</summary>
    public async Task<List<JsonElement>> RulesAsync() =>
        [.. (await GetAsync("/api/v1/rules")).GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray())];

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("data");
    }

    private Uri WaitForAddress()
    {
        var said = new StringBuilder();
        while (_process.StandardError.ReadLine() is { } line)
        {
            said.Append(line).Append('\n');
            if (ListensOn().Match(line) is { Success: true } match)
            {
                return new Uri($"http://{match.Groups[1].Value}");
            }
        }

        throw new InvalidOperationException($"Prometheus ended; it said:\n{said}");
    }

    private static string Configuration(IEnumerable<Uri> targets) => $"""
        global: {"{scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 200ms}"}
        rule_files: ["{AlertRule.File}"]
        scrape_configs:
          - job_name: test
            static_configs: [{"{"}targets: [{string.Join(", ", targets.Select(target => $"\"{target.Authority}\""))}]{"}"}]

        """;

    [GeneratedRegex("msg=\"Listening on\" address=(\\S+)")]
    private static partial Regex ListensOn();
}
