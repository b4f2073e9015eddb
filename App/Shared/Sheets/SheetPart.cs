using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace WorkOrders.Shared.Sheets;

/// <summary>The XML of a workbook's part, from front to back: nothing outside the file is fetched, and a torn part is refused as such.</summary>
internal sealed class SheetPart : IDisposable
{
    private const int Nowhere = -1;

    private readonly Stream stream;
    private readonly XmlReader xml;

    /// <param name="part">Where it is.</param>
    /// <param name="most">The most characters that are read; 0 for any number.</param>
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

    /// <summary>The name of the element that begins here; null anywhere else.</summary>
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

    /// <summary>Goes into the element that begins here: <c>for (var end = part.Enter(); part.Next(end);)</c> walks through all that is in it.</summary>
    public int Enter() => xml.IsEmptyElement ? Nowhere : xml.Depth;

    /// <summary>One step further; false at the end of the element.</summary>
    public bool Next(int end) => end != Nowhere && Advance() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == end);

    /// <summary>The plain text of the element that begins here.</summary>
    public string Value()
    {
        var text = new StringBuilder();
        for (var end = Enter(); Next(end);)
        {
            text.Append(xml.Value);
        }

        return text.ToString();
    }

    /// <summary>The text of an si or is element, which may be cut into any number of runs; readings above the characters (rPh) are not part of it.</summary>
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
