namespace K8sAudit.Plugin.Messages;

/// <summary>Every sentence that this plugin says to its users: what was found, what was expected, what to do.</summary>
internal static class PluginMessages
{
    // Configuration

    public static string ConfigIsNoJson(long line, long column) =>
        $"init_config is not valid JSON (line {line}, byte {column}); expected a YAML map or a JSON object such as {{\"maxEventSize\": 262144}}";

    public static string ConfigIsNoObject(string found) =>
        $"init_config is {found}; expected a YAML map or a JSON object such as {{\"maxEventSize\": 262144}}";

    public static string ConfigIsNoText { get; } =
        "init_config has a text with half of a surrogate pair (\\ud800 to \\udfff), which is not a character; write the character itself";

    public static string WrongType(string option, string found, string expected) => $"init_config: {option} is {found}; expected {expected}";

    public static string UnknownOption(string name, string nearest) =>
        $"init_config: there is no option \"{name}\", so it is ignored; did you mean \"{nearest}\"?";

    public static string NumberIsCapped(string option, string found, int cap) =>
        $"init_config: {option} is {found}; more than {cap} is of no use, so {cap} is used";

    public static string IgnoredAtStart(string option) => $"init_config: {option} is ignored at the start; it is for a running plugin (plugin_set_config)";

    public static string HasNoEffect(string option) =>
        $"init_config: {option} is accepted and has no effect here: extraction is fast enough without a thread of its own";

    public static string EffectiveAtOnce(string option) => $"{option} has changed and is in force";

    public static string EffectiveAtNextOpen(string option) => $"{option} has changed; it takes effect when the source is next opened";

    // Open parameters

    public static string NothingToOpen(string known) => $"open_params is empty; expected one of {known}";

    public static string UnknownScheme(string scheme, string known) => $"the scheme \"{scheme}://\" is not known; expected one of {known}";

    public static string SeveralWebhooks(int count) => $"open_params has {count} addresses to listen on; expected one at most, beside files";

    public static string OneOffsetFileForSeveral(string path, int count) =>
        $"open_params has {count} files to follow, and offsetFile \"{path}\" holds the offset of one; follow one file, or remove offsetFile";

    public static string DuplicatesAreDelivered { get; } =
        "dedupeEvents or dedupeSeconds is 0, so an event that both the webhook and a file have is delivered twice; set both to remove duplicates";

    public static string FileIsMissing(string path) =>
        UserInfo.Remove(path) is var shown && shown == path
            ? $"\"{path}\" does not exist; give the path of an audit log with one JSON event a line, or file://{path} to wait for it"
            : $"\"{shown}\" does not exist; give the path of an audit log with one JSON event a line, or an address that begins with http:// or https://";

    public static string FileUrlHasNoPath(string address) =>
        $"invalid file URL \"{UserInfo.Remove(address)}\": it has no path; expected file:///path/to/audit.log";

    public static string FileUrlHasCredentials(string address) =>
        $"invalid file URL \"{UserInfo.Remove(address)}\": it has a user name; expected file:///path/to/audit.log";

    public static string PathHasNul(string path) =>
        $"invalid path \"{UserInfo.Remove(path).Replace("\0", "\\0", StringComparison.Ordinal)}\": it has a NUL character (%00)";

    public static string FileIsNotReadable(string path) => $"\"{path}\" cannot be read: permission denied; let the user who runs this read it";

    public static string CannotRead(string path, string why) => $"\"{path}\" cannot be read: {why}";

    public static string IsPassedOver(string complaint) => $"{complaint}. It is in the directory of the followed file, may be a rotated file, and is skipped";

    public static string DirectoryHasNoFiles(string path) => $"the directory \"{path}\" has no files; give one that holds audit logs";

    public static string CannotFollowDirectory(string path) =>
        $"\"{path}\" is a directory and cannot be followed; give one file, or the directory without file:// to read all its files once";

    public static string NoFileMatches(string pattern) =>
        $"no file matches \"{UserInfo.Remove(pattern)}\"; * stands for any characters of a name, ** for any directories, and hidden files are not matched";

    public static string Files(int count) => $"{count} files";

    public static string StandardInputTwice { get; } = "- (standard input) is named more than once; it can be read once";

    public static string FormatIsNotRead(string format) =>
        $"it is compressed ({format}), which is not read; decompress it, or compress it with gzip, zstd, xz, bzip2 or zip";

    public static string ContentIsDamaged(string name, string why) => $"\"{name}\" cannot be read further: {why}; what was read of it before is used";

    public static string ExpansionEnds(string name, string why) => $"\"{name}\" is not read further: {why}; what was read of it before is used";

