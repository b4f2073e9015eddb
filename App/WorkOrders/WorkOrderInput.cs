using System.Globalization;
using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>
/// An order as a form holds it: text as typed, identifiers masked. What the masks stand for stays here on the server, so a masked
/// value that comes back unchanged keeps the real one. Equal inputs hold the same text: nothing was typed in between.
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

    /// <summary>Wall-clock time in Shanghai.</summary>
    public string? DueAt { get; set; }

    /// <summary>For editing an order.</summary>
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

    /// <summary>Fills a new order with a customer we know; the real identifiers stay behind their masks.</summary>
    public void TakeCustomer(string? name, PhoneNumber? phone, IdNumber? idNumber)
    {
        original = original with { CustomerPhone = phone, IdNumber = idNumber };
        (CustomerName, CustomerPhone, IdNumber) = (name, phone?.Masked, idNumber?.Masked);
    }

    /// <summary>Fills a new order with a contract of the loan core, and with its person where nothing was typed.</summary>
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

    /// <summary>What is typed, or stands behind the mask, if it is a telephone number.</summary>
    public PhoneNumber? RealCustomerPhone => CustomerPhone == original.CustomerPhone?.Masked ? original.CustomerPhone : PhoneNumber.Parse(CustomerPhone);

    /// <summary>What is typed, or stands behind the mask, if it is an identity-card number.</summary>
    public IdNumber? RealIdNumber => IdNumber == original.IdNumber?.Masked ? original.IdNumber : Shared.IdNumber.Parse(IdNumber);

    /// <summary>The one check of form and import: the fields ready for an order, or what is wrong, in the order of the form.</summary>
    public CheckedOrder Check(OrderLists lists, DateTimeOffset now) => new WorkOrderCheck(this, original, isNew, lists, now).Run();
}

/// <summary>The outcome of a check. The fields may be used only when there are no errors.</summary>
public sealed record CheckedOrder(WorkOrderFields Fields, IReadOnlyList<FieldError> Errors)
{
    public bool IsGood => Errors.Count == 0;
}
