using WorkOrders.Files;
using WorkOrders.Files.Content;
using static WorkOrders.Tests.Files.HarmfulFileTests;

namespace WorkOrders.Tests.Files;

/// <summary>docx and xlsx whose relationships or content types say what the names of their folders hide.</summary>
public sealed class HarmfulOfficeTests
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Outside = "文件引用了文件以外的内容（{0}），请断开链接或删去后再上传";
    private const string Embedded = "文件里嵌有别的文件（{0}），请删去后再上传";
    private const string OtherWorkbook = "文件引用了别的工作簿（{0}），请断开链接后再上传";
    private const string Unusual = "文件里有普通文档没有的部分（{0}），请删去或另存为普通的文档后再上传";

    [Theory]
    [InlineData("attachedTemplate", "http://evil.example/x.dotm")]
    [InlineData("image", "http://evil.example/x.png")]
    [InlineData("image", @"\\evil.example\share\x.png")]
    [InlineData("frame", "http://evil.example/x.html")]
    [InlineData("subDocument", "other.docx")]
    [InlineData("settings", "https://evil.example/settings.xml")]
    [InlineData("hyperlink", "file:///c:/windows/system32/calc.exe")]
    [InlineData("hyperlink", "javascript:alert(1)")]
    [InlineData("hyperlink", "ms-msdt:/id PCWDiagnostic")]
    [InlineData("hyperlink", @"\\evil.example\share\x.docx")]
    [InlineData("HYPERLINK", "https://evil.example/")]
    [InlineData("attachedTemplate", "template.xml", "Internal")]
    [InlineData("settings", "https://evil.example/settings.xml", "Internal")]
    [InlineData("image", "//evil.example/x.png", "Internal")]
    [InlineData("image", "x.png", "external")]
    public void What_a_document_takes_from_outside_is_refused(string kind, string target, string mode = "External") =>
        RefusedFor(Document(Relation(kind, target, mode)), Outside, target);

    [Fact]
    public void A_number_in_the_address_of_what_is_outside_is_masked() =>
        RefusedFor(Document(Relation("image", "http://evil.example/13812345678.png", "External")), Outside, "http://evil.example/138****5678.png");

    [Theory]
    [InlineData("oleObject", "mhtml:http://evil.example/x.html!x-usc:http://evil.example/x.html", "External")]
    [InlineData("oleObject", "media/image1.png", "Internal")]
    [InlineData("package", "media/image1.png", "Internal")]
    [InlineData("control", "x.xml", "Internal")]
    [InlineData("aFChunk", "x.xml", "Internal")]
    public void What_a_document_carries_is_known_by_its_relationship(string kind, string target, string mode) =>
        RefusedFor(Document(Relation(kind, target, mode)), Embedded, target);

    [Fact]
    public void Relationships_of_any_part_are_read()
    {
        var relation = Rels(Relation("attachedTemplate", "http://evil.example/x.dotm", "External"));
        RefusedFor(Document("", ("word/_rels/settings.xml.rels", relation)), Outside, "http://evil.example/x.dotm");
        RefusedFor(Document("", ("WORD/_RELS/SETTINGS.XML.RELS", relation)), Outside, "http://evil.example/x.dotm");
        RefusedFor(Document("", ("word/_rels/settings.xml.r%65ls", relation)), Outside, "http://evil.example/x.dotm");
        RefusedFor(Document("", ("customXml/deep/_rels/item1.xml.rels", relation)), Outside, "http://evil.example/x.dotm");
    }

    [Fact]
    public void A_link_to_another_workbook_is_known_by_its_relationship_and_its_type()
    {
        RefusedFor(Document(Relation("externalLink", "ext/e1.xml", "Internal")), OtherWorkbook, "ext/e1.xml");
        RefusedFor(
            Document("", Override("xl/ext/e1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"), ("xl/ext/e1.xml", "<x/>")),
            OtherWorkbook,
            "xl/ext/e1.xml");
    }

    [Theory]
    [InlineData("word/evil.exe", "")]
    [InlineData("word/x.html", """<Default Extension="html" ContentType="text/html"/>""")]
    [InlineData("word/x.xhtml", """<Default Extension="xhtml" ContentType="application/xhtml+xml"/>""")]
    [InlineData("word/x.mht", """<Default Extension="mht" ContentType="message/rfc822"/>""")]
    [InlineData("word/media/x.bin", """<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>""")]
    [InlineData("word/x.xlsx", """<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>""")]
    [InlineData("word/a/x.xml", """<Override PartName="/word/a/x.xml" ContentType="application/vnd.ms-office.activeX+xml"/>""")]
    [InlineData("word/a/x.xml", """<Override PartName="/WORD/a/%78.xml" ContentType="application/vnd.ms-office.ACTIVEX+xml; a=b"/>""")]
    [InlineData("word/w/x.xml", """<Override PartName="/word/w/x.xml" ContentType="application/vnd.ms-office.webextension+xml"/>""")]
    [InlineData("xl/x.xml", """<Override PartName="/xl/x.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml"/>""")]
    public void A_part_that_no_ordinary_document_has_is_named(string part, string types) => RefusedFor(Document("", types, (part, "<x/>")), Unusual, part);

    [Theory]
    [InlineData("MZ\0\0\0\0\0\0\0\0")]
    [InlineData("PK\u0003\u0004\0\0\0\0\0\0")]
    public void A_program_or_an_archive_that_is_called_a_picture_is_named(string start) =>
        RefusedFor(Document("", """<Default Extension="png" ContentType="image/png"/>""", ("word/media/image1.png", start)), Embedded, "word/media/image1.png");

    [Fact]
    public void Macros_are_known_by_their_relationship_and_their_type()
    {
        Assert.Equal(ContentFinding.Macros, Read(Document("""<Relationship Id="r" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="x.xml"/>""")));
        Assert.Equal(ContentFinding.Macros, Read(Document("", Override("word/x.xml", "application/vnd.ms-word.vbaData+xml"))));
        Assert.Equal(ContentFinding.Macros, Read(Document("", Override("xl/m/x.xml", "application/vnd.ms-excel.intlmacrosheet+xml"))));
    }

    [Theory]
    [InlineData("<Relationships><Relationship")]
    [InlineData("""<!DOCTYPE a [<!ENTITY x "y">]><Relationships/>""")]
    [InlineData("")]
    public void Relationships_that_cannot_be_read_are_none(string text) =>
        Assert.Equal(ContentFinding.Nothing, Read(Document("", ("word/_rels/settings.xml.rels", text))));

    [Fact]
    public void A_part_with_two_types_has_none() =>
        Assert.Equal(ContentFinding.Nothing, Read(Document("", Override("word/x.xml", "application/xml") + Override("WORD/x.xml", "application/vnd.ms-office.activeX+xml"))));

    [Fact]
    public void Relationships_have_a_budget()
    {
        var relation = Relation("hyperlink", "https://example.com/" + new string('x', 1024 * 1024), "External");
        RefusedFor(Document(string.Concat(Enumerable.Repeat(relation, 5))), "文件展开后太大，请删去多余的工作表、图片和格式后再上传");
    }

    [Fact]
    public void An_ordinary_document_has_links_pictures_fonts_charts_and_notes()
    {
        const string types = """
            <Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/><Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>
            <Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>
            <Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
            <Override PartName="/word/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>
            <Override PartName="/word/charts/style1.xml" ContentType="application/vnd.ms-office.chartstyle+xml"/>
            <Override PartName="/word/numbering.xml" ContentType="application/vnd.ms-word.stylesWithEffects+xml"/>
            <Override PartName="/xl/cellimages.xml" ContentType="application/vnd.wps-officedocument.cellimage+xml"/>
            <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
            <Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>
            """;
        var relations = string.Concat(
            Relation("hyperlink", "https://example.com/a?b=c", "External"),
            Relation("hyperlink", "HTTP://example.com", "External"),
            Relation("hyperlink", "mailto:a@example.com", "External"),
            Relation("hyperlink", "#Sheet1!A1:B2", "External"),
            Relation("hyperlink", "#Sheet1!A1:B2", "Internal"),
            Relation("image", "NULL", "External"),
            Relation("image", "media/image1.png", "Internal"),
            Relation("styles", "/word/styles.xml", "Internal"),
            Relation("customXml", "../customXml/item1.xml", "Internal"),
            Relation("ctrlProp", "x.xml", "Internal"),
            Relation("font", "fonts/font1.odttf", "Internal"));
        string[] parts =
        [
            "word/styles.xml", "word/charts/chart1.xml", "word/charts/style1.xml", "word/numbering.xml", "word/media/image1.png", "word/media/image2.emf",
            "word/fonts/font1.odttf", "word/drawings/vmlDrawing1.vml", "word/printerSettings1.bin", "xl/cellimages.xml", "docProps/core.xml",
            "customXml/item1.xml", "customXml/itemProps1.xml",
        ];

        Assert.Equal(FileKind.Docx, Read(Document(relations, types, [.. parts.Select(p => (p, "<x/>")), ("word/media/", "")])).Kind);
    }

    private static string Relation(string kind, string target, string mode) =>
        $"""<Relationship Id="r1" Type="{Relationships}{kind}" Target="{target}" TargetMode="{mode}"/>""";

    private static string Override(string part, string type) => $"""<Override PartName="/{part}" ContentType="{type}"/>""";

    private static string Rels(string relations) =>
        $"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>""";

    private static byte[] Document(string relations, params (string Name, string Text)[] parts) => Document(relations, "", parts);

    private static byte[] Document(string relations, string types, params (string Name, string Text)[] parts) => Samples.Archive(
    [
        ("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{Override("word/document.xml", Word)}{types}</Types>
            """),
        ("_rels/.rels", Rels($"""<Relationship Id="r1" Type="{Relationships}officeDocument" Target="word/document.xml"/>""")),
        ("word/document.xml", "<x/>"),
        ("word/_rels/document.xml.rels", Rels(relations)),
        .. parts,
    ]);
}
