using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace WorkOrders.Tests.Files;

/// <summary>Small sample files of every kind, built byte by byte.</summary>
internal static class Samples
{
    public static byte[] Pdf { get; } = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF");

    /// <summary>One red pixel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    public static byte[] Jpg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xC0, 0, 5, 8, 0, 1, 0xFF, 0xDA, 0, 3, 0, 0x12, 0x34, 0xFF, 0xD9];

    public static byte[] Docx { get; } = Office("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/document.xml");

    public static byte[] Xlsx { get; } = Office("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml");

    public static byte[] Docm { get; } = Office("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml");

    public static byte[] XlsxWithVba { get; } = Office("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml", "xl/vbaProject.bin");

    public static byte[] Doc { get; } = Compound("WordDocument", "1Table");

    public static byte[] Xls { get; } = Compound("Workbook");

    public static byte[] DocWithMacros { get; } = Compound("WordDocument", "Macros", "VBA");

    public static byte[] Wav { get; } =
        [.. "RIFF"u8, 44, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0, .. "data"u8, 4, 0, 0, 0, 128, 129, 128, 127];

    /// <summary>Three frames of 128 kbit/s, 44.1 kHz.</summary>
    public static byte[] Mp3 { get; } = [.. Frame(), .. Frame(), .. Frame()];

    public static byte[] TaggedMp3 { get; } = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 20, .. new byte[20], .. Mp3];

    public static byte[] Zip { get; } = Archive(("a.txt", "hello"));

    public static byte[] Exe { get; } = [.. "MZ"u8, .. new byte[200]];

    /// <summary>Written by the Open XML SDK, which names the type of the main part as the default of .xml.</summary>
    public static byte[] XlsxWithDefaultType { get; } = BySdk();

    public static byte[] Office(string type, params string[] parts) => Package(
        $"""<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{parts[0]}" ContentType="{type}"/>""",
        "/" + parts[0],
        parts);

    /// <summary>A package with these content types, whose .rels calls <paramref name="main"/> its main part.</summary>
    public static byte[] Package(string types, string main, params string[] parts) => Archive(
        [
            ("[Content_Types].xml", $"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>"""),
            ("_rels/.rels", $"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{main}"/></Relationships>"""),
            .. parts.Select(p => (p, "<x/>")),
        ]);

    private static byte[] BySdk()
    {
        using var stream = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            book.AddWorkbookPart().Workbook = new S.Workbook(new S.Sheets());
        }

        return stream.ToArray();
    }

    public static byte[] Archive(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    /// <summary>What the stream of a document begins with.</summary>
    public static byte[] WordStart => [0xEC, 0xA5, 0xC1, 0];

    /// <summary>The records of a workbook with one sheet, and the beginning of the sheet.</summary>
    public static byte[] Workbook(byte kind = 0, byte begins = 0x10, params byte[] before) =>
    [
        9, 8, 16, 0, 0, 6, 5, 0, .. new byte[12], .. before, 0x85, 0, 9, 0, (byte)(37 + before.Length), 0, 0, 0, 0, kind, 1, 0, (byte)'a', 10, 0, 0, 0,
        9, 8, 16, 0, 0, 6, begins, 0, .. new byte[12], 10, 0, 0, 0,
    ];

    /// <summary>A compound file with these names; the first is a stream with what its name promises.</summary>
    public static byte[] Compound(params string[] names) => Compound(names[0] == "WordDocument" ? WordStart : Workbook(), names);

    /// <summary>A compound file: header, sector table, a directory with these names, and the stream of the first in eight sectors.</summary>
    public static byte[] Compound(byte[] stream, params string[] names)
    {
        var file = new byte[512 * 11];
        byte[] signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        signature.CopyTo(file, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(30), 9);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(48), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(56), 4096);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(68), 0xFFFFFFFE);
        file.AsSpan(76, 436).Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(76), 0);
        file.AsSpan(512, 512).Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(512), 0xFFFFFFFD);
        for (var sector = 1; sector < 10; sector++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(512 + (sector * 4)), sector is 1 or 9 ? 0xFFFFFFFE : (uint)sector + 1);
        }

        foreach (var (i, name) in names.Index())
        {
            var entry = file.AsSpan(1024 + (i * 128), 128);
            Encoding.Unicode.GetBytes(name).CopyTo(entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((name.Length + 1) * 2));
            entry[66] = 2;
            BinaryPrimitives.WriteUInt32LittleEndian(entry[116..], 2);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[120..], 4096);
        }

        stream.CopyTo(file, 512 * 3);
        return file;
    }

    private static byte[] Frame()
    {
        var frame = new byte[417];
        byte[] header = [0xFF, 0xFB, 0x90, 0x00];
        header.CopyTo(frame, 0);
        return frame;
    }
}
