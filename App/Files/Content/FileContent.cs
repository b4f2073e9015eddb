namespace WorkOrders.Files.Content;

/// <summary>Detects the file type by content, and what can hurt: macros, embedded files, scripts, sizes beyond all measure.</summary>
public static class FileContent
{
    private const int TailLength = 65_535 + 22;

    /// <summary>Reads in any order. Corrupt content is an unknown type; content that can hurt throws <see cref="FileRefusedException"/>.</summary>
    public static ContentFinding Read(Stream file, CancellationToken gone = default)
    {
        ArgumentNullException.ThrowIfNull(file);
#pragma warning disable CA2000 // The caller disposes the file.
        var content = new WatchedStream(file, gone);
#pragma warning restore CA2000
        try
        {
            var head = new byte[16];
            content.Position = 0;
            var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return length < head.Length ? ContentFinding.Nothing : Read(content, head, gone);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or System.Xml.XmlException or ArgumentException
            or OverflowException or NotSupportedException)
        {
            return ContentFinding.Nothing;
        }
    }

    private static ContentFinding Read(WatchedStream content, byte[] head, CancellationToken gone)
    {
        if (head.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            return OfficeZip.Read(content, gone);
        }

        if (head.AsSpan().StartsWith(CompoundFile.Signature))
        {
            return CompoundFile.Read(content);
        }

        // Reject a polyglot: a file that is a valid image and a valid zip archive at once.
        if (HasZipEnd(content) || KindOf(content, head) is not { } kind)
        {
            return ContentFinding.Nothing;
        }

        if (kind == FileKind.Pdf)
        {
            PdfNames.Check(Whole(content), gone);
        }

        return new ContentFinding(kind);
    }

    private static FileKind? KindOf(Stream content, byte[] head)
    {
        ReadOnlySpan<byte> start = head;
        return start.StartsWith("%PDF-"u8) ? EndsAsPdf(content) ? FileKind.Pdf : null
            : start.StartsWith(Pictures.PngSignature) ? Pictures.IsWholePng(Whole(content)) ? FileKind.Png : null
            : start.StartsWith(Pictures.JpgSignature) ? Pictures.IsJpg(Whole(content)) ? FileKind.Jpg : null
            : start.StartsWith("RIFF"u8) && start[8..].StartsWith("WAVE"u8) ? Sound.IsWav(Whole(content)) ? FileKind.Wav : null
            : Sound.IsMp3(content, head) ? FileKind.Mp3
            : null;
    }

    private static bool EndsAsPdf(Stream content) => Tail(content, 2048).AsSpan().LastIndexOf("%%EOF"u8) >= 0;

    // Programs look for the end record of a zip from the end of the file, and not all of them mind what follows it.
    private static bool HasZipEnd(Stream content) => Tail(content, TailLength).AsSpan().IndexOf("PK\x05\x06"u8) >= 0;

    private static byte[] Whole(Stream content) => Tail(content, (int)Math.Min(content.Length, int.MaxValue));

    private static byte[] Tail(Stream content, int length)
    {
        var tail = new byte[Math.Min(length, content.Length)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        return tail;
    }
}

/// <summary>The detected type; null when it isn't accepted. <paramref name="HasMacros"/> when macros are the reason.</summary>
public sealed record ContentFinding(FileKind? Kind, bool HasMacros = false)
{
    public static readonly ContentFinding Nothing = new((FileKind?)null);

    public static readonly ContentFinding Macros = new(null, HasMacros: true);
}
