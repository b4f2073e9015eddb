using Microsoft.Extensions.Localization;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Desk.Table;

/// <summary>Localized cell texts, looked up once per page instead of once per cell.</summary>
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

    /// <summary>The due time. Overdue is shown in red, with an explanation on hover.</summary>
    public DeskCell Due(WorkOrderRow row) => row switch
    {
        { DueAt: null } => default,
        _ when row.IsOverdue(now) => new("! " + times.Of(row.DueAt.Value), $"{Overdue} {ShortTime.Full(row.DueAt.Value)}", "overdue"),
        _ => Time(row.DueAt),
    };
}
