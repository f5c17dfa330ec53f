namespace K8sAudit.Plugin.Sources.Content;

/// <summary>
/// How far compressed content may expand. Logs are compressed to a tenth or a hundredth; a file that expands much further is made to keep its reader busy.
/// </summary>
/// <param name="MaxRatio">The maximum number of bytes for each compressed byte, over all layers: a <c>.gz</c> in a <c>.tar.xz</c> has two.</param>
/// <param name="FreeBytes">Expanded bytes up to which the ratio does not matter, because short repetitive logs may be compressed to almost nothing.</param>
/// <param name="MaxBytes">The maximum number of expanded bytes of one file, in bytes.</param>
/// <param name="MaxLayers">The maximum number of formats around each other: <c>.gz</c> in <c>.tar</c> in <c>.xz</c> are three.</param>
internal sealed record ExpansionLimits(int MaxRatio = 500, long FreeBytes = 256L << 20, long MaxBytes = 1L << 40, int MaxLayers = 5);
