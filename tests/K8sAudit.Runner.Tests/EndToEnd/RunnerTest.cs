namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>Runs the program as a process, with the plugin in C and a small rules file.</summary>
public abstract class RunnerTest : IDisposable
{
    private const string Rules = """
        - rule: Even number
          desc: An even number above one came.
          source: sample
          condition: sample.even = true and sample.number > 1
          output: Even (number=%sample.number text=%sample.text odd=%sample.odd)
          priority: WARNING
          tags: [zeta, alpha]
        - rule: Any number
          desc: Some number came.
          source: sample
          condition: sample.number >= 0
          output: Any %sample.text
          priority: INFO
        """;

    protected RunnerTest()
    {
        RulesFile = Folder.Write("rules.yaml", Rules);
        Configuration = Folder.Write("falco.yaml", $"""
            plugins:
              - name: sample
                library_path: {SamplePlugin.Library()}
                open_params: "3"
            rules_files: [{RulesFile}]
            log_level: warning
            """);
    }

    internal TempFolder Folder { get; } = new();

    /// <summary>The configuration file.</summary>
    protected string Configuration { get; }

    /// <summary>The rules file of the configuration.</summary>
    protected string RulesFile { get; }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the program with the configuration and further arguments.</summary>
    protected (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var runner = Start(arguments);
        return (runner.WaitForEnd(), runner.Output, runner.Errors);
    }

    internal RunnerProcess Start(params string[] arguments) => RunnerProcess.Start(["-c", Configuration, .. arguments]);

    internal RunnerProcess StartUnread(params string[] arguments) =>
        RunnerProcess.Start(inBackground: false, readOutput: false, ["-c", Configuration, .. arguments]);

    /// <summary>Starts the program as a shell starts background jobs: with SIGINT ignored.</summary>
    internal RunnerProcess StartInBackground(params string[] arguments) =>
        RunnerProcess.Start(inBackground: true, readOutput: true, ["-c", Configuration, .. arguments]);
}
