using System.Text.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>Keeps a place in a file of its own, so that a restart goes on there. A place is saved after the host has read what comes before it.</summary>
internal sealed class OffsetFile(string path, PluginLog log)
{
    /// <summary>What the name of a file ends in that is written and not in its place yet.</summary>
    public const string NewSuffix = ".new";

    private string? _lastComplaint;

    /// <summary>What was saved; null where nothing was.</summary>
    /// <exception cref="PluginException">It is damaged or cannot be read.</exception>
    public FileCheckpoint? Load()
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return new FileCheckpoint(
                root.GetProperty("path").GetString()!,
                new FileIdentity(root.GetProperty("deviceMajor").GetUInt32(), root.GetProperty("deviceMinor").GetUInt32(), root.GetProperty("inode").GetUInt64()),
                root.GetProperty("modified").GetInt64(),
                root.GetProperty("headLength").GetInt32(),
                root.GetProperty("headHash").GetString()!,
                root.GetProperty("offset").GetInt64());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PluginException(PluginMessages.BadOffsetFile(path, e.Message), e);
        }
    }

    /// <summary>Saves a place: whole or not at all. A failure is logged and does not end the stream.</summary>
    public void Save(FileCheckpoint place)
    {
        try
        {
            File.WriteAllBytes(path + NewSuffix, Write(place));
            File.Move(path + NewSuffix, path, overwrite: true);
            _lastComplaint = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Complain(PluginMessages.CannotSaveOffset(path, e.Message));
        }
    }

    private static byte[] Write(FileCheckpoint place)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("path", place.Path);
            json.WriteNumber("deviceMajor", place.Identity.DeviceMajor);
            json.WriteNumber("deviceMinor", place.Identity.DeviceMinor);
            json.WriteNumber("inode", place.Identity.Inode);
            json.WriteNumber("modified", place.Modified);
            json.WriteNumber("headLength", place.HeadLength);
            json.WriteString("headHash", place.HeadHash);
            json.WriteNumber("offset", place.Offset);
            json.WriteEndObject();
        }

        return stream.ToArray();
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
