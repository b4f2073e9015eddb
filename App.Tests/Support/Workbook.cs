using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace WorkOrders.Tests.Support;

/// <summary>Reads an .xlsx as zip and XML, without the application's reader.</summary>
public sealed partial class Workbook
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, XElement> parts = [];

    public Workbook(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        foreach (var entry in zip.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.Ordinal) || e.FullName.EndsWith(".rels", StringComparison.Ordinal)))
        {
            using var part = entry.Open();
            parts.Add(entry.FullName, XElement.Load(part));
        }

        var targets = parts["xl/_rels/workbook.xml.rels"].Elements().ToDictionary(r => r.Attribute("Id")!.Value, r => r.Attribute("Target")!.Value);
        Sheets = parts["xl/workbook.xml"].Descendants(Main + "sheet")
            .Select(s => (s.Attribute("name")!.Value, s.Attribute("state")?.Value, parts["xl/" + targets[s.Attribute(Relation + "id")!.Value].Replace("/xl/", "", StringComparison.Ordinal)])).ToList();
    }

    public IReadOnlyList<(string Name, string? State, XElement Xml)> Sheets { get; }

    /// <summary>The validation errors of the Open XML SDK.</summary>
    public static IEnumerable<string> Faults(byte[] file)
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2016).Validate(book).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")];
    }

    /// <summary>The rows of a sheet as texts by column title; the header row comes first.</summary>
    public List<Dictionary<string, string>> Rows(int sheet = 0)
    {
        var rows = Sheets[sheet].Xml.Descendants(Main + "row").Select(r => r.Elements(Main + "c").ToDictionary(c => Column(c.Attribute("r")!.Value), Text)).ToList();
        var titles = rows[0];
        return [titles, .. rows.Skip(1).Select(r => r.ToDictionary(c => titles[c.Key], c => c.Value))];
    }

    public IEnumerable<XElement> Cells(int sheet = 0) => Sheets[sheet].Xml.Descendants(Main + "c");

    private static string Column(string reference) => reference.TrimEnd([.. Enumerable.Range(0, 10).Select(i => i.ToString(CultureInfo.InvariantCulture)[0])]);

    private static string Text(XElement cell) => AsRead(string.Concat(cell.Descendants(Main + "t").Concat(cell.Elements(Main + "v")).Select(t => t.Value)));

    /// <summary>The text as spreadsheet programs show it: _xD835_ is written for a character that has no place in the XML or is half of a pair (ECMA-376, ST_Xstring).</summary>
    public static string AsRead(string text) => Escaped().Replace(text, found => ((char)int.Parse(found.Groups["code"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escaped();
}
