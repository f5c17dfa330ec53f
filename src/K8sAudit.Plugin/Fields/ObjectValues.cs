using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Nodes of the changed object: the object itself, its specifications of pods, their containers.</summary>
internal delegate ReadOnlySpan<int> ObjectScope(AuditEvent source);

/// <summary>Extractors that read the same paths below each node of a scope.</summary>
/// <param name="scope">The nodes.</param>
internal sealed class ObjectValues(ObjectScope scope)
{
    /// <summary>Adds what is computed of a value.</summary>
    public delegate void Add(AuditEvent source, int node, FieldValues values);

    /// <summary>The object that has the fields of a family.</summary>
    public static ObjectValues Of(ObjectFamily family) => new(source => source.Changed.NodesOf(family));

    /// <summary>All values at some paths.</summary>
    public FieldExtractor<AuditEvent> All(params ObjectPath[] paths) => Each(static (source, node, values) => values.AddNode(source, node), paths);

    /// <summary>The last value at a path.</summary>
    public FieldExtractor<AuditEvent> Last(ObjectPath path) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) => values.AddNode(source, FindLast(source, path));

    /// <summary>The last value at a path, if it is a whole number that is not negative.</summary>
    public FieldExtractor<AuditEvent> LastNumber(ObjectPath path) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGetNumber(FindLast(source, path), out var number))
            {
                values.Add(number);
            }
        };

    /// <summary>The largest whole number at a path.</summary>
    public FieldExtractor<AuditEvent> MaxNumber(ObjectPath path) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            ulong? largest = null;
            foreach (var from in scope(source))
            {
                foreach (var node in source.Tree.Find(from, path))
                {
                    largest = source.TryGetNumber(node, out var number) && !(number <= largest) ? number : largest;
                }
            }

            if (largest is { } found)
            {
                values.Add(found);
            }
        };

    /// <summary><c>true</c> if a value at a path is; otherwise <c>false</c> if one is; otherwise no value.</summary>
    public FieldExtractor<AuditEvent> AnyTrue(ObjectPath path) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var found = 0;
            foreach (var from in scope(source))
            {
                foreach (var node in source.Tree.Find(from, path))
                {
                    var isBetter = source.Tree.FirstByte(node) is var first && (first == 't' || (first == 'f' && found == 0));
                    found = isBetter ? node : found;
                }
            }

            values.AddNode(source, found);
        };

    /// <summary><c>true</c> if a value at a path passes a test, otherwise <c>false</c> if there is one at another path; otherwise no value.</summary>
    public FieldExtractor<AuditEvent> Any(ObjectPath present, ObjectPath path, Func<AuditEvent, int, bool> test) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var any = false;
            foreach (var from in scope(source))
            {
                foreach (var node in source.Tree.Find(from, path))
                {
                    any = any || test(source, node);
                }
            }

            if (any || FindLast(source, present) != 0)
            {
                values.AddBoolean(any);
            }
        };

    /// <summary>The names of the members of the objects at some paths.</summary>
    public FieldExtractor<AuditEvent> MemberNames(params ObjectPath[] paths) => MemberNamesExcept("", paths);

    /// <summary>The names of the members of the objects at some paths, without some of them.</summary>
    public FieldExtractor<AuditEvent> MemberNamesExcept(ObjectPath except, params ObjectPath[] paths) =>
        Each((source, node, values) => values.AddNames(source, node, except), paths);

    /// <summary>The members of the object at a path, as <c>name=value</c>.</summary>
    public FieldExtractor<AuditEvent> Pairs(ObjectPath path) => Each(static (source, node, values) => values.AddPairs(source, node), path);

    /// <summary>The references to services at some paths, as <c>namespace/name</c>.</summary>
    public FieldExtractor<AuditEvent> Services(params ObjectPath[] paths) => Each(static (source, node, values) => values.AddServiceName(source, node), paths);

    /// <summary>The last reference to a service at a path, as <c>namespace/name</c>.</summary>
    public FieldExtractor<AuditEvent> LastService(ObjectPath path) => OfLast(static (source, node, values) => values.AddServiceName(source, node), path);

    /// <summary>The paths on a host at some paths, cleaned.</summary>
    public FieldExtractor<AuditEvent> HostPaths(params ObjectPath[] paths) => Each(static (source, node, values) => values.AddPath(source, node), paths);

    /// <summary>The same, and the directories that contain them.</summary>
    public FieldExtractor<AuditEvent> HostPathPrefixes(params ObjectPath[] paths) =>
        Each(static (source, node, values) => values.AddPathAndAncestors(source, node), paths);

    /// <summary>What is computed of each value at some paths.</summary>
    public FieldExtractor<AuditEvent> Each(Add add, params ObjectPath[] paths) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var from in scope(source))
            {
                foreach (var path in paths)
                {
                    foreach (var node in source.Tree.Find(from, path))
                    {
                        add(source, node, values);
                    }
                }
            }
        };

    /// <summary>What is computed of the last value at a path.</summary>
    public FieldExtractor<AuditEvent> OfLast(Add add, ObjectPath path) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (FindLast(source, path) is var node and > 0)
            {
                add(source, node, values);
            }
        };

    private int FindLast(AuditEvent source, ObjectPath path)
    {
        var last = 0;
        foreach (var from in scope(source))
        {
            last = source.Tree.FindLast(from, path) is var node and > 0 ? node : last;
        }

        return last;
    }
}
