using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

/// <summary>Names are terms of the field, and each has one meaning.</summary>
public class VocabularyTests
{
    /// <summary>Names that were replaced, as a pattern, and what is used instead.</summary>
    public static TheoryData<string, string> Replaced { get; } = new()
    {
        { "Doorkeeper", "ClientAccess" },
        { "Visitor|Stranger|_strangers|LetIn", "TrackedConnection, _unauthenticated, MarkAuthenticated" },
        { "Guests", "ConnectionLimiter" },
        { "KeptEvents|LeaveTo|HandOver|Adopt", "PendingEventStore (Save, TransferTo, Restore, Append)" },
        { "KeptSignal|user1", "DeferredSignal, sigUsr1" },
        { "UnfailingWriter", "NonThrowingTextWriter" },
        { "IdleStack", "TrimmingPool" },
        { "BodyRoom|BodyRoomException|_room", "BodyMemoryBudget, BodyMemoryExhaustedException, _budget" },
        { "RequestsUnderWay", "InFlightRequests" },
        { "Cutting|EventCutter|CutMeasure|CutPolicy|events_cut", "Truncation, EventTruncator, TruncationPlanner, TruncationPolicy, events_truncated" },
        { "RestKind|SplitRest", "ContinuationKind, Continuation" },
        { "JsonPlaces?|MoveInto", "JsonRange, JsonRanges, AdvanceWithin" },
        { "JsonNote|AddNoted", "FieldOffset, AddIndexed" },
        { "StopAt|IsStopped|GoOn", "PauseAt, IsPaused, Resume" },
        { "AuditIntake", "SourceContext" },
        { "BodyIntake|TakePart|TakeRest", "RequestProcessor (ProcessAsync, ProcessChunk, ProcessTail, Enqueue)" },
        { "PlaceKeeper|FilePlace", "OffsetTracker, FileCheckpoint" },
        { "LiveContext|GoOver|GoesOn", "ContextHolder or the engine host, SwitchContext, ShouldContinue" },
        { "RulesQuestions|AskedAboutPlugins", "RulesCommands, TryRunInfoCommand" },
        { "TryGoOn|_present", "TryResume, _current" },
        { @"FieldType\.Text", "FieldType.String" },
        { "Meaningless|HalfAnIdentity|HalfACapability", "Ignored, IncompleteIdentity, IncompleteCapability" },
        { "FindingList|Findings", "Diagnostics" },
        { "(Most|Longest|Largest|Deepest|Maximum)[A-Z][A-Za-z]*", "Max…" },
        { "s_[a-z][A-Za-z]*", "_name" },
    };

    private static readonly string[] _files =
    [
        "README.md",
        .. Files("docs", "*.md"),
        .. new[] { "src", "fuzz", "bench", "samples" }.SelectMany(folder => Files(folder, "*.cs")),
    ];

    [Theory]
    [MemberData(nameof(Replaced))]
    public void A_replaced_name_is_used_nowhere(string pattern, string instead)
    {
        var name = new Regex($@"\b(?:{pattern})\b", RegexOptions.CultureInvariant);
        var uses = _files
            .SelectMany(file =>
                File.ReadLines(RepositoryFiles.PathOf(file)).Select((line, index) => (Text: $"{file}:{index + 1}: {line.Trim()}", IsUse: name.IsMatch(line))))
            .Where(line => line.IsUse)
            .Select(line => line.Text)
            .ToList();
        Assert.True(uses.Count == 0, $"use {instead} instead:\n{string.Join('\n', uses)}");
    }

    [Fact]
    public void No_two_types_have_the_same_name()
    {
        var duplicates = _files.Where(file => file.StartsWith("src/", StringComparison.Ordinal)).SelectMany(Types)
            .GroupBy(type => type.Name)
            .Where(group => group.DistinctBy(type => type.Namespace).Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(type => type.File).Distinct())}");
        Assert.Empty(duplicates);
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(RepositoryFiles.PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file));

    // Name and Name<T> of one namespace are two forms of one thing, and a type that is declared in parts is one.
    private static IEnumerable<(string Name, string Namespace, string File)> Types(string file) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(RepositoryFiles.PathOf(file)), FolderReferences.ParseOptions)
            .GetRoot()
            .DescendantNodes()
            .OfType<BaseTypeDeclarationSyntax>()
            .Where(type => type.Parent is BaseNamespaceDeclarationSyntax)
            .Select(type => (type.Identifier.Text, ((BaseNamespaceDeclarationSyntax)type.Parent!).Name.ToString(), file));
}
