namespace Testing;

/// <summary>A temporary folder that is deleted when the test ends.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>The full path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("k8saudit-").FullName;

    /// <summary>The full path of a file in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, creates the folders on its path, and returns the full path.</summary>
    public string Write(string name, string text)
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Deletes the folder and all it contains.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
