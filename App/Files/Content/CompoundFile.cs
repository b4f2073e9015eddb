using System.Buffers.Binary;
using System.Text;
using WorkOrders.Database;

namespace WorkOrders.Files.Content;

/// <summary>The OLE compound file of old doc and xls: a small file system. Only its directory is read.</summary>
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

        var names = NamesOf(content, header, 1 << shift);
        if (names.FirstOrDefault(IsEmbedded) is { } embedded)
        {
            throw ZipParts.Embedded(embedded.TrimStart('\u0001'));
        }

        return names.Overlaps(MacroNames) ? ContentFinding.Macros
            : names.Contains("EncryptedPackage") ? ContentFinding.Nothing
            : names.Contains("WordDocument") ? new ContentFinding(FileKind.Doc)
            : names.Contains("Workbook") || names.Contains("Book") ? new ContentFinding(FileKind.Xls)
            : ContentFinding.Nothing;
    }

    // Each object of xls has a storage like MBD0018A2F3.
    private static bool IsEmbedded(string name) =>
        EmbeddedNames.Contains(name, StringComparer.OrdinalIgnoreCase) || (name.Length == 11 && name.StartsWith("MBD", StringComparison.OrdinalIgnoreCase));

    private static HashSet<string> NamesOf(Stream content, byte[] header, int sectorLength)
    {
        var table = TableOf(content, header, sectorLength);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
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
                    names.Add(Encoding.Unicode.GetString(sector, entry, length - 2));
                }
            }

            at = table[(int)at];
        }

        return names;
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
    private static void ReadSector(Stream content, uint number, byte[] sector)
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