    public static string ExpandsTooFar(long compressed, long expanded, int ratio) =>
        $"{Size(compressed)} expand to more than {Size(expanded)}, and more than {ratio} bytes for one are not read; decompress it, if it is a log";

    public static string ExpandsToTooMuch(long limit) => $"it expands to more than {Size(limit)}; decompress it and split it";

    public static string TooManyLayers(string name, int limit) =>
        $"\"{name}\" is not read: it is compressed or archived more than {limit} times over; decompress it";

    public static string EndsEarly { get; } = "it ends early";

    public static string XzHeaderIsDamaged { get; } = "a header of the xz format is damaged";

    public static string XzDictionaryIsTooLarge(long size, long limit) =>
        $"it needs a dictionary of {Size(size)}, and at most {Size(limit)} are allocated; decompress it";

    public static string EndsEarlyOrDamaged { get; } = "it ends early, or its checksum is wrong";

    public static string GzipHasOtherBytes { get; } = "other bytes follow the compressed ones";

    public static string ZipHeaderIsDamaged { get; } = "a header of the zip format is damaged";

    public static string MemberIsEncrypted { get; } = "it is encrypted; decrypt it";

    public static string ZipMethodIsNotRead(int method) => $"it is compressed by method {method} of the zip format, which is not read; decompress it";

    public static string CannotSort(string folder, string why) =>
        $"events cannot be sorted: {why}; --sort needs as much space in \"{folder}\" as the events have, and TMPDIR names another directory";

    public static string SortNeedsFiles { get; } = "--sort needs files, directories, patterns or -, one a line; a webhook and a followed file have no end";

    public static string InvalidUtf16(string name, long count) =>
        $"{name}: {count} code units are invalid UTF-16 and were replaced by U+FFFD; the file is damaged, or not UTF-16";

    public static string WaitingForFile(string path) => $"\"{path}\" does not exist; waiting for it to appear";

    public static string Following(string path, long offset) => $"following \"{path}\" from byte {offset}";

    public static string FileWasRotated(string path) => $"\"{path}\" was replaced; following the new file from its start";

    public static string FileWasTruncated(string path, long lost) =>
        lost == 0
            ? $"\"{path}\" was truncated; following it from its start"
            : $"\"{path}\" was truncated; following it from its start, without {lost} bytes of a line that was never finished";

    public static string BadOffsetFile(string path, string why, string aside) =>
        $"the offset in offsetFile \"{path}\" cannot be used: {why}; it is kept in \"{aside}\", and the followed file is read from its start";

    public static string CannotSaveOffset(string path, string why) =>
        $"the offset cannot be saved to offsetFile \"{path}\": {why}; a restart continues at the offset that was saved before";

    public static string OffsetIsGone(string path) =>
        $"the file that the saved offset of \"{path}\" belongs to was deleted or has changed; reading what was written since, from the start of the oldest file that is left";

    public static string LineTooLong(string place, long limit) => $"{place}: a line is longer than {limit} bytes and was skipped";

    public static string BadAddress(string address, string why) =>
        $"invalid listen address \"{UserInfo.Remove(address)}\": {why}; expected http://host:port/path, with an empty host for all interfaces";

    public static string CredentialsInAddress(string address) =>
        $"invalid listen address \"{UserInfo.Remove(address)}\": credentials in the listen address are not supported; use bearerTokenFile or clientCA to authenticate clients";

    public static string QueryIsIgnored(string address) =>
        $"{address}: the query and fragment of the listen address are ignored; requests are accepted with any query";

    // Webhook

    public static string CannotListen(string address, string why) => $"cannot listen on {address}: {why}";

    public static string Listening(string address) => $"listening on {address}";

    public static string ListeningWithoutTls(string address) =>
        $"{address} accepts audit events without TLS from other machines, so everyone who can connect can read and forge them; use https:// or listen on 127.0.0.1";

    public static string CertificateIsNotUsed(string option, string address) =>
        $"{option} is set and has no effect, because {address} begins with http://; use https://, or remove {option}";

    public static string EventsPending(long events) =>
        $"closed with {events} acknowledged events that were not read; the next open in this process delivers them, and they are lost if the process ends before: set stateDir to save them, or drain before closing";

    public static string HandedOver(long events) => $"{events} acknowledged events of the source that was closed before are delivered first";

    public static string EventsSaved(long events, string directory) =>
        $"closed with {events} acknowledged events that were not read; they are saved in stateDir \"{directory}\", and the next open delivers them";

    public static string EventsRestored(long events) => $"{events} acknowledged events that were saved in stateDir are delivered first";

