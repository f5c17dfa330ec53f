using System.Diagnostics;

namespace Fuzzing;

/// <summary>Runs one target on inputs that are mutated from a corpus; an input that covers new branches is added to it.</summary>
internal sealed class Fuzzer
{
    private readonly Target _target;
    private readonly List<byte[]> _corpus;
    private readonly Mutator _mutator;
    private readonly bool[] _reached = new bool[Coverage.MapSize];
    private int _failures;

    public Fuzzer(Target target)
    {
        _target = target;
        _mutator = new Mutator(20261124, target.Words);
        _corpus = [.. target.Seeds, .. Seeds(target.Name)];
    }

    public int Run(TimeSpan time)
    {
        // What is built once for all inputs belongs to none of them; the run that counts reports a failure of this one.
        WarmUp();
        foreach (var seed in _corpus.ToArray())
        {
            Try(seed);
        }

        var clock = Stopwatch.StartNew();
        var executions = 0L;
        while (clock.Elapsed < time)
        {
            executions++;
            var input = _mutator.Mutate(_corpus);
            if (Try(input))
            {
                _corpus.Add(input);
            }
        }

        Console.WriteLine(
            $"{_target.Name}: {executions} executions, {_corpus.Count} inputs in the corpus, {_reached.Count(r => r)} branches, {_failures} failures");
        return _failures;
    }

    private void WarmUp()
    {
        try
        {
            _target.Run(_corpus[0]);
        }
        catch (Exception)
        {
        }
    }

    // Whether an input covers new branches.
    private bool Try(byte[] input)
    {
        Coverage.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var cpu = Environment.CpuUsage.TotalTime;
        try
        {
            _target.Run(input);
        }
        catch (Exception e)
        {
            Fail(input, e.ToString());
        }

        // Processor time, because other processes may use the machine at the same time.
        if (Environment.CpuUsage.TotalTime - cpu is var time && time > TimeSpan.FromSeconds(1))
        {
            Fail(input, $"it took {time}");
        }

        if (GC.GetAllocatedBytesForCurrentThread() - before is var allocated && allocated > _target.MaxAllocation + 10L * input.Length)
        {
            Fail(input, $"{input.Length} bytes made it allocate {allocated}");
        }

        return HasNew();
    }

    private bool HasNew()
    {
        var isNew = false;
        var map = Coverage.Map;
        for (var at = map.IndexOfAnyExcept((byte)0); at >= 0 && at < Coverage.MapSize;)
        {
            isNew |= !_reached[at];
            _reached[at] = true;
            var next = map[(at + 1)..].IndexOfAnyExcept((byte)0);
            at = next < 0 ? Coverage.MapSize : at + 1 + next;
        }

        return isNew;
    }

    private void Fail(byte[] input, string why)
    {
        if (_failures++ < 5)
        {
            Directory.CreateDirectory("found");
            var file = Path.Combine("found", $"{_target.Name.Replace(' ', '-')}-{_failures}");
            File.WriteAllBytes(file, input);
            Console.WriteLine($"{_target.Name}: {why}; see {file}");
        }
    }

    private static IEnumerable<byte[]> Seeds(string target)
    {
        var corpus = Path.Combine(AppContext.BaseDirectory, "corpus");
        var own = Path.Combine(corpus, target);
        var files = Directory.Exists(own) ? Directory.EnumerateFiles(own) : Directory.EnumerateFiles(Path.Combine(corpus, "events"));
        return files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
    }
}
