using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace FalcoPlugin.Conformance;

/// <summary>
/// The instructions of the published library, counted by callgrind: they are the same on every machine of an architecture and under any load.
/// The limits are about one and a half times the measured values, so that they detect a lost fast path but not a new field.
/// </summary>
public sealed partial class InstructionCountTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("the source alone", 13, "")]
    [InlineData("the source and a field that every event has", 15, "ka.verb")]
    [InlineData("the source and a field that no event has, asked for 40 times", 26, "ka.cluster.name", 40)]
    public void An_event_takes_at_most_this_number_of_instructions_per_byte(string what, double limit, string field, int repeat = 1)
    {
        var host = Host();

        // The instructions of the start are the same for both files, and are subtracted.
        var (small, large) = (Sample("attack.jsonl"), Sample("shop-cluster.jsonl"));
        var instructions = Count(repeat, host, large, field) - Count(repeat, host, small, field);
        var perByte = (double)instructions / (new FileInfo(large).Length - new FileInfo(small).Length);
        Assert.True(
            perByte <= limit,
            FormattableString.Invariant(
                $"{what} takes {perByte:F1} instructions a byte, and may take {limit}; docs/performance.md says how to look where they go"));
    }

    /// <summary>From loading the library to the end of 60 events: what no event asks for is not built.</summary>
    [Fact]
    public void The_start_takes_at_most_this_number_of_instructions()
    {
        // 12.3 million measured. 20.6 million if OpenSSL is initialised; 112 million if the paths of all fields are built before the first event.
        const long limit = 18_000_000;
        var instructions = Count(1, Host(), Sample("attack.jsonl"), "");
        Assert.True(instructions <= limit, $"the start takes {instructions} instructions, and may take {limit}");
    }

    private string Host()
    {
        Assert.SkipUnless(
            RuntimeInformation.ProcessArchitecture == Architecture.X64 && File.Exists("/usr/bin/valgrind"),
            "the limits are those of x64, and valgrind counts");
        Run(1, "cc", "-O2", "-o", _folder["host"], Path.Combine(AppContext.BaseDirectory, "Host", "bench.c"), "-ldl");
        return _folder["host"];
    }

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);

    private long Count(int repeat, string host, string file, string field)
    {
        string[] fields = field.Length > 0 ? [field] : [];
        var report = Run(
            repeat,
            "/usr/bin/valgrind",
            ["--tool=callgrind", $"--callgrind-out-file={_folder["out"]}", host, Path.Combine(AppContext.BaseDirectory, "libk8saudit.so"), file, .. fields]);
        return long.Parse(Collected().Match(report).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static string Run(int repeat, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { Environment = { ["REPEAT"] = repeat.ToString(CultureInfo.InvariantCulture) } };
        return ChildProcess.Run(start).Errors;
    }

    [GeneratedRegex(@"Collected : (\d+)")]
    private static partial Regex Collected();
}