    public static string StateDirIsNotUsable(string path, string why) =>
        $"stateDir \"{path}\" cannot be used: {why}; expected a directory that this process can write to";

    public static string CannotSaveEvents(string path, string why) => $"acknowledged events that were not read cannot be saved in stateDir \"{path}\": {why}";

    public static string SavedEventsAreDamaged(string path, string why, string aside) =>
        $"the acknowledged events in \"{path}\" (stateDir) are lost: {why}; the file is kept as \"{aside}\"";

    public static string CannotDeleteSavedEvents(string path, string why) =>
        $"\"{path}\" (stateDir) has been delivered and cannot be deleted: {why}; delete it, or the next start delivers its events again";

    public static string Draining(long events) => $"draining: requests are refused, and {events} acknowledged events wait to be read";

    public static string Drained { get; } = "drained: all acknowledged events have been read";

    public static string DrainTimedOut(int requests, int seconds) =>
        $"drained, with {requests} requests that did not end within {seconds} seconds (drainTimeout); none of them was acknowledged";

    public static string Resumed { get; } = "draining has ended; events are accepted again";

    public static string FirstEvents(string client, string program) =>
        program.Length == 0 ? $"first audit events from {client}" : $"first audit events from {client} ({program})";

    public static string WrongPath(string path, string address) =>
        $"it posts to \"{path}\", and audit events are received at {address}; correct server in the file of --audit-webhook-config-file";

    public static string NotTls(string address) =>
        $"it sent something else than TLS, such as plain HTTP, and audit events are received at {address}; correct server in the file of --audit-webhook-config-file";

    public static string TlsWithoutTls(string address) =>
        $"it speaks TLS, and audit events are received at {address}, without TLS; correct server in the file of --audit-webhook-config-file, or listen on https://";

    public static string RequestFailed(string client, string why) => $"{client}: a request failed: {why}";

    public static string CertificateIsMissing(string path) =>
        $"the certificate \"{path}\" does not exist; set sslCertificate to a PEM file with the key and the certificate";

    public static string KeyIsMissing(string path) =>
        $"the key \"{path}\" does not exist; set sslKey to a PEM file with the private key, or leave it empty if the key is in sslCertificate";

    public static string KeyFileHasNoKey(string path) => $"\"{path}\" has no private key; sslKey must name a PEM file with the unencrypted private key";

    public static string KeyDoesNotFit(string key, string certificate) =>
        $"the private key in \"{key}\" does not belong to the first certificate in \"{certificate}\", or either is damaged; the server's own certificate must come first";

    public static string ClientCAIsMissing(string path) =>
        $"the file \"{path}\" does not exist; set clientCA to a PEM file with the certificates of the authorities that issue client certificates";

    public static string ClientCAIsEmpty(string path) =>
        $"\"{path}\" has no certificate; clientCA must name a PEM file with the certificates of the authorities that issue client certificates";

    public static string ClientCAIsDamaged(string path) =>
        $"a certificate in \"{path}\" is damaged; clientCA must name a PEM file with the certificates of the authorities that issue client certificates";

    public static string TokenFileIsMissing(string path) => Path.IsPathRooted(path)
        ? $"the token file \"{path}\" does not exist; set bearerTokenFile to the path of a file with one token on each line"
        : "bearerTokenFile names a file that does not exist (its value is not shown, because it may be a token); set it to the path of a file with one token on each line";

    public static string TokenFileIsEmpty(string path) => $"\"{path}\" has no token; bearerTokenFile must name a file with one token on each line";

    public static string Reloaded(string files) => $"read again, since they changed: {files}";

    public static string KeepingOld(string why) => $"{why}; what was read before stays in force";

    public static string RequestRefused(string client, string why, long more) => $"a request of {client} is refused: {why}{Since(more)}";

    public static string ClientRefused(string client, string why, long more) => $"{client} is refused: {why}{Since(more)}";

    private static string Since(long more) => more == 0 ? "" : $" ({more} more since the last message of this kind)";

    public static string NoClientCertificate { get; } = "it has no certificate, and clientCA requires one";

    public static string BadClientCertificate(string subject, string why) => $"its certificate \"{subject}\" is not valid here: {why}";

    public static string WrongClientName(string subject) => $"its certificate \"{subject}\" has none of the clientNames";

    public static string NoToken { get; } = "its request has none of the tokens in bearerTokenFile";

    public static string FewDescriptors(int configured, long limit, int capacity) =>
        $"maxConnections is {configured}, but the process may open only {limit} descriptors, of which outputs and files need some: at most {capacity} connections are accepted; "
        + "raise the limit (ulimit -n, LimitNOFILE=) or lower maxConnections";

