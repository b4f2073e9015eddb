using System.Security.Cryptography;
using System.Text;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>工单模版: the columns of a workbook of new orders. Its version changes when the columns or their allowed values change.</summary>
public static class BatchTemplate
{
    public const string Id = "work-orders";
    public const string Name = "批量建单";
    public const string ReasonColumn = "原因";

    public static readonly IReadOnlyList<BatchColumn> Columns =
        [.. OrderFields.All.Where(f => f.Column is not null).OrderBy(f => f.Column!.Place).Select(f => new BatchColumn(f, f.Column!.Hint, f.Column.Width))];

    /// <summary>The template mark stored in the hidden sheet.</summary>
    public static SheetMark MarkOf(OrderLists lists) => new(Id, VersionOf(lists));

    public static string VersionOf(OrderLists lists)
    {
        var all = Columns.Select(c => $"{c.Title}\t{c.Hint}\t{string.Join('\t', c.Values(lists))}").Concat(Branches(lists).Select(b => string.Join('\t', b)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all))))[..12];
    }

    /// <summary>Each topic with its type, and each subtopic with its type and topic.</summary>
    internal static IEnumerable<string[]> Branches(OrderLists lists)
    {
        foreach (var type in lists.Below(null, null))
        {
            foreach (var topic in lists.Below(type.Id, null))
            {
                yield return [type.Name, topic.Name];
                foreach (var subtopic in lists.Below(topic.Id, null))
                {
                    yield return [type.Name, topic.Name, subtopic.Name];
                }
            }
        }
    }
}

/// <summary>A column of the template: the title is the field's name, the hint is a header note.</summary>
public sealed record BatchColumn(OrderField Field, string Hint, double Width)
{
    // Names have at most 100 characters; numbers may have separators.
    private const int LongestLine = 200;

    public string Title => Field.Name.Text;

    /// <summary>The text as it is stored. Of a longer one than the field may have, only its beginning and a mark that keeps it too long.</summary>
    internal string? Cut(string? text)
    {
        var longest = Field.Kind == FieldKind.LongText ? WorkOrderLimits.Description : LongestLine;
        var clean = text?.Length > longest ? Normalise.Text(text) : text;
        return clean?.Length > longest ? Normalise.Start(clean, longest) + "…" : clean;
    }

    /// <summary>The values of its drop-down list; empty when there is none, or when they depend on another column.</summary>
    public IEnumerable<string> Values(OrderLists lists) => Field.Options(lists, new WorkOrderInput()).Select(option => option.Text);
}
