using System.Globalization;
using System.Text.Json.Serialization;
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

    /// <summary>Form for editing an order.</summary>
    public static WorkOrderInput Of(WorkOrderFields fields) => new()
    {
        original = fields,
        isNew = false,
        CustomerName = fields.CustomerName,
        CustomerPhone = fields.CustomerPhone?.Masked,
        CallerNumber = fields.CallerNumber?.Masked,
        IdNumber = fields.IdNumber?.Masked,
        ApplyNo = fields.ApplyNo,
        ContractNo = fields.ContractNo,
        ChannelName = fields.ChannelName,
        RiskType = fields.RiskType,
        BusinessType = fields.BusinessType,
        OrderStatus = fields.OrderStatus,
        ProblemTypeId = fields.ProblemTypeId,
        ProblemTopicId = fields.ProblemTopicId,
        ProblemSubtopicId = fields.ProblemSubtopicId,
        Solution = fields.Solution,
        Description = fields.Description?.Masked,
        Priority = fields.Priority,
        DueAt = fields.DueAt is { } due ? Format(due) : null,
    };

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
        var now = Of(theirs);
        var isSameProblem = (ProblemTypeId, ProblemTopicId, ProblemSubtopicId) == (clean.ProblemTypeId, clean.ProblemTopicId, clean.ProblemSubtopicId);
        var problem = isSameProblem ? now : this;
        return now with
        {
            CustomerName = Typed(CustomerName, clean.CustomerName, now.CustomerName),
            CustomerPhone = Typed(CustomerPhone, clean.CustomerPhone, now.CustomerPhone),
            CallerNumber = Typed(CallerNumber, clean.CallerNumber, now.CallerNumber),
            IdNumber = Typed(IdNumber, clean.IdNumber, now.IdNumber),
            ApplyNo = Typed(ApplyNo, clean.ApplyNo, now.ApplyNo),
            ContractNo = Typed(ContractNo, clean.ContractNo, now.ContractNo),
            ChannelName = Typed(ChannelName, clean.ChannelName, now.ChannelName),
            RiskType = Typed(RiskType, clean.RiskType, now.RiskType),
            BusinessType = Typed(BusinessType, clean.BusinessType, now.BusinessType),
            OrderStatus = Typed(OrderStatus, clean.OrderStatus, now.OrderStatus),
            ProblemTypeId = problem.ProblemTypeId,
            ProblemTopicId = problem.ProblemTopicId,
            ProblemSubtopicId = problem.ProblemSubtopicId,
            Solution = Typed(Solution, clean.Solution, now.Solution),
            Description = Typed(Description, clean.Description, now.Description),
            Priority = Priority == clean.Priority ? now.Priority : Priority,
            DueAt = Typed(DueAt, clean.DueAt, now.DueAt),
        };
    }

    /// <summary>The typed phone number, or the original behind the mask; null if invalid.</summary>
    [JsonIgnore]
    public PhoneNumber? RealCustomerPhone => CustomerPhone == original.CustomerPhone?.Masked ? original.CustomerPhone : PhoneNumber.Parse(CustomerPhone);

    /// <summary>The typed identity-card number, or the original behind the mask; null if invalid.</summary>
    [JsonIgnore]
    public IdNumber? RealIdNumber => IdNumber == original.IdNumber?.Masked ? original.IdNumber : Shared.IdNumber.Parse(IdNumber);

    /// <summary>Validation for form and import. Returns the fields, or the errors in form order.</summary>
    public CheckedOrder Check(OrderLists lists, DateTimeOffset now) => new WorkOrderCheck(this, original, isNew, lists, now).Run();

    private static string? Typed(string? mine, string? clean, string? theirs) => mine == clean ? theirs : mine;
}

/// <summary>Result of validation. Use the fields only when there are no errors.</summary>
public sealed record CheckedOrder(WorkOrderFields Fields, IReadOnlyList<FieldError> Errors)
{
    public bool IsGood => Errors.Count == 0;
}
