using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications.Form;

/// <summary>What is typed in 新建违约申请 and not submitted yet. Telephone and ID number of the customer are not part of it.</summary>
public sealed record ApplicationDraft(int? CustomerId, string? CustomerName, IReadOnlyList<int> Reasons, string? Severity, string? Rating, string? Remark)
{
    public const string Page = "/defaults/applications/new";

    /// <summary>Without key.</summary>
    public static readonly DraftKind Kind = new("default-application", "违约申请", _ => Page)
    {
        Needs = Permission.ApplyForDefault,
        Texts = draft => draft.Read<ApplicationDraft>() is { } typed
            ? DraftText.Of(
                (ApplicationFields.CustomerField, typed.CustomerName), (ApplicationFields.RatingField, typed.Rating), (ApplicationFields.RemarkField, typed.Remark))
            : [],
        Describe = draft => draft.Read<ApplicationDraft>() is { } typed ? Normalise.Text(typed.CustomerName) ?? DraftRow.Brief(typed.Remark) : null,
    };
}

/// <summary>State of the form kept while the tab is paused.</summary>
internal sealed record PausedApplication(ApplicationDraft Typed, IReadOnlyList<Files.FileRow> Files)
{
    public const string Key = "new-application";
}
