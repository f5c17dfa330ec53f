using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Adds subjects of a role binding.</summary>
internal static class BindingSubjects
{
    private const int MaxSeparators = 2;

    private static readonly ObjectPath _kind = "kind";
    private static readonly ObjectPath _namespace = "namespace";
    private static readonly ObjectPath _name = "name";

    /// <summary>Adds the kind and name: <c>User:jane</c>, <c>ServiceAccount:shop/web</c>.</summary>
    public static void AddKindAndName(AuditEvent source, int subject, FieldValues values)
    {
        if (!source.Tree.IsObject(subject))
        {
            return;
        }

        var (kind, space, name) = (Find(source, subject, _kind), Find(source, subject, _namespace), Find(source, subject, _name));
        var maxLength = checked(MaxLength(source, kind) + MaxLength(source, space) + MaxLength(source, name) + MaxSeparators);
        var text = new ComposedText(values.BeginText(maxLength), source.Payload);
        Append(ref text, kind);
        text.Append(":"u8);
        text.Append(Append(ref text, space) > 0 ? "/"u8 : ""u8);
        Append(ref text, name);
        values.EndText(text.Length);
    }

    /// <summary>Adds the name of a user.</summary>
    public static void AddUser(AuditEvent source, int subject, FieldValues values) => AddName(source, subject, "User"u8, values);

    /// <summary>Adds the name of a group.</summary>
    public static void AddGroup(AuditEvent source, int subject, FieldValues values) => AddName(source, subject, "Group"u8, values);

    /// <summary>Adds a service account as <c>namespace:name</c>.</summary>
    public static void AddServiceAccount(AuditEvent source, int subject, FieldValues values)
    {
        if (IsOf(source, subject, "ServiceAccount"u8))
        {
            values.AddJoined(source, source.Tree.FindLast(subject, _namespace), ":"u8, source.Tree.FindLast(subject, _name));
        }
    }

    private static void AddName(AuditEvent source, int subject, ReadOnlySpan<byte> kind, FieldValues values)
    {
        if (IsOf(source, subject, kind))
        {
            values.AddNode(source, source.Tree.FindLast(subject, _name));
        }
    }

    private static bool IsOf(AuditEvent source, int subject, ReadOnlySpan<byte> kind) => source.Tree.TextIs(source.Tree.FindLast(subject, _kind), kind);

    private static JsonRange Find(AuditEvent source, int subject, ObjectPath path) => source.Tree.Range(source.Tree.FindLast(subject, path));

    private static int MaxLength(AuditEvent source, JsonRange range) => range.Length > 0 ? JsonText.MaxLength(range.Of(source.Payload)) : 0;

    private static int Append(ref ComposedText text, JsonRange range) => range.Length > 0 ? text.Append(range) : 0;
}
