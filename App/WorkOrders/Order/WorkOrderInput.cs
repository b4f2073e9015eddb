using System.Globalization;
using System.Text.Json.Serialization;
using WorkOrders.Drafts;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders;

/// <summary>
/// Form model of an order: text as typed, identifiers masked. The original values stay on the server, so a masked value sent back unchanged
/// keeps the original. Two equal inputs mean that nothing was typed.
/// </summary>
public sealed partial record WorkOrderInput
{
    public const string TimeFormat = "yyyy-MM-dd HH:mm";

    private WorkOrderFields original = new();
    private bool isNew = true;

    public string? CustomerName { get; set; }

    public string? CustomerPhone { get; set; }

    public string? CallerNumber { get; set; }

    public string? IdNumber { get; set; }

    public string? ApplyNo { get; set; }

    public string? ContractNo { get; set; }

    public string? ChannelName { get; set; }

    public string? RiskType { get; set; }

    public string? BusinessType { get; set; }

    public string? OrderStatus { get; set; }

    public int? ProblemTypeId { get; set; }

    public int? ProblemTopicId { get; set; }

    public int? ProblemSubtopicId { get; set; }

    public string? Solution { get; set; }

    public string? Description { get; set; }

    public Priority Priority { get; set; } = Priority.Normal;

    /// <summary>Local time in Shanghai.</summary>
    public string? DueAt { get; set; }

    /// <summary>The problem, whose levels are chosen one after another.</summary>
    [JsonIgnore]
    public ProblemPath Problem
    {
        get => new(ProblemTypeId, ProblemTopicId, ProblemSubtopicId);
        set => (ProblemTypeId, ProblemTopicId, ProblemSubtopicId) = (value.Type, value.Topic, value.Subtopic);
    }

    /// <summary>Form for editing an order.</summary>
    public static WorkOrderInput Of(WorkOrderFields fields)
    {
        var input = new WorkOrderInput { original = fields, isNew = false };
        foreach (var field in OrderFields.All)
        {
            field.Show(input, fields);
        }

        return input;
    }

    public static string Format(DateTimeOffset instant) => BusinessTime.Local(instant).ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Fills a new order with a known customer. The original identifiers stay on the server behind their masks.</summary>
    public void TakeCustomer(string? name, PhoneNumber? phone, IdNumber? idNumber)
    {
        original = original with { CustomerPhone = phone, IdNumber = idNumber };
        (CustomerName, CustomerPhone, IdNumber) = (name, phone?.Masked, idNumber?.Masked);
    }

    /// <summary>Fills a new order with a contract of the loan core, and the empty fields with its person.</summary>
    public void TakeContract(OwnedContract owned, OrderLists lists)
    {
        var (contract, person) = owned;
        (ApplyNo, ContractNo) = contract.Numbers ?? (ApplyNo, ContractNo);
        ChannelName = lists.EnabledChannel(contract.ChannelName) ?? ChannelName;
        CustomerName = Normalise.Text(CustomerName) ?? UsableText.Of(person.Name, WorkOrderLimits.Name);
        if (Normalise.Text(CustomerPhone) is null && PhoneNumber.Parse(person.Phone?.Unmask()) is { } phone)
        {
            original = original with { CustomerPhone = phone };
            CustomerPhone = phone.Masked;
        }
    }

    /// <summary>The original values behind the masks. They stay on the server while the form is paused.</summary>
    internal WorkOrderFields BehindMasks => original;

    /// <summary>Restores a paused form for a new order. Without the original values, masked fields cannot be saved.</summary>
    public WorkOrderInput AsNew(WorkOrderFields? behindMasks) => this with { original = behindMasks ?? new(), isNew = true };

    /// <summary>Restores a paused form on the fields it was opened with.</summary>
    public WorkOrderInput Over(WorkOrderFields opened) => this with { original = opened, isNew = false };

    /// <summary>Restores a paused form on fields that another user changed meanwhile. Fields not edited here take the other user's values.</summary>
    public WorkOrderInput Over(WorkOrderFields theirs, WorkOrderInput clean)
    {
        ArgumentNullException.ThrowIfNull(clean);
        var input = Of(theirs);
        foreach (var field in OrderFields.Parts.Where(part => part.Any(f => f.Typed(this) != f.Typed(clean))).SelectMany(part => part))
        {
            field.Type(input, field.Typed(this));
        }

        return input;
    }

