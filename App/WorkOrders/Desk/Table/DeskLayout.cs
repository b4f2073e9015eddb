using System.Text.Json;
using WorkOrders.Database;

namespace WorkOrders.Desk.Table;

/// <summary>A user's columns with order and widths, and the width of the panel. Stored as JSON in the user preferences.</summary>
public sealed record DeskLayout(IReadOnlyList<ShownColumn> Columns, int PanelWidth)
{
    public const string PreferenceKey = "desk";
    public const int MinPanel = 480;
    public const int MaxPanel = 640;

    public static readonly DeskLayout Default = new([.. DeskColumns.All.Take(DeskColumns.DefaultCount).Select(c => new ShownColumn(c, c.Width))], 560);

    /// <summary>Width of the table in px.</summary>
    public int Width => Columns.Sum(c => c.Width);

    /// <summary>Parses the stored layout. Unknown columns and invalid widths are ignored.</summary>
    public static DeskLayout Parse(string? json)
    {
        if (json is null || Read(json) is not { Columns: { } kept } stored)
        {
            return Default;
        }

        var columns = kept.Select(c => (Column: DeskColumns.All.FirstOrDefault(d => d.Key == c.Key), c.Width))
            .Where(c => c.Column is not null).DistinctBy(c => c.Column)
            .Select(c => new ShownColumn(c.Column!, Math.Clamp(c.Width, DeskColumn.MinWidth, DeskColumn.MaxWidth))).ToList();
        return new DeskLayout(columns.Count > 0 ? columns : Default.Columns, Math.Clamp(stored.Panel, MinPanel, MaxPanel));
    }

    public string ToJson() => JsonSerializer.Serialize(new Stored([.. Columns.Select(c => new StoredColumn(c.Column.Key, c.Width))], PanelWidth));

    public DeskLayout WithWidth(string key, int width) =>
        this with { Columns = [.. Columns.Select(c => c.Column.Key == key ? c with { Width = Math.Clamp(width, DeskColumn.MinWidth, DeskColumn.MaxWidth) } : c)] };

    public DeskLayout WithPanelWidth(int width) => this with { PanelWidth = Math.Clamp(width, MinPanel, MaxPanel) };

    /// <summary>Shows a hidden column at the end of its group, or hides a shown one. The last shown column cannot be hidden.</summary>
    public DeskLayout Toggle(DeskColumn column)
    {
        if (Columns.Any(c => c.Column == column))
        {
            return Columns.Count == 1 ? this : this with { Columns = [.. Columns.Where(c => c.Column != column)] };
        }

        var columns = Columns.ToList();
        var after = columns.FindLastIndex(c => c.Column.Group == column.Group);
        columns.Insert(after < 0 ? columns.Count : after + 1, new ShownColumn(column, column.Width));
        return this with { Columns = columns };
    }

    /// <summary>Moves a column one position to the left (-1) or right (1).</summary>
    public DeskLayout Move(DeskColumn column, int by)
    {
        var columns = Columns.ToList();
        var from = columns.FindIndex(c => c.Column == column);
        var to = from + by;
        if (from < 0 || to < 0 || to >= columns.Count)
        {
            return this;
        }

        (columns[from], columns[to]) = (columns[to], columns[from]);
        return this with { Columns = columns };
    }

    private static Stored? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Stored>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Stored(IReadOnlyList<StoredColumn> Columns, int Panel);

    private sealed record StoredColumn(string Key, int Width);
}

/// <summary>A shown column with its width in px.</summary>
public sealed record ShownColumn(DeskColumn Column, int Width);
