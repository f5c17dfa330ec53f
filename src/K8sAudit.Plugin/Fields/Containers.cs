using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads what is computed from a pod's containers.</summary>
/// <param name="containers">Path to the containers themselves.</param>
internal sealed class Containers(JsonPath containers)
{
    private readonly int _containers = AuditFields.Paths.Add(containers);

    /// <summary>The image of the first container.</summary>
    public FieldExtractor<AuditEvent> FirstImage()
    {
        var images = AuditFields.Paths.Add(containers / "image");
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGet(images, out var image) && image.Index == 0)
            {
                values.AddJson(source.Payload, image);
            }
        };
    }

    /// <summary>The repository of the first container's image.</summary>
    public FieldExtractor<AuditEvent> FirstRepository()
    {
        var images = AuditFields.Paths.Add(containers / "image");
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGet(images, out var image) && image.Index == 0)
            {
                AddRepository(source, image, values);
            }
        };
    }

    /// <summary>For each container its image without tag and digest.</summary>
    public FieldExtractor<AuditEvent> Repositories()
    {
        var images = AuditFields.Paths.Add(containers / "image");
        return (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            foreach (var image in source.Ranges(images))
            {
                if (argument.Takes(image))
                {
                    AddRepository(source, image, values);
                }
            }
        };
    }

    /// <summary><c>true</c> if any container is privileged, else <c>false</c>; no value where there are no containers.</summary>
    public FieldExtractor<AuditEvent> AnyPrivileged()
    {
        var privileged = AuditFields.Paths.Add(containers / "securityContext" / "privileged");
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGet(_containers, out var _))
            {
                values.AddText(IsAnyTrue(source, privileged) ? "true"u8 : "false"u8);
            }
        };
    }

    /// <summary>For each container the strings of one of its arrays, joined with one space.</summary>
    public FieldExtractor<AuditEvent> Joined(string array)
    {
        var elements = AuditFields.Paths.Add(containers / array / JsonPath.Each);
        return (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            var texts = source.Ranges(elements);
            foreach (var container in source.Ranges(_containers))
            {
                if (argument.Takes(container) && texts.AdvanceWithin(container))
                {
                    AddJoined(source, texts, container, values);
                }
            }
        };
    }

    /// <summary>For each port of each container its host port, or its container port: on the host's network that is the same.</summary>
    public FieldExtractor<AuditEvent> HostPorts()
    {
        var all = AuditFields.Paths.Add(containers / "ports" / JsonPath.Each);
        var onHost = AuditFields.Paths.Add(containers / "ports" / JsonPath.Each / "hostPort");
        var inContainer = AuditFields.Paths.Add(containers / "ports" / JsonPath.Each / "containerPort");
        return (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            var hostPorts = source.Ranges(onHost);
            var containerPorts = source.Ranges(inContainer);
            foreach (var port in source.Ranges(all))
            {
                if (argument.Takes(port))
                {
                    AddFirst(source, port, ref hostPorts, ref containerPorts, values);
                }
            }
        };
    }

    /// <summary>For each container the id it will run with: its own, else the pod's, else <c>0</c>.</summary>
    public FieldExtractor<AuditEvent> EffectiveIds(string id, JsonPath podContext)
    {
        var own = AuditFields.Paths.Add(containers / "securityContext" / id);
        var pod = AuditFields.Paths.Add(podContext / id);
        return (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            var ids = source.Ranges(own);
            foreach (var container in source.Ranges(_containers))
            {
                if (!argument.Takes(container) || !container.IsObject(source.Payload))
                {
                    continue;
                }

                if (ids.AdvanceWithin(container))
                {
                    values.AddJson(source.Payload, ids.Current);
                }
                else if (source.TryGet(pod, out var podId))
                {
                    values.AddJson(source.Payload, podId);
                }
                else
                {
                    values.AddText("0"u8);
                }
            }
        };
    }

    private static bool IsAnyTrue(AuditEvent source, int path)
    {
        foreach (var value in source.Ranges(path))
        {
            if (source.Payload[value.Start] == 't')
            {
                return true;
            }
        }

        return false;
    }

    private static void AddRepository(AuditEvent source, JsonRange image, FieldValues values)
    {
        if (image.IsString(source.Payload))
        {
            values.AddTextOf(source.Payload, ImageReference.Repository(source.TextOf(image)));
        }
    }

    private static void AddFirst(AuditEvent source, JsonRange outer, ref JsonRanges preferred, ref JsonRanges other, FieldValues values)
    {
        if (preferred.AdvanceWithin(outer))
        {
            values.AddJson(source.Payload, preferred.Current);
        }
        else if (other.AdvanceWithin(outer))
        {
            values.AddJson(source.Payload, other.Current);
        }
    }

    private static void AddJoined(AuditEvent source, JsonRanges texts, JsonRange container, FieldValues values)
    {
        var first = texts.Current;
        if (!texts.AdvanceWithin(container))
        {
            values.AddJson(source.Payload, first);
            return;
        }

        // What lies between the first text and the container's end is more than the texts that it holds need.
        var all = source.Payload[first.Start..(container.Start + container.Length)];
        var room = values.BeginText(JsonText.MaxLength(all));
        var length = JsonText.Write(first.Of(source.Payload), room);
        do
        {
            room[length++] = (byte)' ';
            length += JsonText.Write(texts.Current.Of(source.Payload), room[length..]);
        }
        while (texts.AdvanceWithin(container));

        values.EndText(length);
    }
}
