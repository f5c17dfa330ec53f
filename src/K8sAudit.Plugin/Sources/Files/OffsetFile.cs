using System.Text.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Saves the checkpoint of a followed file in a file of its own (<c>offsetFile</c>), so that a restart continues there.</summary>
/// <param name="path">The path of <c>offsetFile</c>.</param>
/// <param name="log">The log.</param>
/// <param name="sync">Flushes a file or directory to the disk; <c>fsync</c> by default.</param>
internal sealed class OffsetFile(string path, PluginLog log, Action<SafeFileHandle>? sync = null)
{
    /// <summary>The suffix of a saved offset that cannot be used and was set aside.</summary>
    public const string UnusableSuffix = ".unusable";

    private string? _lastComplaint;

    /// <summary>The checkpoint that was saved; null if there is none.</summary>
    /// <param name="followed">The file that is followed.</param>
    /// <exception cref="PluginException">It is damaged, impossible, or that of another file. It has been set aside.</exception>
    public FileCheckpoint? Load(string followed)
    {
        try
        {
            return Read() is { } checkpoint ? Check(checkpoint, followed) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new PluginException(PluginMessages.BadOffsetFile(path, e.Message, SetAside()), e);
        }
    }

    /// <summary>Saves a checkpoint: complete or not at all. A failure is logged and does not end the stream.</summary>
    public void Save(FileCheckpoint checkpoint)
    {
        try
        {
            DurableFile.Replace(path, stream => Write(checkpoint, stream), sync);
            _lastComplaint = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Complain(PluginMessages.CannotSaveOffset(path, e.Message));
        }
    }

    private FileCheckpoint? Read()
    {
        try
        {
            using var document = JsonDocument.Parse(SmallFile.Read(path));
            var root = document.RootElement;
            return new FileCheckpoint(
                root.GetProperty("path").GetString() ?? throw new FormatException("its path is null"),
                new FileIdentity(
                    root.GetProperty("deviceMajor").GetUInt32(),
                    root.GetProperty("deviceMinor").GetUInt32(),
                    root.GetProperty("inode").GetUInt64()),
                root.GetProperty("modified").GetInt64(),
                root.GetProperty("headLength").GetInt32(),
                root.GetProperty("headHash").GetString() ?? throw new FormatException("its headHash is null"),
                root.GetProperty("offset").GetInt64());
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static FileCheckpoint Check(FileCheckpoint checkpoint, string followed) =>
        checkpoint.Path != followed ? throw new FormatException($"it is an offset in \"{checkpoint.Path}\"; expected one in \"{followed}\"")
        : checkpoint.Offset < 0 ? throw new FormatException($"its offset is {checkpoint.Offset}; expected 0 or more")
        : checkpoint.HeadLength is < 0 or > FileHead.MaxLength ? throw new FormatException(
            $"its headLength is {checkpoint.HeadLength}; expected 0 to {FileHead.MaxLength}")
        : checkpoint;

    // Where it is now; it is evidence of what went wrong, and the next checkpoint overwrites offsetFile.
    private string SetAside()
    {
        try
        {
            File.Move(path, path + UnusableSuffix, overwrite: true);
            return path + UnusableSuffix;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    private static void Write(FileCheckpoint checkpoint, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("path", checkpoint.Path);
        json.WriteNumber("deviceMajor", checkpoint.Identity.DeviceMajor);
        json.WriteNumber("deviceMinor", checkpoint.Identity.DeviceMinor);
        json.WriteNumber("inode", checkpoint.Identity.Inode);
        json.WriteNumber("modified", checkpoint.Modified);
        json.WriteNumber("headLength", checkpoint.HeadLength);
        json.WriteString("headHash", checkpoint.HeadHash);
        json.WriteNumber("offset", checkpoint.Offset);
        json.WriteEndObject();
    }

    private void Complain(string message)
    {
        if (message != _lastComplaint)
        {
            _lastComplaint = message;
            log.Warning(message);
        }
    }
}
