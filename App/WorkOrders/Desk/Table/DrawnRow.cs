using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace WorkOrders.Desk.Table;

/// <summary>
/// A row as the table shows it. The cells before and after the number are HTML: as elements, the cells of fifty rows take 80 KB per open
/// desk, and twice that after the second render. The number stays an element, because its link keeps the focus.
/// </summary>
internal sealed record DrawnRow(long Id, string Number, string? Link, MarkupString? Before, MarkupString? After)
{
    /// <summary>Draws the row. The link is null when the layout has no number column.</summary>
    public static DrawnRow Of(WorkOrderRow row, DeskLayout layout, DeskTexts texts, string rowLink)
    {
        var before = layout.Columns.TakeWhile(shown => !shown.Column.IsNumber).Count();
        return new DrawnRow(
            row.Id,
            row.Number,
            before < layout.Columns.Count ? rowLink + row.Number : null,
            Html(layout.Columns.Take(before), row, texts),
            Html(layout.Columns.Skip(before + 1), row, texts));
    }

    private static MarkupString? Html(IEnumerable<ShownColumn> columns, WorkOrderRow row, DeskTexts texts)
    {
        var html = new StringBuilder(320);
        foreach (var shown in columns)
        {
            var cell = shown.Column.Cell(row, texts);
            html.Append(cell.Title is null ? "<td>" : $"<td title=\"{WebUtility.HtmlEncode(cell.Title)}\">");
            html.Append(cell.Class is null ? WebUtility.HtmlEncode(cell.Text) : $"<span class=\"{WebUtility.HtmlEncode(cell.Class)}\">{WebUtility.HtmlEncode(cell.Text)}</span>");
            html.Append("</td>");
        }

        return html.Length == 0 ? null : new MarkupString(html.ToString());
    }
}
