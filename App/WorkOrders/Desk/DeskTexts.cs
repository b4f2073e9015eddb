using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Desk;

/// <summary>The words of the cells in the reader's language, looked up once a page and not once a cell.</summary>
public sealed class DeskTexts(IStringLocalizer<Text> text, DateTimeOffset now)
{
    private readonly Dictionary<Enum, string> names = [];
    private readonly ShortTimes times = new(text, now);
    private readonly DeskCell[] statuses =
        [.. Enum.GetValues<WorkOrderStatus>().Select(s => new DeskCell(text[s.Text()], Class: "status " + s.ToString().ToLowerInvariant()))];

    public string Yes { get; } = text["是"];

    public string No { get; } = text["否"];

    public string Unassigned { get; } = text["未分派"];

    private string Overdue { get; } = text["已超期"];

    public string Of(Enum value) => names.TryGetValue(value, out var name) ? name : names[value] = text[value.Text()];

    public DeskCell Status(WorkOrderStatus status) => statuses[(int)status];

    public DeskCell Time(DateTimeOffset? instant) => instant is { } at ? new(times.Of(at), ShortTime.Full(at)) : default;

    /// <summary>The due time; past it, red and said in words on hover.</summary>
    public DeskCell Due(WorkOrderRow row) => row switch
    {
        { DueAt: null } => default,
        _ when row.IsOverdue(now) => new("! " + times.Of(row.DueAt.Value), $"{Overdue} {ShortTime.Full(row.DueAt.Value)}", "overdue"),
        _ => Time(row.DueAt),
    };
}
