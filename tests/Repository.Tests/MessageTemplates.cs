using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

/// <summary>The messages of a class of messages, read from its source: <c>…</c> stands for a value.</summary>
internal static class MessageTemplates
{
    private const int MinLetters = 8;

    private static readonly ClassDeclarationSyntax[] _classes =
    [
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf("src"), "*Messages*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Where(type => type.Identifier.Text.EndsWith("Messages", StringComparison.Ordinal)),
    ];

    /// <summary>The names of all classes of messages.</summary>
    public static IEnumerable<string> Classes => _classes.Select(type => type.Identifier.Text).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The names of the accessible members that are messages, with the texts that each can have.</summary>
    /// <param name="className">The name of the class; its parts may be in several files.</param>
    public static IEnumerable<(string Name, string[] Texts)> Of(string className) =>
        _classes.Where(type => type.Identifier.Text == className)
            .SelectMany(type => type.Members)
            .Where(member => !member.Modifiers.Any(SyntaxKind.PrivateKeyword))
            .SelectMany(Messages)
            .Select(message => (message.Name, message.Texts.Where(IsMessage).ToArray()))
            .Where(message => message.Item2.Length > 0);

    /// <summary>Whether a message has enough text to be searched for.</summary>
    private static bool IsMessage(string text) => text.Count(char.IsLetter) >= MinLetters;

    private static IEnumerable<(string Name, string[] Texts)> Messages(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field when !IsExpectation(field) => field.Declaration.Variables.Select(variable =>
            (variable.Identifier.Text, Texts(variable.Initializer?.Value))),
        PropertyDeclarationSyntax property => [(property.Identifier.Text, Texts(property.Initializer?.Value ?? property.ExpressionBody?.Expression))],
        MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.Text: "string" } } method =>
            [(method.Identifier.Text, [.. Returned(method).SelectMany(Texts).Distinct()])],
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax?> Returned(MethodDeclarationSyntax method) =>
        method.ExpressionBody is { } body
            ? [body.Expression]
            : method.DescendantNodes().OfType<ReturnStatementSyntax>().Select(statement => statement.Expression);

    private static string[] Texts(ExpressionSyntax? expression) => expression switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => [literal.Token.ValueText],
        InterpolatedStringExpressionSyntax text => [string.Concat(text.Contents.Select(Part)).Replace("……", "…", StringComparison.Ordinal)],
        ConditionalExpressionSyntax choice => [.. Texts(choice.WhenTrue), .. Texts(choice.WhenFalse)],
        SwitchExpressionSyntax choice => [.. choice.Arms.SelectMany(arm => Texts(arm.Expression))],
        ParenthesizedExpressionSyntax inner => Texts(inner.Expression),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => [Texts(sum.Left).FirstOrDefault("…") + Texts(sum.Right).FirstOrDefault("…")],
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: InterpolatedStringExpressionSyntax text }] } => Texts(text),
        _ => [],
    };

    /// <summary>Whether a constant is only the expected part of a message: complete messages of the rules engine are sentences.</summary>
    private static bool IsExpectation(FieldDeclarationSyntax field) =>
        field.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Any(space => space.Name.ToString().StartsWith("FalcoRules", StringComparison.Ordinal))
        && !field.Declaration.Variables.Any(variable => Texts(variable.Initializer?.Value).Any(text => text.EndsWith('.')));

    private static string Part(InterpolatedStringContentSyntax part) =>
        part is InterpolatedStringTextSyntax text
            ? text.TextToken.ValueText.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
            : "…";
}
