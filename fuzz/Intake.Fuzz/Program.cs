// Fuzzes the intake, guided by coverage:
//
//   dotnet run -c Release --project fuzz/Intake.Fuzz [SECONDS_A_TARGET [TARGET]]
//
// The libraries are instrumented by SharpFuzz in a copy of the program, which then starts itself from there. What crashes, hangs for more than a second or
// allocates more than ten times its input is written to the folder `found`, and the exit code is 1.
using System.Diagnostics;
using System.Globalization;
using IntakeFuzzing;

return args is ["--instrumented", var seconds, .. var names]
    ? Fuzz(double.Parse(seconds, CultureInfo.InvariantCulture), names)
    : Start(args.DefaultIfEmpty("10"));

static int Fuzz(double seconds, string[] names)
{
    var failures = 0;
    Coverage.Begin();
    foreach (var target in Target.All.Where(target => names.Length == 0 || names.Contains(target.Name)))
    {
        failures += new Fuzzer(target).Run(TimeSpan.FromSeconds(seconds));
    }

    return failures == 0 ? 0 : 1;
}

static int Start(IEnumerable<string> arguments)
{
    var copy = Directory.CreateTempSubdirectory("intake-fuzz-").FullName;
    try
    {
        Copy(AppContext.BaseDirectory, copy);
        foreach (var library in new[] { "libk8saudit.dll", "FalcoPlugin.Json.dll" })
        {
            SharpFuzz.Fuzzer.Instrument(Path.Combine(copy, library), _ => true, SharpFuzz.Options.Value);
        }

        using var process = Process.Start("dotnet", [Path.Combine(copy, "Intake.Fuzz.dll"), "--instrumented", .. arguments]);
        process.WaitForExit();
        return process.ExitCode;
    }
    finally
    {
        Directory.Delete(copy, recursive: true);
    }
}

static void Copy(string from, string to)
{
    foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
    {
        var target = Path.Combine(to, Path.GetRelativePath(from, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }
}
