using System.IO.Compression;
using System.Text;
using System.Xml;
using WorkOrders.Shared;

namespace WorkOrders.Files.Content;

/// <summary>
/// Opens an uploaded zip: what its directory says is checked before anything is unpacked, and each part that is read is counted while it is
/// inflated. What must not be in it throws <see cref="FileRefusedException"/>.
/// </summary>
internal static class ZipParts
{
    private const int MostParts = 2_000;

    // Deflate reaches 1 000. Rows that are alike, with references that count up, stay far below.
    private const int MostRatio = 200;
    private const long SmallPart = 10L * 1024 * 1024;
    private const int MostShownName = 100;

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    // A start tag, for example with a list of ranges, has at most a megabyte.
    private static readonly XmlDictionaryReaderQuotas Quotas = new() { MaxDepth = 64, MaxBytesPerRead = 1024 * 1024, MaxNameTableCharCount = 64 * 1024 };

    private static ReadOnlySpan<byte> DirectoryRecord => "PK\x01\x02"u8;

    /// <summary>The file stays open when the archive is disposed.</summary>
    public static ZipArchive Open(Stream file, long mostUnpacked)
    {
        // The framework makes an object of each record before it tells how many there are.
        if (CountRecords(file) > MostParts)
        {
            throw TooLarge();
        }

        file.Position = 0;
        var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            CheckNames(zip);
            CheckSizes(zip, file.Length, mostUnpacked);
            return zip;
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public static FileRefusedException TooLarge() => new("文件展开后太大，请删去多余的工作表、图片和格式后再上传");

    public static FileRefusedException Embedded(string name) => new("文件里嵌有别的文件（{0}），请删去后再上传", name);

    public static FileRefusedException OtherWorkbook(string name) => new("文件引用了别的工作簿（{0}），请断开链接后再上传", Shown(name));

    /// <summary>A name short enough for a message.</summary>
    public static string Shown(string name) => name.Length > MostShownName ? Normalise.Start(name, MostShownName) + "…" : name;

    public static bool IsMacro(string part) =>
        part.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || part.Contains("macrosheets/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A part, inflated to its real end.</summary>
    public static Stream OpenCounted(this ZipArchiveEntry part, CancellationToken gone, bool isPlain = false)
    {
        // The framework stops at the length that the directory declares; other programs go on.
        var stream = part.Open();
        var whole = stream is DeflateStream { BaseStream: var packed } ? new DeflateStream(packed, CompressionMode.Decompress) : stream;
        return new WatchedStream(whole, gone, part.Length, isPlain, besides: stream);
    }

    /// <summary>A part of any size as XML: a text comes in pieces of at most 2 048 bytes, and nothing is held in memory for longer.</summary>
    public static XmlReader ReadLarge(Stream part) => XmlDictionaryReader.CreateTextReader(part, Encoding.UTF8, Quotas, onClose: null);

    /// <summary>
    /// Inflates every part to its end, and refuses one that begins like a program, an archive or an old document. A part with more bytes than
    /// the directory declares throws <see cref="InvalidDataException"/>.
    /// </summary>
    public static void CheckParts(ZipArchive zip, CancellationToken gone)
    {
        var buffer = new byte[64 * 1024];
        foreach (var part in zip.Entries)
        {
            using var stream = part.OpenCounted(gone);
            var length = stream.ReadAtLeast(buffer, 8, throwOnEndOfStream: false);
            if (IsOtherFile(buffer.AsSpan(0, length)))
            {
                throw Embedded(Shown(part.FullName));
            }

            while (stream.Read(buffer) > 0)
            {
            }
        }
    }

    /// <summary>The elements with these names, one after the other; each is to be used before the next is asked for.</summary>
    public static IEnumerable<XmlReader> Elements(this ZipArchiveEntry part, CancellationToken gone, params string[] names)
    {
        using var stream = part.OpenCounted(gone);
        using var xml = XmlReader.Create(stream, Safe);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && names.Contains(xml.LocalName))
            {
                yield return xml;
            }
        }
    }

    private static int CountRecords(Stream file)
    {
        var buffer = new byte[64 * 1024];
        var (count, kept) = (0, 0);
        file.Position = 0;
        while (file.Read(buffer.AsSpan(kept)) is > 0 and var read)
        {
            var filled = buffer.AsSpan(0, kept + read);
            count += filled.Count(DirectoryRecord);
            kept = Math.Min(DirectoryRecord.Length - 1, filled.Length);
            filled[^kept..].CopyTo(buffer);
        }

        return count;
    }

    private static void CheckNames(ZipArchive zip)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in zip.Entries.Select(e => e.FullName))
        {
            var shown = Shown(name);
            if (IsUnsafe(name) || IsUnsafe(Uri.UnescapeDataString(name)))
            {
                throw new FileRefusedException("文件里有路径不安全的条目：{0}", shown);
            }

            if (!known.Add(Uri.UnescapeDataString(name)))
            {
                throw new FileRefusedException("文件里有重名的条目：{0}", shown);
            }

            if (HasFolder(name, "embeddings"))
            {
                throw Embedded(shown);
            }

            if (HasFolder(name, "externalLinks"))
            {
                throw OtherWorkbook(name);
            }
        }
    }

    private static bool IsOtherFile(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8) || head.StartsWith("PK\x03\x04"u8) || head.StartsWith(CompoundFile.Signature);

    private static bool IsUnsafe(string name) =>
        name.Length == 0 || name[0] == '/' || name.Contains('\\') || name.Contains(':') || name.Any(char.IsControl) || name.Split('/').Contains("..");

    private static bool HasFolder(string name, string folder) =>
        Uri.UnescapeDataString(name).Split('/').SkipLast(1).Contains(folder, StringComparer.OrdinalIgnoreCase);

    // Parts that share their compressed bytes would add up to more than the file.
    private static void CheckSizes(ZipArchive zip, long length, long mostUnpacked)
    {
        if (zip.Entries.Sum(e => e.Length) > mostUnpacked || zip.Entries.Sum(e => e.CompressedLength) > length
            || zip.Entries.Any(e => e.Length > SmallPart && e.Length / Math.Max(1, e.CompressedLength) > MostRatio))
        {
            throw TooLarge();
        }
    }
}
