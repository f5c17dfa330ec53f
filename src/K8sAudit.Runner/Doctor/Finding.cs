namespace K8sAudit.Runner.Doctor;

/// <summary>What a check has found.</summary>
/// <param name="Status">The result.</param>
/// <param name="Text">What was checked, and what was found.</param>
/// <param name="Remedy">What to do about it; empty where nothing is to be done, or where the text says it.</param>
internal sealed record Finding(CheckStatus Status, string Text, string Remedy = "")
{
    public static Finding Ok(string text) => new(CheckStatus.Ok, text);

    public static Finding Warn(string text, string remedy = "") => new(CheckStatus.Warn, text, remedy);

    public static Finding Fail(string text, string remedy = "") => new(CheckStatus.Fail, text, remedy);

    public static Finding Skip(string text, string remedy = "") => new(CheckStatus.Skip, text, remedy);
}
