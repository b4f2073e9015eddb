using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace WorkOrders.Sheets;

/// <summary>Forward-only XML reader of a workbook part. External references are not loaded; a truncated part throws an error.</summary>
internal sealed class SheetPart : IDisposable
{
    private const int Nowhere = -1;

    private readonly Stream stream;
    private readonly XmlReader xml;

    /// <param name="part">The part.</param>
    /// <param name="most">Maximum number of characters; 0 for no limit.</param>
    public SheetPart(OpenXmlPart part, long most = 0)
    {
        stream = part.GetStream(FileMode.Open, FileAccess.Read);
        xml = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = most,
            CloseInput = false,
        });
    }

    /// <summary>Name of the current start element; null for other nodes.</summary>
    public string? Element => xml.NodeType == XmlNodeType.Element ? xml.LocalName : null;

    public void Dispose()
    {
        xml.Dispose();
        stream.Dispose();
    }

    public string? Attribute(string name) => xml.GetAttribute(name);

    public bool Advance()
    {
        try
        {
            return xml.Read();
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException)
        {
            throw new SheetRefusedException("文件已损坏，没有读完，请重新保存后再上传");
        }
    }

    /// <summary>Enters the current element: <c>for (var end = part.Enter(); part.Next(end);)</c> visits all nodes in it.</summary>
    public int Enter() => xml.IsEmptyElement ? Nowhere : xml.Depth;

    /// <summary>Moves to the next node; false at the end of the element.</summary>
    public bool Next(int end) => end != Nowhere && Advance() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == end);

    /// <summary>The plain text of the current element.</summary>
    public string Value()
    {
        var text = new StringBuilder();
        for (var end = Enter(); Next(end);)
        {
            text.Append(xml.Value);
        }

        return text.ToString();
    }

    /// <summary>The text of an si or is element, which may consist of several runs. Phonetic text (rPh) is skipped.</summary>
    public string RichText()
    {
        var (text, phonetic, inText) = (new StringBuilder(), false, false);
        for (var end = Enter(); Next(end);)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    phonetic |= xml is { LocalName: "rPh", IsEmptyElement: false };
                    inText = xml is { LocalName: "t", IsEmptyElement: false };
                    break;
                case XmlNodeType.EndElement:
                    phonetic &= xml.LocalName != "rPh";
                    inText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when inText && !phonetic:
                    text.Append(xml.Value);
                    break;
            }
        }

        return text.ToString();
    }
}