    public static string TooManyConnections(int max) =>
        $"there are too many connections ({max} in total, maxConnections, and at most a quarter of them from one address), and it has not delivered a batch lately";

    public static string HandshakeFailed(string why) => $"the TLS handshake failed: {why}";

    public static string HandshakeAborted { get; } =
        "it closed the connection during the TLS handshake; it may not trust the certificate, or needs one with its name for this host";

    public static string HandshakeTimedOut { get; } = "the TLS handshake took longer than headerTimeout";

    public static string ClientCANeedsTls { get; } =
        "clientCA is set and the listen address begins with http://, so that clients could not be authenticated; use https://, or remove clientCA";

    public static string ClientNamesNeedClientCA { get; } =
        "clientNames is set and clientCA is not, so that clients could not be authenticated; set clientCA, or remove clientNames";

    public static string NoAuthority { get; } = "it was not issued by an authority in clientCA";

    public static string PemIsIncomplete(string path) =>
        $"\"{path}\" is not a complete PEM file: it has a BEGIN line without its END line; write it to another name and rename it";

    public static string CertificateHasNoNames(string path) =>
        $"the certificate \"{path}\" has no subject alternative name, so every API server refuses it; issue one with the host name or IP address of the webhook's URL as a subject alternative name";

    public static string CertificateHasNo(string path, string part) =>
        $"\"{path}\" has no {part}; sslCertificate must name a PEM file with the unencrypted private key and the certificate";

    public static string CertificateKeyIsEncrypted(string path) => $"the private key in \"{path}\" is encrypted; decrypt it, for example with: openssl pkey";

    public static string CertificateKeyDoesNotFit(string path) =>
        $"the private key in \"{path}\" does not belong to its first certificate, or either is damaged; the server's own certificate must come first";

    public static string CertificateIsOutOfDate(string path, DateTime from, DateTime to) =>
        $"the certificate \"{path}\" is valid from {from:u} to {to:u}, which is not now; the API server will refuse it";

    // Events

    public static string Rejected(string location, int offset, string reason, string explanation) =>
        $"{location}: rejected an event at byte {offset} ({reason}): {explanation}";

    public static string NoAuditEvents(string found, string first, string hint) =>
        $"no audit event was found, only {found}{(first.Length == 0 ? "" : $", the first in {first}")}. {(hint.Length == 0 ? Expected : hint)}";

    private const string Expected = "Expected audit events (kind Event, apiVersion audit.k8s.io/v1), plain or in a format of docs/inputs.md";

    public static string OtherContent(long count, string found, string first) =>
        count == 1 ? $"{found} is not an audit event, in {first}; ignored" : $"{found} are not audit events, the first in {first}; ignored";

    public static string RejectedEvents(long count, string reasons) => $"{Count(count, "rejected event", "rejected events")} ({reasons})";

    public static string UnreadFiles(long count) => Count(count, "file that could not be read to its end", "files that could not be read to their ends");

    public static string Count(long count, string one, string several) => FormattableString.Invariant($"{count:N0} {(count == 1 ? one : several)}");

    public static string LookLike(string format, string remedy) => $"They look like {Plain(format)}. {Plain(remedy)}";

    public static string HoldNoEvent(string? writer, string member) =>
        writer is null
            ? $"Their member {member} holds no audit event. {Expected}"
            : $"They look like {Plain(writer)}, but {member} holds no audit event. Export the audit log, and not another log of the API server";

    // Of a table of the documentation.
    private static string Plain(string markdown) => markdown.Replace("`", "", StringComparison.Ordinal);

    public static string Cut(long count, string place) =>
        $"{place}: {count} events were larger than maxEventSize or deeper than maxDepth and were cut; they say so in ka.truncated, and what fields read was kept first";

    public static string CutMore(long count) => $"{count} more events were larger than maxEventSize or deeper than maxDepth and were cut";

    public static string RejectedMore(long count, string reasons, string place) => $"rejected {count} more events ({reasons}), the last in {place}";

    // Progress

    public static string ReadOf(double fraction, string name, long read, long total) =>
        FormattableString.Invariant($"{fraction * 100:0.0}% of {name} ({Size(read)} of {Size(total)})");

    public static string ReadSoFar(string name, long read) => $"{Size(read)} of {name}";

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => FormattableString.Invariant($"{bytes / 1024.0:0.0} KiB"),
        < 1024 * 1024 * 1024 => FormattableString.Invariant($"{bytes / (1024.0 * 1024):0.0} MiB"),
        _ => FormattableString.Invariant($"{bytes / (1024.0 * 1024 * 1024):0.0} GiB"),
    };
}
