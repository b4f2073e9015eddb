using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import.Reading;

/// <summary>客户模版: the columns of a workbook of customers. Its version changes when the columns or their allowed values change.</summary>
internal static class CustomerTemplate
{
    public const string Name = "导入客户";
    public const string ReasonColumn = "原因";

    public static readonly IReadOnlyList<CustomerColumn> Columns = [.. CustomerFields.All.Select(f => new CustomerColumn(f))];

    public static readonly SheetMark Mark = new("customers-import", Version());

    public static byte[] File() => new SheetTemplate(
        Name, [.. Columns.Select(c => new SheetTemplateColumn(c.Title, c.Hint, c.Width, c.Values))], Mark, CustomerUpload.MostRows).Write();

    private static string Version() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Columns.Select(c => $"{c.Title}\t{string.Join('\t', c.Values)}")))))[..12];
}

/// <summary>A column of the template: the title is the field's name, the hint is a header note.</summary>
internal sealed record CustomerColumn(CustomerField Field)
{
    // Numbers may have separators.
    private const int ShortestLimit = 200;

    public string Title => Field.Name.Text;

    public double Width => Field.Kind is CustomerFieldKind.Address ? 40 : Field.Name == CustomerFields.FullName ? 30 : 20;

    /// <summary>The values of its drop-down list; empty when there is none.</summary>
    public IReadOnlyList<string> Values =>
        Field.Name == CustomerFields.Type ? [.. EnumText.Of<CustomerType>().Select(v => v.Text)]
        : Field.Name == CustomerFields.Level ? [.. EnumText.Of<CustomerLevel>().Select(v => v.Text)]
        : [];

    public string Hint => Field.Kind switch
    {
        CustomerFieldKind.Phone => "5 至 19 位数字，可带区号",
        CustomerFieldKind.IdNumber => "15 位或 18 位",
        CustomerFieldKind.TaxId => "18 位统一社会信用代码，只用于企业客户",
        CustomerFieldKind.Email => "例如 name@example.cn",
        CustomerFieldKind.Owner => "在职客户经理的用户名、工号，或不重名的姓名",
        CustomerFieldKind.Choice => Field.Name == CustomerFields.Type ? "个人、企业；不填为个人" : "重要、普通、潜在；不填为普通",
        _ when Field.Name == CustomerFields.FullName => "必填；企业名称不能与已有的客户相同",
        _ => string.Format(CultureInfo.InvariantCulture, "不超过 {0} 个字", Field.Length),
    };

    /// <summary>The text as it is stored. Of a longer one than the field may have, only its beginning and a mark that keeps it too long.</summary>
    public string? Cut(string? text)
    {
        var longest = Math.Max(Field.Length, ShortestLimit);
        var clean = text?.Length > longest ? Normalise.Text(text) : text;
        return clean?.Length > longest ? Normalise.Start(clean, longest) + "…" : clean;
    }
}
