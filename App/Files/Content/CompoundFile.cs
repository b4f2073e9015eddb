using System.Buffers.Binary;
using System.Text;
using WorkOrders.Database;

namespace WorkOrders.Files.Content;

/// <summary>The OLE compound file of old doc and xls: a small file system. Its directory is read, and the stream with the document.</summary>
internal static class CompoundFile
{
    private const int EntryLength = 128;
    private const int MostSectors = (int)(StoredFile.MaxSize / 512) + 1;

    // Storages with VBA code.
    private static readonly string[] MacroNames = ["Macros", "VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "PROJECTwm"];

    // Where the objects of doc and the file in any of them stand.
    private static readonly string[] EmbeddedNames = ["ObjectPool", "\u0001Ole10Native"];

    public static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static ContentFinding Read(Stream content)
    {
        var header = new byte[512];
        content.Position = 0;
        content.ReadExactly(header);
        var shift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
        if (shift is not (9 or 12))
        {
            return ContentFinding.Nothing;
        }

        var table = TableOf(content, header, 1 << shift);
        var entries = EntriesOf(content, header, table, 1 << shift);
        var names = entries.Select(e => e.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.FirstOrDefault(IsEmbedded) is { } embedded)
        {
            throw ZipParts.Embedded(embedded.TrimStart('\u0001'));
        }

        if (names.Overlaps(MacroNames))
        {
            return ContentFinding.Macros;
        }

        // Programs choose by the name of the stream: all that have one of these must be what they are called.
        var streams = new CompoundStreams(content, header, table, entries, 1 << shift);
        var documents = entries.Where(e => Is(e, "WordDocument")).ToList();
        var workbooks = entries.Where(e => Is(e, "Workbook") || Is(e, "Book")).ToList();
        if (names.Contains("EncryptedPackage") || (documents.Count == 0) == (workbooks.Count == 0)
            || !documents.TrueForAll(d => IsWord(streams.Read(d, most: 32))))
        {
            return ContentFinding.Nothing;
        }

        var sheets = workbooks.ConvertAll(w => OldWorkbook.Read(streams.Read(w, most: int.MaxValue)));
        return sheets.Find(s => s.Kind is null) ?? new ContentFinding(documents.Count > 0 ? FileKind.Doc : FileKind.Xls);
    }

    private static bool Is(CompoundEntry entry, string name) => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    // The signature of Word, and at least Word 97: the macros of those before it stand in the text.
    private static bool IsWord(byte[] start) => start is [0xEC, 0xA5, _, _, ..] && BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(2)) >= 0xC0;

    // Each object of xls has a storage like MBD0018A2F3.
    private static bool IsEmbedded(string name) =>
        EmbeddedNames.Contains(name, StringComparer.OrdinalIgnoreCase) || (name.Length == 11 && name.StartsWith("MBD", StringComparison.OrdinalIgnoreCase));

    private static List<CompoundEntry> EntriesOf(Stream content, byte[] header, List<uint> table, int sectorLength)
    {
        var entries = new List<CompoundEntry>();
        var sector = new byte[sectorLength];
        var at = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(48));

        // The limit ends a chain with a loop.
        for (var read = 0; at < table.Count && read < MostSectors; read++)
        {
            ReadSector(content, at, sector);
            for (var entry = 0; entry < sectorLength; entry += EntryLength)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(sector.AsSpan(entry + 64));

                // Word writes an ObjectPool into every doc: a storage with nothing below it is no matter.
                var isEmpty = sector[entry + 66] == 1 && BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(entry + 76)) == uint.MaxValue;
                if (sector[entry + 66] != 0 && !isEmpty && length is >= 2 and <= 64)
                {
                    entries.Add(new CompoundEntry(
                        Encoding.Unicode.GetString(sector, entry, length - 2),
                        sector[entry + 66] == 5,
                        BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(entry + 116)),
                        BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(entry + 120))));
                }
            }

            at = table[(int)at];
        }

        return entries;
    }

    // The sector allocation table: the next sector of each sector.
    private static List<uint> TableOf(Stream content, byte[] header, int sectorLength)
    {
        var table = new List<uint>();
        var sector = new byte[sectorLength];
        foreach (var place in PlacesOf(content, header, sectorLength).Take(MostSectors * 4 / sectorLength + 1))
        {
            ReadSector(content, place, sector);
            for (var i = 0; i < sectorLength; i += 4)
            {
                table.Add(BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(i)));
            }
        }

        return table;
    }

    // Sector numbers of the allocation table: 109 in the header, more in a linked list of sectors.
    private static IEnumerable<uint> PlacesOf(Stream content, byte[] header, int sectorLength)
    {
        const uint last = 0xFFFFFFFA;
        for (var i = 0; i < 109; i++)
        {
            var place = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(76 + (i * 4)));
            if (place < last)
            {
                yield return place;
            }
        }

        var list = new byte[sectorLength];
        var at = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(68));
        for (var read = 0; at < last && read < MostSectors; read++)
        {
            ReadSector(content, at, list);
            for (var i = 0; i < sectorLength - 4; i += 4)
            {
                var place = BinaryPrimitives.ReadUInt32LittleEndian(list.AsSpan(i));
                if (place < last)
                {
                    yield return place;
                }
            }

            at = BinaryPrimitives.ReadUInt32LittleEndian(list.AsSpan(sectorLength - 4));
        }
    }

    // The last sector of a file may be shorter.
    internal static void ReadSector(Stream content, uint number, byte[] sector)
    {
        var at = (number + 1L) * sector.Length;
        if (at >= content.Length)
        {
            throw new InvalidDataException("The sector is beyond the end of the file.");
        }

        content.Position = at;
        sector.AsSpan(content.ReadAtLeast(sector, sector.Length, throwOnEndOfStream: false)).Clear();
    }
}
