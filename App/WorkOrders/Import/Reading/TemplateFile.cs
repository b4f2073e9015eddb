using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>The template as a workbook: the lists of topics and subtopics depend on what is chosen before them.</summary>
internal sealed class TemplateFile(OrderLists lists)
{
    // Columns of the two parent/child lists in the hidden sheet, after one column for each template column.
    private static readonly int Topics = BatchTemplate.Columns.Count + 1;
    private static readonly int Subtopics = Topics + 2;

    public byte[] Write()
    {
        var branches = BatchTemplate.Branches(lists).ToList();
        var (topics, subtopics) = (branches.Where(b => b.Length == 2).ToList(), branches.Where(b => b.Length == 3).ToList());
        var (type, topic) = (Place(OrderFields.ProblemType), Place(OrderFields.ProblemTopic));
        SheetTemplateColumn[] columns = [.. BatchTemplate.Columns.Select(c => new SheetTemplateColumn(c.Title, c.Hint, c.Width, [.. c.Values(lists)]))];
        return new SheetTemplate(BatchTemplate.Name, columns, BatchTemplate.MarkOf(lists), ImportUpload.MostRows)
        {
            MoreLists =
            [
                (OrderFields.ProblemType.Text, [.. topics.Select(b => b[0])]),
                (OrderFields.ProblemTopic.Text, [.. topics.Select(b => b[1])]),
                (OrderFields.ProblemTopic.Text, [.. subtopics.Select(b => $"{b[0]}/{b[1]}")]),
                (OrderFields.ProblemSubtopic.Text, [.. subtopics.Select(b => b[2])]),
            ],
            MoreRules =
            [
                (topic, Under(Topics, $"${type}2")),
                (Place(OrderFields.ProblemSubtopic), Under(Subtopics, $"${type}2&\"/\"&${topic}2")),
            ],
        }.Write();
    }

    /// <summary>Formula for the range of values next to a key in the hidden sheet, where equal keys are adjacent.</summary>
    private static string Under(int place, string key)
    {
        var (keys, values) = ($"{SheetTemplate.Lists}!${CellName.OfColumn(place)}", $"{SheetTemplate.Lists}!${CellName.OfColumn(place + 1)}");
        var column = $"{keys}:${CellName.OfColumn(place)}";
        return $"OFFSET({values}$1,MATCH({key},{column},0)-1,0,COUNTIF({column},{key}),1)";
    }

    private static string Place(FieldName field) => CellName.OfColumn(1 + BatchTemplate.Columns.Select((c, i) => (c.Field, i)).First(c => c.Field.Name == field).i);
}
