namespace K8sAudit.Plugin.Sources.Content;

/// <summary>Takes the texts of a file that is decompressed.</summary>
internal interface IContentSink
{
    /// <summary>A text begins: the content of the file, or of a member of an archive.</summary>
    /// <param name="name">What messages call it.</param>
    void Begin(string name);

    /// <summary>Copies the text to its end.</summary>
    /// <exception cref="OperationCanceledException">It is no longer wanted.</exception>
    void Copy(Stream text);

    /// <summary>The file or member is not read, or not to its end.</summary>
    void ReportUnread(string message);

    /// <summary>Code units of a text were invalid and were replaced.</summary>
    void CountInvalid(string name, long count);
}
