// Fuzzes what reads untrusted input, guided by coverage:
//
//   dotnet run -c Release --project fuzz/Fuzz [SECONDS_A_TARGET [TARGET…]]
//   dotnet run -c Release --project fuzz/Fuzz -- --replay TARGET FILE…
//
// The libraries are instrumented by SharpFuzz in a copy of the program, which then starts itself from there. What crashes, hangs for more than a second or
// allocates more than ten times its input is written to the folder `found`, and the exit code is 1.
using System.Diagnostics;
using System.Globalization;
using Fuzzing;

return args switch
{
    ["--instrumented", var seconds, .. var names] => Fuzz(double.Parse(seconds, CultureInfo.InvariantCulture), names),
    ["--replay", var name, .. var files] => Replay(name, files),
    _ => Start(args.DefaultIfEmpty("10")),
};

static int Replay(string name, string[] files)
{
    var target = AllTargets.All.Single(target => target.Name == name);
    foreach (var file in files)
    {
        target.Run(File.ReadAllBytes(file));
        Console.WriteLine($"{file}: holds");
    }

    return 0;
}

static int Fuzz(double seconds, string[] names)
{
    var failures = 0;
    Coverage.Begin();
    foreach (var target in AllTargets.All.Where(target => names.Length == 0 || names.Contains(target.Name)))
    {
        failures += new Fuzzer(target).Run(TimeSpan.FromSeconds(seconds));
    }

    return failures == 0 ? 0 : 1;
}

static int Start(IEnumerable<string> arguments)
{
    var copy = Directory.CreateTempSubdirectory("fuzz-").FullName;
    try
    {
        Copy(AppContext.BaseDirectory, copy);
        foreach (var library in new[] { "libk8saudit.dll", "FalcoPlugin.Json.dll", "FalcoRules.dll", "YamlDotNet.dll", "SharpCompress.dll", "k8saudit.dll" })
        {
            SharpFuzz.Fuzzer.Instrument(Path.Combine(copy, library), _ => true, SharpFuzz.Options.Value);
        }

        using var process = Process.Start("dotnet", [Path.Combine(copy, "Fuzz.dll"), "--instrumented", .. arguments]);
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
