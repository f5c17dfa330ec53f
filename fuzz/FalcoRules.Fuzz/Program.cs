using FalcoRules.Fuzz;
using SharpFuzz;

if (args is not [var name, .. var files] || FuzzTarget.Find(name) is not { } target)
{
    Console.Error.WriteLine($"usage: FalcoRules.Fuzz <{string.Join('|', FuzzTarget.All.Select(known => known.Name))}> [file…]");
    return 2;
}

if (files.Length == 0)
{
    // The fuzzer feeds this process one input after the other.
    Fuzzer.Run(stream => target.Run(ReadAll(stream)));
}

foreach (var file in files)
{
    target.Run(File.ReadAllBytes(file));
    Console.WriteLine($"{file}: ok");
}

return 0;

static byte[] ReadAll(Stream stream)
{
    using var copy = new MemoryStream();
    stream.CopyTo(copy);
    return copy.ToArray();
}
