using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Fields;

/// <summary>Base of the fields of a form: the name is the label and finds the error.</summary>
public abstract class FormField(IStringLocalizer<Text> texts) : ComponentBase
{
    /// <summary>Chinese name of the field: key of the localizer and of the errors, unique on the page.</summary>
    [Parameter]
    [EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public IReadOnlyList<FieldError> Errors { get; set; } = [];

    [Parameter]
    public bool Required { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Gets the focus when the form opens.</summary>
    [Parameter]
    public bool First { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>Id of the input element, when another field of the page has the same name.</summary>
    [Parameter]
    public string? InputId { get; set; }

    /// <summary>The browser keeps no copy of what is typed (<see cref="LocalDraft"/>): for personal data that the product masks.</summary>
    [Parameter]
    public bool NeverKept { get; set; }

    protected string Id => InputId ?? "field-" + Name;

    /// <summary>Read-only until the circuit has started, which loses what was typed before.</summary>
    protected bool IsWaiting => AssignedRenderMode is not null && !RendererInfo.IsInteractive;

    protected string? Error => Errors.FirstOrDefault(e => e.Field == Name)?.In(texts);

    protected string? Invalid => Error is null ? null : "true";

    /// <summary>What stands below the field when it has no error.</summary>
    protected virtual string? Below => Hint;

    protected string? DescribedBy => Error is not null ? Id + "-error" : Below is not null ? Id + "-hint" : null;

    /// <summary>What MudBlazor puts on the input element itself.</summary>
    protected Dictionary<string, object?> InputAttributes => new(StringComparer.Ordinal)
    {
        ["autocomplete"] = "off",
        ["spellcheck"] = "false",
        ["aria-invalid"] = Invalid ?? "false",
        ["aria-describedby"] = DescribedBy,
        ["aria-required"] = Required ? "true" : null,
        ["data-first"] = First ? "" : null,
        ["data-never-kept"] = NeverKept ? "" : null,
    };
}
