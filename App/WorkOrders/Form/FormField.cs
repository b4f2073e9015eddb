using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Form;

/// <summary>What every field of a form over an order has: a name that labels it and finds its error.</summary>
public abstract class FormField : ComponentBase
{
    /// <summary>The field's Chinese name: key of the localizer and of the errors, once on a page.</summary>
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
