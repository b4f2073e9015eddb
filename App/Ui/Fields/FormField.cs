using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Fields;

/// <summary>Base of the fields of an order form: the name is the label and finds the error.</summary>
public abstract class FormField : ComponentBase
{
    /// <summary>Chinese name of the field: key of the localizer and of the errors, unique on the page.</summary>
    [Parameter]
    [EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<FieldError> Errors { get; set; } = [];

    [Parameter]
    public bool Required { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Inject]
    protected IStringLocalizer<Text> Texts { get; set; } = null!;

    protected string Id => "field-" + Name;

    protected string? Error => Errors.FirstOrDefault(e => e.Field == Name)?.In(Texts);

    protected string? Invalid => Error is null ? null : "true";

    protected string? DescribedBy => Error is not null ? Id + "-error" : Hint is not null ? Id + "-hint" : null;
}
