using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace WorkOrders.Sheets;

/// <summary>Opens an uploaded workbook without macros, or throws the reason. The checks use the content and run before anything is unpacked.</summary>
internal static class SheetPackage
{
    private const long MostUnpacked = 600L * 1024 * 1024;
    private const long MostUnpackedOther = 20L * 1024 * 1024;
    private const int MostParts = 1_000;

    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>Opens the workbook and returns the result of <paramref name="read"/>; closes the workbook when that fails.</summary>
    public static T Open<T>(Stream stream, Func<SpreadsheetDocument, T> read)
    {
        Check(stream);
        SpreadsheetDocument? document = null;
        try
        {
            document = SpreadsheetDocument.Open(stream, isEditable: false);
            if (document.DocumentType != SpreadsheetDocumentType.Workbook || document.WorkbookPart?.VbaProjectPart is not null)
            {
                throw document.DocumentType is SpreadsheetDocumentType.Workbook or SpreadsheetDocumentType.MacroEnabledWorkbook or SpreadsheetDocumentType.MacroEnabledTemplate
                    ? new SheetRefusedException("文件带有宏，请另存为 .xlsx 工作簿后再上传")
                    : NotAWorkbook();
            }

            return read(document);
        }
        catch (Exception e) when (e is not SheetRefusedException && IsBroken(e))
        {
            document?.Dispose();
            throw NotAWorkbook();
        }
        catch (SheetRefusedException)
        {
            document?.Dispose();
            throw;
        }
    }

    public static SheetRefusedException NotAWorkbook() => new("文件不是 .xlsx 工作簿，请下载模版填写后上传");

    public static SheetRefusedException TooLarge() => new("文件展开后太大，请删去多余的工作表、图片和格式后再上传");

    // Exceptions that the library throws for corrupt parts.
    private static bool IsBroken(Exception e) =>
        e is OpenXmlPackageException or InvalidDataException or FileFormatException or XmlException or IOException or ArgumentException or FormatException or InvalidOperationException or NullReferenceException or KeyNotFoundException or UriFormatException;

    // The sizes in the zip directory are reliable: unpacking a part stops at its size.
    private static void Check(Stream stream)
    {
        if (stream.Length > SheetReader.MostBytes)
        {
            throw new SheetRefusedException("文件太大，最多 {0} MB", SheetReader.MostBytes / 1024 / 1024);
        }

        var head = new byte[4];
        stream.Position = 0;
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.AsSpan().SequenceEqual(CompoundFile))
        {
            throw new SheetRefusedException("文件有密码或是旧的 .xls 格式，请另存为没有密码的 .xlsx 后再上传");
        }

        stream.Position = 0;
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var parts = zip.Entries.Select(e => (e.Length, IsData: IsData(e.FullName))).ToList();
            if (parts.Count > MostParts || parts.Sum(p => p.Length) > MostUnpacked || parts.Where(p => !p.IsData).Sum(p => p.Length) > MostUnpackedOther)
            {
                throw TooLarge();
            }
        }
        catch (InvalidDataException)
        {
            throw NotAWorkbook();
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private static bool IsData(string part) =>
        part.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) || part.Equals("xl/sharedStrings.xml", StringComparison.OrdinalIgnoreCase);
}