    /// <summary>As a colleague sees it: the complete numbers that were typed are masked.</summary>
    internal WorkOrderInput Masked() => this with
    {
        CustomerPhone = PhoneNumber.Parse(CustomerPhone)?.Masked ?? CustomerPhone,
        CallerNumber = PhoneNumber.Parse(CallerNumber)?.Masked ?? CallerNumber,
        IdNumber = Shared.IdNumber.Parse(IdNumber)?.Masked ?? IdNumber,
        Description = FreeText.Parse(Description)?.Masked ?? Description,
    };

    /// <summary>With the numbers of <paramref name="typed"/> in place of their masks (<see cref="Masked"/>).</summary>
    internal WorkOrderInput Completed(WorkOrderInput typed)
    {
        var masked = typed.Masked();
        return this with
        {
            CustomerPhone = CustomerPhone == masked.CustomerPhone ? typed.CustomerPhone : CustomerPhone,
            CallerNumber = CallerNumber == masked.CallerNumber ? typed.CallerNumber : CallerNumber,
            IdNumber = IdNumber == masked.IdNumber ? typed.IdNumber : IdNumber,
            Description = FreeText.Merge(FreeText.Parse(typed.Description), Description)?.Unmask(),
        };
    }

    /// <summary>What was typed over <paramref name="clean"/>, field by field. Choices of a category are left out: only their ids are known here.</summary>
    internal IReadOnlyList<DraftText> TextsOver(WorkOrderInput clean) => DraftText.Of(OrderFields.Parts
        .Where(part => part.Any(f => f.Typed(this) != f.Typed(clean))).SelectMany(part => part).Where(f => f.Level is null).Select(f => (f.Name.Text, f.Typed(this))));

    /// <summary>The identifiers of which only the mask is left: nobody knows their original any more.</summary>
    internal IEnumerable<FieldName> Lost => OrderFields.All
        .Where(one => one.Kind is FieldKind.Phone or FieldKind.IdNumber && one.Typed(this)?.Contains('*', StringComparison.Ordinal) == true
            && one.Typed(this) != (one.Value(original) as Sensitive)?.Masked)
        .Select(one => one.Name);

    /// <summary>The typed phone number, or the original behind the mask; null if invalid.</summary>
    [JsonIgnore]
    public PhoneNumber? RealCustomerPhone => CustomerPhone == original.CustomerPhone?.Masked ? original.CustomerPhone : PhoneNumber.Parse(CustomerPhone);

    /// <summary>The typed identity-card number, or the original behind the mask; null if invalid.</summary>
    [JsonIgnore]
    public IdNumber? RealIdNumber => IdNumber == original.IdNumber?.Masked ? original.IdNumber : Shared.IdNumber.Parse(IdNumber);

    /// <summary>The ID number is not the one behind its mask.</summary>
    [JsonIgnore]
    internal bool IsIdNumberTyped => IdNumber != original.IdNumber?.Masked;

    /// <summary>The complete numbers that the user typed. Numbers behind unchanged masks are none: they were known before.</summary>
    [JsonIgnore]
    internal IEnumerable<Sensitive?> TypedNumbers =>
    [
        CustomerPhone == original.CustomerPhone?.Masked ? null : PhoneNumber.Parse(CustomerPhone),
        CallerNumber == original.CallerNumber?.Masked ? null : PhoneNumber.Parse(CallerNumber),
        IsIdNumberTyped ? Shared.IdNumber.Parse(IdNumber) : null,
    ];

    /// <summary>Validation for form and import. Returns the fields, or the errors in form order.</summary>
    public CheckedOrder Check(OrderLists lists, DateTimeOffset now) => new WorkOrderCheck(this, original, isNew, lists, now).Run();
}

/// <summary>Result of validation. Use the fields only when there are no errors.</summary>
public sealed record CheckedOrder(WorkOrderFields Fields, IReadOnlyList<FieldError> Errors)
{
    public bool IsGood => Errors.Count == 0;

    /// <summary>What is probably a typing error: a person is asked about it, an import tells it. Values that were there before are not.</summary>
    public IReadOnlyList<FieldError> Warnings { get; init; } = [];
}
